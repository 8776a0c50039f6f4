"""Makes test/fixtures/scores.json: scores of seeded features by NumPy, SciPy and torch-fidelity.

pip install numpy scipy torch==2.8.0 torchvision==0.23.0 torch-fidelity==0.4.0; python test/golden/scores.py
"""
import json
import pathlib

import numpy
import scipy.linalg
import scipy.special
import torch
from torch_fidelity.metric_kid import mmd2

from hashed import hashed

PATH = pathlib.Path(__file__).parent.parent / "fixtures" / "scores.json"


def features(name, count, dimensions, scale=1.0, shift=0.0):
    return (scale * hashed(name, count * dimensions).reshape(count, dimensions) + shift).astype(numpy.float32)


def frechet(a, b):
    a, b = a.astype(numpy.float64), b.astype(numpy.float64)
    c1, c2 = numpy.cov(a, rowvar=False), numpy.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(c1 @ c2).real
    return ((a.mean(0) - b.mean(0)) ** 2).sum() + numpy.trace(c1 + c2 - 2 * root)


def score(logits, splits=10):
    logits = logits.astype(numpy.float64)
    values = []
    for i in range(splits):
        part = logits[i * len(logits) // splits : (i + 1) * len(logits) // splits]
        log_p = part - scipy.special.logsumexp(part, axis=1, keepdims=True)
        p = numpy.exp(log_p)
        values.append(numpy.exp((p * (log_p - numpy.log(p.mean(0)))).sum(1).mean()))
    return float(numpy.mean(values)), float(numpy.std(values))




a, b = features("a", 300, 24), features("b", 260, 24, 1.2, 0.05)
few_a, few_b = features("few a", 20, 24), features("few b", 15, 24, 1.1, 0.1)
logits = features("logits", 200, 12, 8)
generated, real = features("generated", 400, 6, 1.1, 0.1), features("real", 350, 6)


def kernel(x, y):
    def cubic(u, v):
        return (u @ v.T / u.shape[1] + 1) ** 3

    return float(mmd2(cubic(x, x), cubic(x, y), cubic(y, y)))


def precision_recall(real, generated, k=3):
    def cdist(x, y):
        return numpy.sqrt(((x[:, None].astype(numpy.float64) - y[None].astype(numpy.float64)) ** 2).sum(-1))

    def radii(x):
        return numpy.sort(cdist(x, x), 1)[:, k]

    def covered(x, y):
        return float((cdist(x, y) <= radii(y)[None]).any(1).mean())

    return covered(generated, real), covered(real, generated)


result = {
    "what": __doc__.split("\n")[0],
    "frechet": frechet(a, b),
    "frechetFew": frechet(few_a, few_b),
    "kernel": kernel(a[:200].astype(numpy.float64), b[:200].astype(numpy.float64)),
    "inceptionScore": score(logits),
    "precisionRecall": precision_recall(real, generated),
}
PATH.write_text(json.dumps(result, indent=1))
print(result)
