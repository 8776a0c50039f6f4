"""Makes test/fixtures/inception.json: what pytorch-fid's Inception gives, block by block, for seeded weights and images.

pip install torch==2.8.0 torchvision==0.23.0 pytorch-fid==0.3.0 torch-fidelity==0.4.0; python test/golden/inception.py
"""
import json
import pathlib

import numpy
import torch
import torch.nn.functional as F
from pytorch_fid import inception as source
from torch_fidelity.interpolate_compat_tensorflow import interpolate_bilinear_2d_like_tensorflow1x

from hashed import hashed

PATH = pathlib.Path(__file__).parent.parent / "fixtures" / "inception.json"


def weight(name, shape):
    count = int(numpy.prod(shape))
    u = hashed(name, count).reshape(shape)
    if name.endswith("running_var"):
        u = 1 + u
    elif name.endswith("bn.weight"):
        u = 1 + 0.4 * u
    elif name.endswith(("bias", "running_mean")):
        u = 0.2 * u
    else:
        u = u * (24 / numpy.prod(shape[1:])) ** 0.5
    return torch.from_numpy(u.astype(numpy.float32))


def images(height, width, count=2):
    return numpy.floor((hashed(f"images {height}x{width}", count * height * width * 3) + 0.5) * 256).reshape(count, height, width, 3)


def model():
    source.load_state_dict_from_url = lambda *_, **__: {
        name: weight(name, tuple(value.shape)) if value.dim() else value for name, value in skeleton.state_dict().items()
    }
    return source.fid_inception_v3().eval()


original = source.load_state_dict_from_url
source.load_state_dict_from_url = lambda *_, **__: None
load = source.torchvision.models.inception.Inception3.load_state_dict
source.torchvision.models.inception.Inception3.load_state_dict = lambda self, state, **_: None
skeleton = source.fid_inception_v3()
source.torchvision.models.inception.Inception3.load_state_dict = load
net = model()

SAMPLES = 24
BLOCKS = [
    "Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3", "maxpool1", "Conv2d_3b_1x1", "Conv2d_4a_3x3", "maxpool2",
    "Mixed_5b", "Mixed_5c", "Mixed_5d", "Mixed_6a", "Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e", "Mixed_7a", "Mixed_7b", "Mixed_7c",
]


def summary(x):
    """Norm, and values at fixed places, of [batch, channels, …] seen with channels last."""
    x = x.movedim(1, -1).contiguous().flatten().double()
    places = [(i * 7919 + 13) % x.numel() for i in range(SAMPLES)]
    return {"rms": (x**2).mean().sqrt().item(), "values": [x[place].item() for place in places]}


def run(x):
    seen = {}
    hooks = [
        getattr(net, name).register_forward_hook(lambda _, __, y, name=name: seen.__setitem__(name, summary(y))) for name in BLOCKS
    ]
    spatial = {}
    hooks.append(net.Mixed_6d.branch1x1.register_forward_hook(lambda _, __, y: spatial.__setitem__("y", y)))
    pooled = {}
    hooks.append(net.avgpool.register_forward_hook(lambda _, __, y: pooled.__setitem__("y", y)))
    with torch.no_grad():
        net(x)
    for hook in hooks:
        hook.remove()
    pool = pooled["y"].flatten(1)
    logits = pool @ net.fc.weight.detach().T
    return {
        "blocks": seen,
        "input": summary(x),
        "pool": summary(pool),
        "logits": summary(logits),
        "spatial": summary(spatial["y"][:, :7].permute(0, 2, 3, 1).flatten(1)),
    }


result = {"what": __doc__.split("\n")[0], "versions": {"torch": torch.__version__, "pytorch-fid": "0.3.0", "torch-fidelity": "0.4.0"}, "runs": {}}
for height, width in [(32, 32), (64, 48), (299, 299), (320, 300)]:
    pixels = torch.from_numpy(images(height, width).astype(numpy.float32)).permute(0, 3, 1, 2)
    halved = 2 * F.interpolate(pixels / 255, size=(299, 299), mode="bilinear", align_corners=False) - 1
    result["runs"][f"torch {height}x{width}"] = run(halved)
    tf1 = interpolate_bilinear_2d_like_tensorflow1x(pixels, size=(299, 299), align_corners=False)
    result["runs"][f"tf {height}x{width}"] = run((tf1 - 128) / 128)


def pooled(name, count):
    pixels = numpy.floor((hashed(name, count * 32 * 32 * 3) + 0.5) * 256).reshape(count, 32, 32, 3)
    x = torch.from_numpy(pixels.astype(numpy.float32)).permute(0, 3, 1, 2) / 255
    kept = {}
    hook = net.avgpool.register_forward_hook(lambda _, __, y: kept.__setitem__("y", y))
    with torch.no_grad():
        net(2 * F.interpolate(x, size=(299, 299), mode="bilinear", align_corners=False) - 1)
    hook.remove()
    return kept["y"].flatten(1).double().numpy()


def distance(a, b):
    """The definition, by symmetric eigendecompositions: with fewer images than dimensions sqrtm would not do."""
    (m1, c1), (m2, c2) = [(x.mean(0), numpy.cov(x, rowvar=False)) for x in (a, b)]
    values, vectors = numpy.linalg.eigh(c1)
    factor = vectors * numpy.sqrt(numpy.maximum(values, 0))
    roots = numpy.sqrt(numpy.maximum(numpy.linalg.eigvalsh(factor.T @ c2 @ factor), 0)).sum()
    return ((m1 - m2) ** 2).sum() + numpy.trace(c1) + numpy.trace(c2) - 2 * roots


result["distance"] = {"images": 40, "value": distance(pooled("first", 40), pooled("second", 40))}
PATH.write_text(json.dumps(result, indent=1))
print({name: {block: one["rms"] for block, one in run["blocks"].items()} for name, run in list(result["runs"].items())[:1]})
