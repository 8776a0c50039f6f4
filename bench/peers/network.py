"""The slimmable U-Net in PyTorch, written for these benchmarks from the paper's description: what ddsm is measured against.

Two ways to run it. `Sliced` cuts every weight at every call, as a network whose width is switched at run time does in
eager PyTorch; `Fixed` holds contiguous weights of one width, which is what compilers and channels-last like best.
"""
import json
import math
import struct

import numpy
import torch
import torch.nn.functional as F


def read_safetensors(path):
    with open(path, "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(size))
        data = file.read()
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        array = numpy.frombuffer(data[begin:end], dtype=numpy.float32).reshape(entry["shape"])
        tensors[name] = torch.from_numpy(array.copy())
    return tensors


def slim(channels, width, divisor):
    exact = channels * width
    rounded = max(1, int(exact + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * exact else rounded


def cut(tensor, axis, kept):
    """The first `kept` channels of an axis, or those of a list of (start, count)."""
    parts = [(0, kept)] if isinstance(kept, int) else kept
    slices = [tensor.narrow(axis, start, count) for start, count in parts]
    return slices[0] if len(slices) == 1 else torch.cat(slices, axis)


def cut_layer(parameters, name, out, inputs):
    """A layer's weight and bias. `out` and `inputs` are what `cut` keeps; norms have no `inputs`."""
    weight, bias = cut(parameters[f"{name}.weight"], 0, out), cut(parameters[f"{name}.bias"], 0, out)
    return (weight if inputs is None else cut(weight, 1, inputs)), bias


class UNet(torch.nn.Module):
    """The network at one width; `weight(name, out, inputs)` gives its weights, as `cut_layer` does."""

    def __init__(self, config, eighths, fused_attention):
        super().__init__()
        self.config = config
        self.width = eighths / 8
        self.fused_attention = fused_attention
        channels = config["channels"]
        frequencies = torch.exp(-math.log(10000) * torch.arange(0, channels, 2) / channels)
        self.register_buffer("frequencies", frequencies, persistent=False)

    def conv(self, name, x, channels, stride=1, divisor=8, exact=False, inputs=None):
        out = channels if exact else slim(channels, self.width, divisor)
        weight, bias = self.weight(name, out, inputs or x.shape[1])
        return F.conv2d(x, weight, bias, stride=stride, padding=weight.shape[-1] // 2)

    def linear(self, name, x, out):
        weight, bias = self.weight(name, out, x.shape[1])
        return F.linear(x, weight, bias)

    def norm(self, name, x, full, inputs=None):
        """`full` is the number of channels at full width."""
        groups = self.config["groups"]
        if self.config.get("norms") == "constant-size":
            if x.shape[1] * groups % full:
                raise ValueError(f"{name}: {x.shape[1]} channels are not whole groups of {full / groups}")
            groups = x.shape[1] * groups // full
        weight, bias = self.weight(name, inputs or x.shape[1], None)
        return F.group_norm(x, groups, weight, bias, eps=1e-5)

    def attention(self, name, x, channels):
        inner = slim(channels, self.width, 1)
        h = self.norm(f"{name}.group_norm", x, channels)
        q, k, v = (self.conv(f"{name}.proj_{part}", h, channels, divisor=1) for part in "qkv")
        b, _, height, wide = x.shape
        q, k, v = (t.flatten(2).transpose(1, 2) for t in (q, k, v))
        if self.fused_attention:
            h = F.scaled_dot_product_attention(q.unsqueeze(1), k.unsqueeze(1), v.unsqueeze(1)).squeeze(1)
        else:
            scores = torch.softmax(torch.bmm(q, k.transpose(1, 2)) * inner**-0.5, dim=-1)
            h = torch.bmm(scores, v)
        h = h.transpose(1, 2).reshape(b, inner, height, wide)
        return x + self.conv(f"{name}.proj", h, channels)

    def residual(self, name, x, time, before, channels, attend, inputs=None):
        """`inputs` are the parts of the input axis to keep, if not the first channels."""
        h = F.silu(self.norm(f"{name}.block1.0", x, before, inputs))
        h = self.conv(f"{name}.block1.2", h, channels, inputs=inputs)
        h = h + self.linear(f"{name}.temb_proj.1", time, h.shape[1])[:, :, None, None]
        h = F.silu(self.norm(f"{name}.block2.0", h, channels))
        h = F.dropout(h, self.config["dropout"], self.training)
        h = self.conv(f"{name}.block2.3", h, channels)
        h = h + (x if before == channels else self.conv(f"{name}.shortcut", x, channels, inputs=inputs))
        return self.attention(f"{name}.attn", h, channels) if attend else h

    def forward(self, x, t):
        config = self.config
        base, multipliers, blocks = config["channels"], config["multipliers"], config["blocks"]
        angles = t[:, None] * self.frequencies
        embedding = torch.stack([angles.sin(), angles.cos()], dim=2).flatten(1)
        wide = slim(base * 4, self.width, 16)
        embedding = self.linear("time_embedding.timembedding.1", embedding, wide)
        time = F.silu(self.linear("time_embedding.timembedding.3", F.silu(embedding), wide))
        h, now = self.conv("head", x, base), base
        skips, index = [(h, now)], 0
        for level, multiplier in enumerate(multipliers):
            attend = level in config["attentionLevels"]
            for _ in range(blocks):
                h = self.residual(f"downblocks.{index}", h, time, now, base * multiplier, attend)
                now, index = base * multiplier, index + 1
                skips.append((h, now))
            if level < len(multipliers) - 1:
                h = self.conv(f"downblocks.{index}.main", h, now, stride=2)
                index += 1
                skips.append((h, now))
        h = self.residual("middleblocks.0", h, time, now, now, True)
        h = self.residual("middleblocks.1", h, time, now, now, False)
        index = 0
        for level in reversed(range(len(multipliers))):
            for _ in range(blocks + 1):
                skip, full = skips.pop()
                aligned = config.get("slices") == "aligned" and self.width < 1
                h = self.residual(
                    f"upblocks.{index}", torch.cat([h, skip], 1), time, now + full,
                    base * multipliers[level], level in config["attentionLevels"],
                    inputs=[(0, h.shape[1]), (now, skip.shape[1])] if aligned else None,
                )
                now, index = base * multipliers[level], index + 1
            if level > 0:
                h = self.conv(f"upblocks.{index}.main", F.interpolate(h, scale_factor=2, mode="nearest"), now)
                index += 1
        return self.conv("tail.2", F.silu(self.norm("tail.0", h, now)), config["imageChannels"], exact=True)


class Sliced(UNet):
    """Cuts the full weights at every call. Shares its parameters with its siblings of other widths."""

    def __init__(self, config, eighths, parameters):
        super().__init__(config, eighths, fused_attention=False)
        self.full = parameters

    def weight(self, name, out, inputs):
        return cut_layer(self.full, name, out, inputs)


class Fixed(UNet):
    """Holds contiguous weights of its own width."""

    def __init__(self, config, eighths, parameters, channels_last=False):
        super().__init__(config, eighths, fused_attention=True)
        self.names = {}
        found = {}

        class Probe(UNet):
            def weight(self, name, out, inputs):
                found[name] = cut_layer(parameters, name, out, inputs)
                return found[name]

        size = config["resolution"]
        with torch.no_grad():
            probe = Probe(config, eighths, fused_attention=False).eval()
            probe(torch.zeros(1, config["imageChannels"], size, size), torch.zeros(1))
        for index, (name, (weight, bias)) in enumerate(found.items()):
            weight = weight.detach().clone().contiguous()
            if channels_last and weight.dim() == 4:
                weight = weight.to(memory_format=torch.channels_last)
            self.register_parameter(f"w{index}", torch.nn.Parameter(weight))
            self.register_parameter(f"b{index}", torch.nn.Parameter(bias.detach().clone()))
            self.names[name] = index

    def weight(self, name, out, inputs):
        index = self.names[name]
        return getattr(self, f"w{index}"), getattr(self, f"b{index}")
