"""What ddsm compares a device with: data/self-check.json.

A small U-Net with seeded weights at four widths, one sandwich step, and a Frechet distance, all in float64. Tolerances
come from the same computation in other arithmetic: float32 as PyTorch has it; TF32 and bfloat16 by rounding what goes
into (and, for bfloat16, comes out of) every convolution and product, in both directions.

pip install torch==2.8.0 numpy; python test/golden/selfCheck.py
"""
import json
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent.parent
sys.path.insert(0, str(HERE.parent / "bench" / "peers"))
from network import Sliced, UNet  # noqa: E402

from hashed import hashed  # noqa: E402

CONFIG = {
    "resolution": 8, "imageChannels": 3, "channels": 32, "multipliers": [1, 2], "attentionLevels": [1], "blocks": 1,
    "groups": 8, "dropout": 0.0,
}
BATCH, STEPS, CLIP = 2, 100, 1.0
FORWARD, SANDWICH = [2, 4, 6, 8], [8, 2]
ROWS, DIMENSIONS = 64, 16


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


def seeded(name, shape, bias):
    values = hashed(name, int(np.prod(shape)))
    if bias:
        values = 0.2 * values
    elif len(shape) == 1:
        values = 1 + 0.4 * values
    else:
        values = values * np.sqrt(12 / np.prod(shape[1:]))
    # Rounded to float32, which is what the device is given.
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def images(name):
    values = (np.sqrt(12) * hashed(name, BATCH * 3 * 64)).astype(np.float32)
    return torch.from_numpy(values).reshape(BATCH, 3, 8, 8)


bars = np.cumprod(1 - np.linspace(1e-4, 0.02, STEPS))
times = [[7, 93], [40, 61]]  # of each place in the sandwich


def round_bits(x, bits):
    """x with `bits` bits of mantissa, ties to even; straight through for gradients."""
    raw = x.detach().to(torch.float32).contiguous().view(torch.int32)
    drop = 23 - bits
    rounded = (raw + (1 << (drop - 1)) - 1 + ((raw >> drop) & 1)) >> drop << drop
    return x + (rounded.view(torch.float32) - x).detach()


class RoundGradient(torch.autograd.Function):
    @staticmethod
    def forward(context, x, bits):
        context.bits = bits
        return x.view_as(x)

    @staticmethod
    def backward(context, gradient):
        return round_bits(gradient, context.bits), None


class Arithmetic:
    """conv2d, linear and bmm on rounded operands."""

    def __init__(self, bits, results):
        self.bits, self.results = bits, results

    def __enter__(self):
        self.kept = F.conv2d, F.linear, torch.bmm

        def wrap(op, count):
            def run(*args, **kwargs):
                args = [round_bits(a, self.bits) if i < count else a for i, a in enumerate(args)]
                out = RoundGradient.apply(op(*args, **kwargs), self.bits)
                return round_bits(out, self.bits) if self.results else out
            return run

        if self.bits:
            F.conv2d, F.linear, torch.bmm = (wrap(op, 2) for op in self.kept)

    def __exit__(self, *_):
        F.conv2d, F.linear, torch.bmm = self.kept


def compute(dtype, bits=None, results=False):
    torch.set_default_dtype(dtype)
    exact = {}
    for name, shape in recorder.found.items():
        exact[f"{name}.weight"] = seeded(f"{name}.weight", shape, False)
        exact[f"{name}.bias"] = seeded(f"{name}.bias", shape[:1], True)
    parameters = {name: torch.nn.Parameter(value.to(dtype)) for name, value in exact.items()}
    forward, losses = {}, []
    with Arithmetic(bits, results):
        def predict(eighths, x, t):
            net = Sliced(CONFIG, eighths, parameters)
            exponents = -np.log(10000) * np.arange(0, CONFIG["channels"], 2) / CONFIG["channels"]
            net.frequencies = torch.from_numpy(np.exp(exponents)).to(dtype)
            return net(x.to(dtype), torch.tensor(t, dtype=dtype))

        with torch.no_grad():
            for eighths in FORWARD:
                y = predict(eighths, images("check/x"), [3.0, 71.0])
                forward[f"{eighths}/8"] = y.permute(0, 2, 3, 1).double().flatten().numpy()
        x0 = images("check/x0")
        for place, eighths in enumerate(SANDWICH):
            noise = images(f"check/noise{place}")
            column = lambda values: torch.tensor(np.float32(values))[:, None, None, None]
            signal, spread = np.sqrt(bars[times[place]]), np.sqrt(1 - bars[times[place]])
            x = x0.to(dtype) * column(signal).to(dtype) + noise.to(dtype) * column(spread).to(dtype)
            loss = (predict(eighths, x, [float(t) for t in times[place]]) - noise.to(dtype)).square().mean()
            losses.append(loss.item())
            loss.backward()
    names = sorted(parameters)
    gradients = {name: parameters[name].grad.double().numpy().ravel() for name in names}
    return {
        "forward": forward,
        "losses": np.array(losses),
        "norm": np.array([np.sqrt(sum((g**2).sum() for g in gradients.values()))]),
        "norms": {name: np.sqrt((g**2).sum()) for name, g in gradients.items()},
        "projections": {name: g @ hashed(name, len(g)) for name, g in gradients.items()},
    }


def relative(actual, wanted):
    return float(np.abs(actual - wanted).max() / np.abs(wanted).max())


exact = compute(torch.float64)
least = 0.01 * exact["norm"][0]  # some gradients are zero by symmetry


def gradient_error(other):
    """Largest error of a parameter's projection and norm, relative to its norm."""
    worst = 0.0
    for name, norm in exact["norms"].items():
        scale = max(norm, least)
        worst = max(worst, abs(other["norms"][name] - norm) / scale)
        worst = max(worst, abs(other["projections"][name] - exact["projections"][name]) / scale)
    return worst


# float32: as everywhere in ddsm's tests, since libraries' fast convolutions lose more than PyTorch's on a CPU.
FLOOR = {"forward": 1e-4, "losses": 1e-4, "norm": 1e-4, "gradient": 1e-3}
# Means and norms lose less than what they are of, by cancellation, which is luck: never less than a quarter is expected.
OF = {"forward": "forward", "losses": "forward", "norm": "gradient", "gradient": "gradient"}
tolerances, errors = {}, {}
for name, arguments in [
    ("float32", (torch.float32,)), ("tf32", (torch.float32, 10)), ("bfloat16", (torch.float32, 7, True)),
]:
    other = compute(*arguments)
    errors[name] = {
        "forward": max(relative(other["forward"][w], exact["forward"][w]) for w in exact["forward"]),
        "losses": relative(other["losses"], exact["losses"]),
        "norm": relative(other["norm"], exact["norm"]),
        "gradient": gradient_error(other),
    }
    tolerances[name] = {
        key: float(f"{max(4 * error, errors[name][OF[key]], FLOOR[key]):.3g}") for key, error in errors[name].items()
    }


def features(name):
    return (hashed(name, ROWS * DIMENSIONS)).astype(np.float32).astype(np.float64).reshape(ROWS, DIMENSIONS)


def frechet(a, b):
    covariances = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    values, vectors = np.linalg.eigh(covariances[0])
    root = vectors @ np.diag(np.sqrt(values)) @ vectors.T
    middle = np.linalg.eigvalsh(root @ covariances[1] @ root)
    apart = a.mean(0) - b.mean(0)
    return float(apart @ apart + np.trace(covariances[0]) + np.trace(covariances[1]) - 2 * np.sqrt(middle).sum())


digits = lambda values: [float(f"{value:.9g}") for value in values]
out = {
    "made": f"test/golden/selfCheck.py, PyTorch {torch.__version__}, NumPy {np.__version__}, float64, CPU",
    "config": CONFIG, "batch": BATCH, "steps": STEPS, "clip": CLIP,
    "forward": {width: digits(values) for width, values in exact["forward"].items()},
    "times": [3, 71], "sandwich": {"widths": [f"{one}/8" for one in SANDWICH], "times": times},
    "losses": digits(exact["losses"]), "norm": exact["norm"][0],
    "gradient": {name: digits([exact["norms"][name], exact["projections"][name]]) for name in exact["norms"]},
    "frechet": {"rows": ROWS, "dimensions": DIMENSIONS, "distance": frechet(features("check/a"), features("check/b"))},
    "errors": {name: {key: float(f"{value:.3g}") for key, value in one.items()} for name, one in errors.items()},
    "tolerances": tolerances,
}
(HERE.parent / "data" / "self-check.json").write_text(json.dumps(out) + "\n")
print(json.dumps({"errors": errors, "tolerances": tolerances, "frechet": out["frechet"], "losses": out["losses"], "norm": out["norm"]}, indent=1))
