"""Diff-Pruning of a small U-Net with autograd: test/fixtures/pruning.json.

Losses by time step, the step at which it stops, importance of every channel, and the channels that stay. Which layers
share which channels is written down by hand here; ddsm finds it in its description of the network.

pip install torch==2.8.0; python test/golden/pruning.py
"""
import json
import math
import pathlib
import sys

import numpy as np
import torch

HERE = pathlib.Path(__file__).parent.parent
sys.path.insert(0, str(HERE.parent / "bench" / "peers"))
from network import Sliced, UNet  # noqa: E402

from hashed import hashed  # noqa: E402

CONFIG = {
    "resolution": 8, "imageChannels": 3, "channels": 32, "multipliers": [1, 2], "attentionLevels": [1], "blocks": 1,
    "groups": 8, "dropout": 0.0,
}
STEPS, BATCH, RATIO, THRESHOLD = 1000, 4, 0.3, 0.05

# Blocks of the network: name, groups that arrive, group that leaves, whether it has attention.
RESIDUAL = [
    ("downblocks.0", ["head"], "head", False),
    ("downblocks.2", ["down1"], "deep", True),
    ("middleblocks.0", ["deep"], "deep", True),
    ("middleblocks.1", ["deep"], "deep", False),
    ("upblocks.0", ["deep", "deep"], "up0", True),
    ("upblocks.1", ["up0", "down1"], "up1", True),
    ("upblocks.3", ["up2", "head"], "up3", False),
    ("upblocks.4", ["up3", "head"], "up4", False),
]
SIZES = {"head": 32, "down1": 32, "deep": 64, "up0": 64, "up1": 64, "up2": 64, "up3": 32, "up4": 32, "hidden": 128, "time": 128}
# Names in ddsm's description.
NAMES = {
    "head": "head", "down1": "downblocks.1", "deep": "downblocks.2", "up0": "upblocks.0", "up1": "upblocks.1",
    "up2": "upblocks.2", "up3": "upblocks.3", "up4": "upblocks.4", "hidden": "time.hidden", "time": "time.embedding",
}
LAYERS = {  # name: groups that arrive (None where they are given), group that leaves
    "time_embedding.timembedding.1": (None, "hidden"),
    "time_embedding.timembedding.3": (["hidden"], "time"),
    "head": (None, "head"),
    "downblocks.1.main": (["head"], "down1"),
    "upblocks.2.main": (["up1"], "up2"),
    "tail.2": (["up4"], None),
}
NORMS = {"tail.0": ["up4"]}
for name, arriving, leaving, attends in RESIDUAL:
    inner = f"{name}.block1"
    NAMES[inner], SIZES[inner] = inner, SIZES[leaving]
    NORMS[f"{name}.block1.0"] = arriving
    NORMS[f"{name}.block2.0"] = [inner]
    LAYERS[f"{name}.block1.2"] = (arriving, inner)
    LAYERS[f"{name}.temb_proj.1"] = (["time"], inner)
    LAYERS[f"{name}.block2.3"] = ([inner], leaving)
    if arriving != [leaving]:
        LAYERS[f"{name}.shortcut"] = (arriving, leaving)
    if attends:
        for group in ["query", "value"]:
            NAMES[f"{name}.attn.{group}"] = f"{name}.attn.{group}"
            SIZES[f"{name}.attn.{group}"] = SIZES[leaving]
        NORMS[f"{name}.attn.group_norm"] = [leaving]
        LAYERS[f"{name}.attn.proj_q"] = ([leaving], f"{name}.attn.query")
        LAYERS[f"{name}.attn.proj_k"] = ([leaving], f"{name}.attn.query")
        LAYERS[f"{name}.attn.proj_v"] = ([leaving], f"{name}.attn.value")
        LAYERS[f"{name}.attn.proj"] = ([f"{name}.attn.value"], leaving)


class Recorder(UNet):
    """Notes the shapes that the network asks for."""

    def __init__(self):
        super().__init__(CONFIG, 8, fused_attention=False)
        self.found = {}

    def weight(self, name, out, inputs):
        embedding = name.startswith("time_embedding") or "temb_proj" in name
        kernel = 1 if ".attn.proj" in name or name.endswith("shortcut") else 3
        shape = [out] if inputs is None else [out, inputs] if embedding else [out, inputs, kernel, kernel]
        self.found[name] = shape
        return torch.zeros(shape), torch.zeros(out)


recorder = Recorder()
with torch.no_grad():
    recorder(torch.zeros(1, 3, 8, 8), torch.zeros(1))
assert set(recorder.found) == set(LAYERS) | set(NORMS), set(recorder.found) ^ (set(LAYERS) | set(NORMS))


def seeded(name, shape, bias):
    values = hashed(name, int(np.prod(shape)))
    if bias:
        values = 0.2 * values
    elif len(shape) == 1:
        values = 1 + 0.4 * values
    else:
        values = values * np.sqrt(12 / np.prod(shape[1:]))
    return torch.nn.Parameter(torch.from_numpy(values.astype(np.float32).reshape(shape)))


parameters = {}
for name, shape in recorder.found.items():
    parameters[f"{name}.weight"] = seeded(f"{name}.weight", shape, False)
    parameters[f"{name}.bias"] = seeded(f"{name}.bias", shape[:1], True)
network = Sliced(CONFIG, 8, parameters)

betas = np.linspace(1e-4, 0.02, STEPS)
bars = np.cumprod(1 - betas)
pixels = 3 * 8 * 8
x0 = torch.from_numpy(2 * hashed("images", BATCH * pixels).astype(np.float32)).reshape(BATCH, 3, 8, 8)
noise = torch.from_numpy(np.sqrt(12) * hashed("noise", BATCH * pixels)).float().reshape(BATCH, 3, 8, 8)


def run(threshold):
    for parameter in parameters.values():
        parameter.grad = None
    losses, largest = [], 0.0
    for t in range(STEPS):
        x = math.sqrt(bars[t]) * x0 + math.sqrt(1 - bars[t]) * noise
        loss = (noise - network(x, torch.full([BATCH], float(t)))).square().sum(dim=(1, 2, 3)).mean()
        losses.append(loss.item())
        largest = max(largest, losses[-1])
        if losses[-1] < threshold * largest or t == 24:
            break
        loss.backward()
    return losses


def importance():
    scores = {group: np.zeros(size) for group, size in SIZES.items()}
    for name, (arriving, leaving) in LAYERS.items():
        weight = parameters[f"{name}.weight"]
        square = (weight * weight.grad).double().square().detach().numpy()
        if leaving:
            scores[leaving] += square.reshape(len(square), -1).sum(axis=1)
        at = 0
        for group in arriving or []:
            part = square[:, at : at + SIZES[group]]
            scores[group] += part.sum(axis=tuple(axis for axis in range(part.ndim) if axis != 1))
            at += SIZES[group]
    for name, groups in NORMS.items():
        weight = parameters[f"{name}.weight"]
        product = (weight * weight.grad).double().abs().detach().numpy()
        at = 0
        for group in groups:
            scores[group] += product[at : at + SIZES[group]]
            at += SIZES[group]
    return scores


def kept(scores):
    normed = {group for groups in NORMS.values() for group in groups}
    chosen = {}
    for group, values in scores.items():
        size = len(values)
        goes = size - math.floor((1 - RATIO) * size)
        blocks = CONFIG["groups"] if group in normed else 1
        stay = []
        for block in np.split(np.arange(size), blocks):
            order = block[np.argsort(values[block], kind="stable")]
            stay += sorted(order[goes // blocks :].tolist())
        chosen[NAMES[group]] = stay
    return chosen


# The losses of seeded weights do not fall: a threshold that stops in the middle shows the rule.
losses = run(0.0)
threshold = min(losses[12] / max(losses[:13]) + 1e-4, 0.9999)
losses = run(threshold)
scores = importance()
out = {
    "torch": torch.__version__, "threshold": threshold, "losses": losses, "stoppedAt": len(losses) - 1,
    "importance": {NAMES[group]: values.tolist() for group, values in scores.items()},
    "kept": kept(scores),
}
(HERE / "fixtures" / "pruning.json").write_text(json.dumps(out))
print(len(losses), threshold, losses[:3], losses[-1], {k: len(v) for k, v in out["kept"].items()})
