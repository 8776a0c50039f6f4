"""Makes test/fixtures/checkpoints: small checkpoints as PyTorch writes them, and their numbers as .safetensors.

pip install torch==2.8.0 numpy; python test/golden/checkpoints.py
"""
import argparse
import collections
import datetime
import json
import pathlib
import struct

import numpy
import torch

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "checkpoints"
generator = torch.Generator().manual_seed(20240601)


def normal(*shape):
    return torch.randn(*shape, generator=generator)


def table(steps, channels):
    i = torch.arange(0, channels, 2).double()
    angle = torch.arange(steps).double()[:, None] * torch.exp(-torch.log(torch.tensor(10000.0).double()) * i / channels)
    return torch.stack([angle.sin(), angle.cos()], -1).reshape(steps, channels).float()


def unet(channels=8, image=1, steps=20):
    """The tensors of a U-Net of one level with one block, in the authors' names and order."""
    wide = 4 * channels
    sd = {"time_embedding.timembedding.0.weight": table(steps, channels)}

    def linear(name, inputs, outputs):
        sd[f"{name}.weight"], sd[f"{name}.bias"] = normal(outputs, inputs), normal(outputs)

    def conv(name, inputs, outputs, kernel=3):
        sd[f"{name}.weight"], sd[f"{name}.bias"] = normal(outputs, inputs, kernel, kernel), normal(outputs)

    def norm(name, size):
        sd[f"{name}.weight"], sd[f"{name}.bias"] = normal(size), normal(size)

    def block(name, inputs, outputs, attention=False):
        norm(f"{name}.block1.0", inputs)
        conv(f"{name}.block1.2", inputs, outputs)
        linear(f"{name}.temb_proj.1", wide, outputs)
        norm(f"{name}.block2.0", outputs)
        conv(f"{name}.block2.3", outputs, outputs)
        if inputs != outputs:
            conv(f"{name}.shortcut", inputs, outputs, 1)
        if attention:
            norm(f"{name}.attn.group_norm", outputs)
            for part in ("proj_q", "proj_k", "proj_v", "proj"):
                conv(f"{name}.attn.{part}", outputs, outputs, 1)

    linear("time_embedding.timembedding.1", channels, wide)
    linear("time_embedding.timembedding.3", wide, wide)
    conv("head", image, channels)
    block("downblocks.0", channels, channels)
    block("middleblocks.0", channels, channels, attention=True)
    block("middleblocks.1", channels, channels)
    block("upblocks.0", 2 * channels, channels)
    block("upblocks.1", 2 * channels, channels)
    norm("tail.0", channels)
    conv("tail.2", channels, image)
    return sd


def write_safetensors(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


OUT.mkdir(parents=True, exist_ok=True)
raw, ema = unet(), unet()
parameters = [torch.nn.Parameter(value.clone(), requires_grad=index > 0) for index, value in enumerate(raw.values())]
optim = torch.optim.Adam(parameters, lr=4e-4)
for parameter in parameters[1:]:
    parameter.grad = torch.ones_like(parameter)
optim.step()
# The authors' checkpoint.
torch.save({"net_model": raw, "ema_model": ema, "optim": optim.state_dict(), "step": 1234}, OUT / "authors.pt")
# pytorch-ddpm's keeps its schedule and its first noise, too.
sched = {"last_epoch": 7, "base_lrs": [2e-4]}
torch.save({"net_model": raw, "ema_model": ema, "sched": sched, "optim": {}, "step": 7, "x_T": normal(2, 1, 8, 8)}, OUT / "pytorch-ddpm.pt")
# A state dict of a model inside DataParallel, in the form before zip; every third tensor is a view with strides.
odd = {}
for index, (name, value) in enumerate(ema.items()):
    odd[f"module.{name}"] = value.t().contiguous().t() if index % 3 == 0 and value.dim() == 2 else value
torch.save(odd, OUT / "legacy.pth", _use_new_zipfile_serialization=False)
# Other types of numbers.
kinds = [torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool]
typed = {str(kind).split(".")[1]: torch.tensor([[1, 0, 3], [4, 5, 6]]).to(kind) for kind in kinds}
torch.save(typed, OUT / "types.pt")


class Shell:
    """What a hostile file would do: run a command when it is read."""

    def __reduce__(self):
        import os

        return os.system, ("touch pwned",)


torch.save({"net_model": Shell()}, OUT / "hostile.pt")


class Module(torch.nn.Module):
    """A module of any class, with the tensors of a state dict."""

    def __init__(self, tensors):
        super().__init__()
        for name in dict.fromkeys(key.split(".")[0] for key in tensors if "." in key):
            self.add_module(name, Module({k[len(name) + 1 :]: v for k, v in tensors.items() if k.startswith(name + ".")}))
        for name, value in tensors.items():
            if "." not in name:
                self.register_parameter(name, torch.nn.Parameter(value))


# A module that was saved whole, not its state dict, beside what people keep with one.
settings = argparse.Namespace(lr=2e-4, out=pathlib.PurePosixPath("runs/a"), device=torch.device("cpu"), type=torch.float32)
beside = {
    "args": settings,
    "loss": numpy.float64(0.25),
    "curve": numpy.arange(3.0),
    "seen": {1, 2},
    "counts": collections.Counter("aab"),
    "groups": collections.defaultdict(list, {"a": [1]}),
    "at": datetime.datetime(2024, 6, 1),
    "activation": torch.nn.functional.silu,
}
attributed = torch.ones(2)
attributed.decays = False
torch.save({"ema": Module(ema), "bias": attributed, **beside}, OUT / "module.pt")
write_safetensors(OUT / "raw.safetensors", {k: v for k, v in raw.items() if "timembedding.0" not in k})
write_safetensors(OUT / "ema.safetensors", {k: v for k, v in ema.items() if "timembedding.0" not in k})
