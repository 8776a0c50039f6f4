"""Samplers of diffusers with every schedule and prediction type: test/fixtures/samplers/predictions.safetensors.

The model's output for x at time t is x · (t + 100) / (t + 200), whatever it is taken for. The start is 0 … 63 over 64, times
`init_noise_sigma`. Names: sampler, schedule, prediction. Pairs that diffusers refuses are left out.

pip install torch==2.8.0 diffusers==0.35.2 safetensors; python test/golden/predictions.py
"""
import pathlib

import torch
from diffusers import (
    DDIMScheduler,
    DPMSolverMultistepScheduler,
    EulerDiscreteScheduler,
    HeunDiscreteScheduler,
    UniPCMultistepScheduler,
)
from safetensors.torch import save_file

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "samplers" / "predictions.safetensors"
STEPS = 10
SCHEDULES = {"linear": "linear", "scaled-linear": "scaled_linear", "cosine": "squaredcos_cap_v2"}
PREDICTIONS = {"noise": "epsilon", "v": "v_prediction", "image": "sample"}
SOLVER = {"solver_order": 2, "final_sigmas_type": "sigma_min"}
SAMPLERS = {
    "ddim": lambda **process: DDIMScheduler(clip_sample=False, **process),
    "ddim-clip": lambda **process: DDIMScheduler(clip_sample=True, **process),
    "dpm-solver": lambda **process: DPMSolverMultistepScheduler(algorithm_type="dpmsolver", **SOLVER, **process),
    "dpm-solver++": lambda **process: DPMSolverMultistepScheduler(algorithm_type="dpmsolver++", **SOLVER, **process),
    "unipc": lambda **process: UniPCMultistepScheduler(solver_type="bh2", **SOLVER, **process),
    "heun": lambda **process: HeunDiscreteScheduler(**process),
    "euler": lambda **process: EulerDiscreteScheduler(**process),
}

found = {}
for sampler, make in SAMPLERS.items():
    for schedule, beta_schedule in SCHEDULES.items():
        for prediction, prediction_type in PREDICTIONS.items():
            scheduler = make(
                num_train_timesteps=1000,
                beta_start=1e-4,
                beta_end=0.02,
                beta_schedule=beta_schedule,
                prediction_type=prediction_type,
            )
            scheduler.set_timesteps(STEPS)
            x = torch.arange(64, dtype=torch.float32).reshape(1, 1, 8, 8) / 64 * scheduler.init_noise_sigma
            try:
                for t in scheduler.timesteps:
                    seen = scheduler.scale_model_input(x, t)
                    x = scheduler.step(seen * (t + 100) / (t + 200), t, x).prev_sample
            except NotImplementedError:
                continue
            found[f"{sampler} {schedule} {prediction}"] = x.flatten().contiguous().float()
save_file(found, OUT)
print(len(found), "runs")
for name, values in found.items():
    print(name, values.abs().sum().item())
