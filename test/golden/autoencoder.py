"""Makes test/fixtures/autoencoder.json: names and shapes of diffusers' AutoencoderKL as Stable Diffusion 1.4 has it.

pip install torch==2.8.0 diffusers==0.39.0; python test/golden/autoencoder.py
"""
import json
import pathlib

import torch
from diffusers import AutoencoderKL

with torch.device("meta"):
    model = AutoencoderKL(
        down_block_types=["DownEncoderBlock2D"] * 4,
        up_block_types=["UpDecoderBlock2D"] * 4,
        block_out_channels=[128, 256, 512, 512],
        layers_per_block=2,
        latent_channels=4,
    )
shapes = {name: list(value.shape) for name, value in model.state_dict().items()}
path = pathlib.Path(__file__).parent.parent / "fixtures" / "autoencoder.json"
path.write_text("{\n" + ",\n".join(f" {json.dumps(name)}: {shape}" for name, shape in shapes.items()) + "\n}\n")
print(len(shapes))
