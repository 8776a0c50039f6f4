"""One sandwich step of a nested U-Net with autograd: test/fixtures/unet/nested-step.{safetensors,json}.

Nested: `slices: aligned` and `norms: constant-size`. Weights and inputs are seeded from hashes of their names. Everything
is computed in float64 from values rounded to float32, and stored as float32 in PyTorch's layout.

pip install torch==2.8.0 numpy safetensors; python test/golden/nested.py
"""
import json
import pathlib
import sys

import numpy as np
import torch
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent.parent
sys.path.insert(0, str(HERE.parent / "bench" / "peers"))
from network import Sliced, UNet  # noqa: E402

from hashed import hashed  # noqa: E402

CONFIG = {
    "resolution": 8, "imageChannels": 1, "channels": 32, "multipliers": [1, 2], "attentionLevels": [1], "blocks": 1,
    "groups": 8, "dropout": 0, "classes": 0, "slices": "aligned", "norms": "constant-size",
}
BATCH, STEPS, BETAS = 3, 1000, [1e-4, 0.02]
FORWARD = {"widths": [8, 4, 2], "x": "nested/x", "t": [3, 250, 999]}
X0 = "nested/x0"
SANDWICH = [
    {"eighths": 8, "noise": "nested/noise0", "t": [7, 400, 930]},
    {"eighths": 2, "noise": "nested/noise1", "t": [40, 610, 151]},
]
GRADIENTS = [
    "time_embedding.timembedding.1.bias",
    "time_embedding.timembedding.3.bias",
    "head.weight",
    "head.bias",
    "downblocks.0.block2.0.weight",
    "middleblocks.0.attn.proj_v.weight",
    # Its input is a concatenation of 64 and 32 channels. One norm group, of 12 channels, has channels of both.
    "upblocks.3.block1.0.weight",
    "upblocks.3.block1.0.bias",
    "upblocks.3.block1.2.weight",
    "upblocks.3.shortcut.weight",
    "upblocks.3.block2.0.weight",
    "tail.0.weight",
    "tail.2.weight",
    "tail.2.bias",
]


class Recorder(UNet):
    """Records the shapes of all parameters."""

    def __init__(self):
        super().__init__(CONFIG, 8, fused_attention=False)
        self.shapes = {}

    def weight(self, name, out, inputs):
        linear = name.startswith("time_embedding") or "temb_proj" in name
        kernel = 1 if ".attn.proj" in name or name.endswith("shortcut") else 3
        shape = [out] if inputs is None else [out, inputs] if linear else [out, inputs, kernel, kernel]
        self.shapes[f"{name}.weight"], self.shapes[f"{name}.bias"] = shape, [out]
        return torch.zeros(shape), torch.zeros(out)


def seeded(name, shape, scale, shift=0.0):
    values = (shift + scale * hashed(name, int(np.prod(shape)))).astype(np.float32)
    return torch.from_numpy(values).double().reshape(shape)


def parameter(name, shape):
    if name.endswith(".bias"):
        values = seeded(name, shape, 0.2)
    elif len(shape) == 1:
        values = seeded(name, shape, 0.4, 1)
    else:
        values = seeded(name, shape, np.sqrt(12 / np.prod(shape[1:])))
    return torch.nn.Parameter(values)


def images(name):
    return seeded(name, [BATCH, CONFIG["imageChannels"], CONFIG["resolution"], CONFIG["resolution"]], np.sqrt(12))


recorder = Recorder()
with torch.no_grad():
    recorder(torch.zeros(1, 1, 8, 8), torch.zeros(1))
parameters = {name: parameter(name, shape) for name, shape in recorder.shapes.items()}


def predict(eighths, x, t, **changes):
    network = Sliced({**CONFIG, **changes}, eighths, parameters)
    exponents = -np.log(10000) * np.arange(0, CONFIG["channels"], 2) / CONFIG["channels"]
    network.frequencies = torch.from_numpy(np.exp(exponents))
    return network(x, torch.tensor(t, dtype=torch.float64))


tensors = {}
with torch.no_grad():
    for eighths in FORWARD["widths"]:
        y = predict(eighths, images(FORWARD["x"]), FORWARD["t"])
        tensors[f"forward.{eighths}/8"] = y
        for changes in [{"slices": None}, {"norms": None}]:
            other = predict(eighths, images(FORWARD["x"]), FORWARD["t"], **changes)
            print(f"{eighths}/8 rms {y.square().mean().sqrt():.3f}, without {changes}: {(other - y).abs().max():.3f} off")

bars = torch.from_numpy(np.cumprod(1 - np.linspace(*BETAS, STEPS)))
losses = []
for step in SANDWICH:
    bar = bars[step["t"]][:, None, None, None]
    noise = images(step["noise"])
    x = bar.sqrt() * images(X0) + (1 - bar).sqrt() * noise
    loss = (predict(step["eighths"], x, step["t"]) - noise).square().mean()
    loss.backward()
    losses.append(loss.item())

gradients = {name: value.grad for name, value in parameters.items()}
tensors |= {f"gradient.{name}": gradients[name] for name in GRADIENTS}
norms = {name: gradient.norm().item() for name, gradient in gradients.items()}
out = {
    "made": f"test/golden/nested.py, PyTorch {torch.__version__}, NumPy {np.__version__}, float64, CPU",
    "config": CONFIG, "batch": BATCH, "steps": STEPS, "betas": BETAS,
    "seeds": {
        "images": "sqrt(12) u", "bias": "0.2 u", "norm weight": "1 + 0.4 u", "weight": "sqrt(12 / fan in) u",
        "u": "hashed(name, size) in PyTorch's layout; results rounded to float32",
    },
    "forward": {**FORWARD, "widths": [f"{eighths}/8" for eighths in FORWARD["widths"]]},
    "x0": X0,
    "sandwich": [{"width": f"{one['eighths']}/8", "noise": one["noise"], "t": one["t"]} for one in SANDWICH],
    "losses": losses,
    "gradientNorm": float(np.sqrt(sum(norm**2 for norm in norms.values()))),
    "gradientNorms": {name: float(f"{norm:.9g}") for name, norm in norms.items()},
}
to = HERE / "fixtures" / "unet"
save_file({name: value.float().contiguous().numpy() for name, value in tensors.items()}, to / "nested-step.safetensors")
(to / "nested-step.json").write_text(json.dumps(out) + "\n")
print(losses, out["gradientNorm"], sorted(norms.items(), key=lambda one: one[1])[:12])
