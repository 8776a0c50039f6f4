"""Makes test/fixtures/autoencoder.json (names and shapes of diffusers' AutoencoderKL as Stable Diffusion 1.4 has it) and
autoencoder-values.json (what it makes of seeded images and latents with seeded weights, at three sizes).

pip install torch==2.8.0 diffusers==0.39.0; python test/golden/autoencoder.py
"""
import json
import pathlib

import diffusers
import numpy as np
import torch
from diffusers import AutoencoderKL

from hashed import hashed

HERE = pathlib.Path(__file__).parent.parent / "fixtures"
SAMPLES = 256


def seeded(name: str, shape: list[int]) -> torch.Tensor:
    values = hashed(name, int(np.prod(shape)))
    if name.endswith("bias"):
        values = 0.2 * values
    elif len(shape) == 1:
        values = 1 + 0.4 * values
    else:
        values = values * np.sqrt(24 / np.prod(shape[1:]))
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def sampled(tensor: torch.Tensor) -> dict:
    flat = tensor.flatten().double().numpy()
    stride = max(1, len(flat) // SAMPLES)
    return {"stride": stride, "values": [float(value) for value in flat[::stride]], "largest": float(np.abs(flat).max())}


model = AutoencoderKL(
    down_block_types=["DownEncoderBlock2D"] * 4,
    up_block_types=["UpDecoderBlock2D"] * 4,
    block_out_channels=[128, 256, 512, 512],
    layers_per_block=2,
    latent_channels=4,
).eval()
shapes = {name: list(value.shape) for name, value in model.state_dict().items()}
path = HERE / "autoencoder.json"
path.write_text("{\n" + ",\n".join(f" {json.dumps(name)}: {shape}" for name, shape in shapes.items()) + "\n}\n")
model.load_state_dict({name: seeded(name, shape) for name, shape in shapes.items()})

cases = []
with torch.no_grad():
    for size in [64, 128, 256]:
        image = torch.from_numpy(2 * hashed(f"image{size}", 3 * size * size).astype(np.float32)).reshape(1, 3, size, size)
        given = size // 8
        latent = torch.from_numpy(4 * hashed(f"latent{size}", 4 * given * given).astype(np.float32))
        code = model.encode(image).latent_dist
        decoded = model.decode(latent.reshape(1, 4, given, given)).sample
        cases.append({
            "size": size,
            "mean": sampled(code.mean),
            "deviation": sampled(code.std),
            "decoded": sampled(decoded),
        })
versions = {"torch": torch.__version__, "diffusers": diffusers.__version__}
(HERE / "autoencoder-values.json").write_text(json.dumps({**versions, "cases": cases}))
print(len(shapes), [case["decoded"]["largest"] for case in cases], [case["deviation"]["largest"] for case in cases])
