#!/usr/bin/env python3
"""Writes training.golden.json: what optimizers make of given gradients, and what schedules make of steps.

Run with Debian's python3-torch (1.13.1): /usr/bin/python3 make_training_golden.py
PyTorch's own SGD and schedulers answer where it has them. Adafactor, Lion and Muon are written here from their papers, line by line,
in numpy's float64. Nothing here knows Heed's code.
"""

import json
from pathlib import Path

import numpy
import torch
from torch import nn, optim

RATES, SIZES, CLIP = (0.02, 0.04, 0.06, 0.05, 0.03), (0.1, 5.0, 1.0, 0.01, 3.0), 1.0
SHAPES = {"hidden.weight": (4, 3), "wide.weight": (2, 5), "shared.embedding.weight": (3, 2), "hidden.bias": (4,)}


def case(seed):
    """Start values and five gradients of every parameter."""
    draw = numpy.random.default_rng(seed)
    start = {name: draw.standard_normal(shape).astype(numpy.float32) for name, shape in SHAPES.items()}
    gradients = [
        {name: (draw.standard_normal(shape) * size).astype(numpy.float32) for name, shape in SHAPES.items()} for size in SIZES
    ]
    return start, gradients


def run(settings, seed, update):
    """Five steps: clips the gradients, then updates each parameter by update(name, value, gradient, memory, t, rate)."""
    start, gradients = case(seed)
    values = {name: value.astype(numpy.float64) for name, value in start.items()}
    memory = {name: {} for name in start}
    steps = []
    for t, (rate, own) in enumerate(zip(RATES, gradients), 1):
        norm = numpy.sqrt(sum((gradient.astype(numpy.float64) ** 2).sum() for gradient in own.values()))
        scale = min(1.0, CLIP / (norm + 1e-6))
        for name, gradient in own.items():
            values[name] = update(name, values[name], gradient * scale, memory[name], t, rate)
        steps.append({"rate": rate, "gradients": own, "values": {name: value.copy() for name, value in values.items()}})
    return {"settings": settings | {"clip": CLIP}, "start": start, "steps": steps}


def sgd(nesterov):
    settings = {"momentum": 0.9, "decay": 0.1}
    start, gradients = case(1)
    parameters = {name: nn.Parameter(torch.tensor(value)) for name, value in start.items()}
    optimizer = optim.SGD(
        [{"params": [own], "weight_decay": settings["decay"] if own.dim() > 1 else 0.0} for own in parameters.values()],
        lr=1.0, momentum=settings["momentum"], nesterov=nesterov)
    steps = []
    for rate, own in zip(RATES, gradients):
        for name, parameter in parameters.items():
            parameter.grad = torch.tensor(own[name])
        nn.utils.clip_grad_norm_(parameters.values(), CLIP)
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        steps.append({"rate": rate, "gradients": own, "values": {name: value.detach().numpy().copy() for name, value in parameters.items()}})
    return {"settings": settings | {"clip": CLIP}, "start": start, "steps": steps}


def adafactor():
    """Shazeer and Stern 2018, algorithms 4 and 5, with the hyper-parameters of algorithm 6 named as there."""
    settings = {"decay_rate": 0.8, "epsilon1": 1e-30, "epsilon2": 1e-3, "threshold": 0.7, "decay": 0.1}

    def rms(x):
        return numpy.sqrt((x ** 2).mean())

    def update(name, x, g, memory, t, rho):
        beta2 = 1 - t ** -settings["decay_rate"]
        alpha = max(settings["epsilon2"], rms(x)) * rho
        squared = g ** 2 + settings["epsilon1"]
        if x.ndim == 2:
            n, m = x.shape
            memory["R"] = beta2 * memory.get("R", 0) + (1 - beta2) * squared @ numpy.ones(m)
            memory["C"] = beta2 * memory.get("C", 0) + (1 - beta2) * numpy.ones(n) @ squared
            v = numpy.outer(memory["R"], memory["C"]) / (numpy.ones(n) @ memory["R"])
        else:
            v = memory["V"] = beta2 * memory.get("V", 0) + (1 - beta2) * squared
        u = g / numpy.sqrt(v)
        u = u / max(1, rms(u) / settings["threshold"])
        return x - alpha * u - rho * (settings["decay"] if x.ndim > 1 else 0) * x

    return run(settings, 2, update)


def lion():
    """Chen et al. 2023, algorithm 2."""
    settings = {"beta1": 0.9, "beta2": 0.99, "decay": 0.1}

    def update(name, theta, g, memory, t, eta):
        m = memory.get("m", numpy.zeros_like(theta))
        c = settings["beta1"] * m + (1 - settings["beta1"]) * g
        memory["m"] = settings["beta2"] * m + (1 - settings["beta2"]) * g
        return theta - eta * (numpy.sign(c) + (settings["decay"] if theta.ndim > 1 else 0) * theta)

    return run(settings, 3, update)


def muon():
    """Jordan et al. 2024: Newton-Schulz of the Nesterov momentum; Adam (Kingma and Ba 2015) with decoupled decay for the rest."""
    settings = {
        "momentum": 0.95, "iterations": 5, "decay": 0.1, "rate": 0.02, "adamw_rate": 0.005,
        "beta1": 0.9, "beta2": 0.98, "epsilon": 1e-9,
    }

    def newton_schulz(g):
        a, b, c = 3.4445, -4.7750, 2.0315
        x = g / (numpy.linalg.norm(g) + 1e-7)
        if g.shape[0] > g.shape[1]:
            x = x.T
        for _ in range(settings["iterations"]):
            square = x @ x.T
            x = a * x + (b * square + c * square @ square) @ x
        return x.T if g.shape[0] > g.shape[1] else x

    def adam(theta, g, memory, t, eta):
        memory["m"] = settings["beta1"] * memory.get("m", 0) + (1 - settings["beta1"]) * g
        memory["v"] = settings["beta2"] * memory.get("v", 0) + (1 - settings["beta2"]) * g ** 2
        m, v = memory["m"] / (1 - settings["beta1"] ** t), memory["v"] / (1 - settings["beta2"] ** t)
        return theta * (1 - eta * (settings["decay"] if theta.ndim > 1 else 0)) - eta * m / (numpy.sqrt(v) + settings["epsilon"])

    def update(name, theta, g, memory, t, eta):
        if theta.ndim < 2 or "embedding" in name:
            return adam(theta, g, memory, t, eta * settings["adamw_rate"] / settings["rate"])
        memory["b"] = settings["momentum"] * memory.get("b", 0) + g
        o = newton_schulz(g + settings["momentum"] * memory["b"])
        return theta * (1 - eta * settings["decay"]) - eta * max(1, theta.shape[0] / theta.shape[1]) ** 0.5 * o

    return run(settings, 4, update)


def schedules():
    """The factor of every step: a linear warm-up, then PyTorch's scheduler of the name; 0.3 of the steps warm up, as in OneCycleLR."""
    warmup, steps = 6, 20
    schedule = optim.lr_scheduler

    def factors(make):
        optimizer = optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
        scheduler, seen = make(optimizer), []
        for _ in range(steps):
            seen.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step()
        return seen

    def warmed(then):
        return lambda optimizer: schedule.SequentialLR(optimizer, [
            schedule.LinearLR(optimizer, start_factor=1 / warmup, total_iters=warmup - 1), then(optimizer)], milestones=[warmup - 1])

    # OneCycleLR can make no step after its last.
    class OneCycle(schedule.OneCycleLR):
        def step(self):
            if self.last_epoch + 1 < steps:
                super().step()

    return {
        "warmup": warmup, "steps": steps,
        "none": factors(warmed(lambda optimizer: schedule.ConstantLR(optimizer, factor=1.0))),
        "inverse": factors(lambda optimizer: schedule.LambdaLR(
            optimizer, lambda epoch: min((epoch + 1) ** -0.5, (epoch + 1) * warmup ** -1.5) * warmup ** 0.5)),
        "cosine": factors(warmed(lambda optimizer: schedule.CosineAnnealingLR(optimizer, T_max=steps - warmup))),
        "linear": factors(warmed(lambda optimizer: schedule.LinearLR(optimizer, start_factor=1.0, end_factor=0.0, total_iters=steps - warmup))),
        "onecycle": factors(lambda optimizer: OneCycle(optimizer, max_lr=1.0, total_steps=steps, pct_start=warmup / steps, cycle_momentum=False)),
    }


def plain(value):
    """Arrays as nested lists, with all the digits that a float32 has."""
    if isinstance(value, numpy.ndarray):
        return json.loads(json.dumps(value.astype(numpy.float64).tolist()), parse_float=lambda digits: float(f"{float(digits):.9g}"))
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


golden = {
    "torch": torch.__version__, "numpy": numpy.__version__,
    "sgd": sgd(False), "nesterov": sgd(True), "adafactor": adafactor(), "lion": lion(), "muon": muon(),
    "schedules": schedules(),
}
Path(__file__).with_name("training.golden.json").write_text(json.dumps(plain(golden)) + "\n", encoding="utf-8")
