"""Images that diffusers' own pipelines make with a UNet2DModel: test/fixtures/diffusers/pipeline.safetensors.

The network is test/fixtures/diffusers/ddpm. Noise is seeded from hashes: `pipeline/start`, and `pipeline/STEP` for step STEP
of DDPM (index 0 is the cleanest). Images are float32 in [-1, 1], NCHW, before they become bytes.

pip install torch==2.8.0 diffusers==0.35.2 safetensors; python test/golden/pipeline.py
"""
import pathlib

import torch
from diffusers import DDIMPipeline, DDIMScheduler, DDPMPipeline, DDPMScheduler, UNet2DModel
from diffusers.pipelines.ddim import pipeline_ddim
from diffusers.pipelines.ddpm import pipeline_ddpm
from diffusers.schedulers import scheduling_ddpm
from safetensors.torch import save_file

from hashed import hashed

FIXTURES = pathlib.Path(__file__).parent.parent / "fixtures" / "diffusers"
SHAPE = (2, 3, 16, 16)
PROCESS = {"num_train_timesteps": 20, "beta_start": 0.001, "beta_end": 0.3}


def noise(name):
    values = hashed(f"pipeline/{name}", 2 * 3 * 16 * 16) * 12**0.5
    return torch.tensor(values, dtype=torch.float32).reshape(SHAPE)


model = UNet2DModel.from_pretrained(FIXTURES / "ddpm")
step = {"index": 0}


def start(*_, **__):
    step["index"] = PROCESS["num_train_timesteps"]
    return noise("start")


def stepped(*_, **__):
    return noise(str(step["index"]))


scheduling_ddpm.randn_tensor = stepped
pipeline_ddpm.randn_tensor = start
pipeline_ddim.randn_tensor = start


def made(pipeline, **options):
    """The last state before the pipeline clamps it and converts it to [0, 1]."""
    kept = {}
    inner = pipeline.scheduler.step

    def keeping(output, t, *rest, **more):
        step["index"] = int(t)
        result = inner(output, t, *rest, **more)
        kept["x"] = result.prev_sample
        return result

    pipeline.scheduler.step = keeping
    pipeline(batch_size=2, output_type="np", **options)
    return kept["x"].detach().contiguous().clone()


torch.manual_seed(0)
found = {}
for prediction, clip in [("epsilon", True), ("epsilon", False), ("v_prediction", True)]:
    name = f"{prediction}{' clip' if clip else ''}"
    settings = {**PROCESS, "prediction_type": prediction, "clip_sample": clip}
    for variance in ["fixed_small", "fixed_large"]:
        scheduler = DDPMScheduler(variance_type=variance, **settings)
        found[f"ddpm {variance} {name}"] = made(DDPMPipeline(model, scheduler), num_inference_steps=20)
    scheduler = DDIMScheduler(**settings)
    found[f"ddim {name}"] = made(DDIMPipeline(model, scheduler), num_inference_steps=10)
save_file(found, FIXTURES / "pipeline.safetensors")
for name, values in found.items():
    print(name, values.abs().mean().item())
