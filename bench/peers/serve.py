"""Answers ddsm's benchmarks: one JSON request a line on stdin, one JSON reply a line on stdout.

{"do": "load", "config": {…}, "weights": file}      → {"torch": version, "threads": n}
{"do": "prepare", "what": "forward" | "step" | "sample" | "frechet" | "matmul", …}  → {"variant": name of what is run}
{"do": "time"}                                      → {"ms": one run}
{"do": "forward", "width": 8, "x": […], "t": […]}   → {"y": […]} for the check that both compute the same
"""
import json
import sys
import time

import numpy
import torch
import torch.nn.functional as F

from network import Fixed, Sliced, read_safetensors

state = {}


def autocast(precision):
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bfloat16")


def images(batch):
    config = state["config"]
    size = config["resolution"]
    return torch.randn(batch, config["imageChannels"], size, size), torch.full((batch,), 500.0)


def once(run):
    begin = time.perf_counter()
    run()
    return (time.perf_counter() - begin) * 1000


def fastest(candidates):
    """The name and function of the quickest of several, each warmed up."""
    best = None
    for name, make in candidates.items():
        try:
            run = make()
            for _ in range(2):
                run()
            ms = min(once(run) for _ in range(3))
        except Exception as error:  # a variant that this PyTorch cannot run is not its best
            print(f"{name}: {error}"[:500], file=sys.stderr)
            continue
        if best is None or ms < best[2]:
            best = (name, run, ms)
    return best[:2]


def forward_variants(width, batch, precision):
    def of(channels_last, compiled):
        def make():
            model = Fixed(state["config"], width, state["weights"], channels_last).eval()
            x, t = images(batch)
            if channels_last:
                x = x.to(memory_format=torch.channels_last)
            if compiled:
                model = torch.compile(model, dynamic=False)

            def run():
                with torch.inference_mode(), autocast(precision):
                    model(x, t)

            return run

        return make

    return {
        "default": of(False, False),
        "channels-last": of(True, False),
        "compile": of(False, True),
        "compile channels-last": of(True, True),
    }


def prepare_forward(width, batch, precision, role):
    if role == "best":
        return fastest(forward_variants(width, batch, precision))
    model = Sliced(state["config"], width, state["weights"]).eval()
    x, t = images(batch)

    def run():
        with torch.no_grad(), autocast(precision):
            model(x, t)

    return "eager", run


def prepare_step(widths, batch, precision, role):
    """The sandwich step: a forward and backward pass per width, clip, Adam, moving average."""

    def of(channels_last, compiled, fused):
        def make():
            parameters = torch.nn.ParameterDict(
                {name.replace(".", "/"): torch.nn.Parameter(value.clone()) for name, value in state["weights"].items()}
            )
            named = {name: parameters[name.replace(".", "/")] for name in state["weights"]}
            models = [Sliced(state["config"], width, named) for width in widths]
            if compiled:
                models = [torch.compile(model, dynamic=False) for model in models]
            everything = list(named.values())
            average = [value.detach().clone() for value in everything]
            optimizer = torch.optim.Adam(everything, lr=4e-4, **({"fused": True} if fused else {}))

            def run():
                x0, t = images(batch)
                if channels_last:
                    x0 = x0.to(memory_format=torch.channels_last)
                optimizer.zero_grad()
                for model in models:
                    noise = torch.randn_like(x0)
                    with autocast(precision):
                        predicted = model(0.7 * x0 + 0.7 * noise, t)
                    F.mse_loss(predicted.float(), noise).backward()
                torch.nn.utils.clip_grad_norm_(everything, 1.0)
                optimizer.step()
                with torch.no_grad():
                    if fused:
                        torch._foreach_lerp_(average, everything, 1e-4)
                    else:
                        for old, new in zip(average, everything):
                            old.copy_(old * 0.9999 + new * 1e-4)

            return run

        return make

    if role == "best":
        return fastest({
            "default": of(False, False, True),
            "channels-last": of(True, False, True),
            "compile": of(False, True, True),
        })
    run = of(False, False, False)()
    return "eager", run


def prepare_frechet(dimensions):
    import scipy.linalg

    rng = numpy.random.default_rng(0)

    def moments():
        features = rng.normal(size=(3 * dimensions, dimensions)) @ numpy.diag(numpy.linspace(0.1, 2, dimensions))
        return features.mean(0), numpy.cov(features, rowvar=False)

    (mean1, cov1), (mean2, cov2) = moments(), moments()

    def run():
        root = scipy.linalg.sqrtm(cov1 @ cov2)
        return ((mean1 - mean2) ** 2).sum() + numpy.trace(cov1 + cov2 - 2 * root.real)

    return "scipy.linalg.sqrtm", run


def prepare_matmul(size):
    a, b = torch.randn(size, size), torch.randn(size, size)
    return "mm", lambda: a @ b


PREPARE = {"forward": prepare_forward, "step": prepare_step, "frechet": prepare_frechet, "matmul": prepare_matmul}


def answer(request):
    do = request.pop("do")
    if do == "load":
        path = request["weights"]
        weights = torch.load(path, weights_only=True)["ema_model"] if path.endswith(".pt") else read_safetensors(path)
        state.update(config=request["config"], weights=weights)
        return {"torch": torch.__version__, "threads": torch.get_num_threads()}
    if do == "prepare":
        torch._dynamo.reset()
        variant, state["run"] = PREPARE[request.pop("what")](**request)
        for _ in range(2):
            state["run"]()
        return {"variant": variant}
    if do == "time":
        return {"ms": once(state["run"])}
    if do == "forward":
        config = state["config"]
        x = torch.tensor(request["x"]).reshape(-1, config["resolution"], config["resolution"], config["imageChannels"])
        with torch.no_grad():
            model = Fixed(config, request["width"], state["weights"]).eval()
            y = model(x.permute(0, 3, 1, 2), torch.tensor(request["t"], dtype=torch.float32))
        return {"y": y.permute(0, 2, 3, 1).flatten().tolist()}
    raise ValueError(f"unknown request {do}")


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
