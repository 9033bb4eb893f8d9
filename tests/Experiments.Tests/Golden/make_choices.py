#!/usr/bin/env python3
"""Writes choices.golden.json: what a tiny encoder-decoder, or language model, answers under each choice of a declaration, put together from PyTorch.

Run with Debian's python3-torch (1.13.0): /usr/bin/python3 make_choices.py
Nothing here knows Heed's code but the names of its weights.
"""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F

import allocated

WIDTH, HEADS, HIDDEN, LENGTH = 6, 3, 5, 6
DEFAULT = {
    "norm": "layer", "placement": "pre", "activation": "relu", "positions": "sinusoidal", "groups": HEADS, "scale": "head", "output": "tied", "pool": 1,
}
CHOICES = {
    "Turned": {"positions": "rotary"},
    "Rms": {"norm": "rms"},
    "Post": {"placement": "post"},
    "RmsPost": {"norm": "rms", "placement": "post"},
    "Gelu": {"activation": "gelu"},
    "SwiGlu": {"activation": "swiglu"},
    "OneKey": {"groups": 1},
    "WidthScaled": {"scale": "width"},
    "Unscaled": {"scale": "none"},
    "Placed": {"positions": "learned"},
    "Leaning": {"positions": "alibi"},
    "Freed": {"output": "free"},
    "Pooled": {"pool": 2},
    "PooledLeaning": {"pool": 2, "positions": "alibi", "placement": "post"},
    "EveryOther": {
        "norm": "rms", "placement": "post", "activation": "swiglu", "positions": "learned", "scale": "width", "output": "free",
    },
}
LANGUAGES = {
    "Speaks": {"positions": "rotary"},
    "SpeaksOtherwise": {
        "norm": "rms", "placement": "post", "activation": "swiglu", "positions": "learned", "groups": 1, "scale": "width", "output": "free",
    },
}
ALLOCATED = {
    "PooledTurned": {"positions": "rotary", "encoder": {"layers": 2, "groups": 1, "pools": ("max", 1, 3)}},
    "Kept": {"encoder": {"layers": 2, "reductions": [("top", [0], 2)]}},
    "FusedTurned": {"positions": "rotary", "encoder": {"layers": 3, "groups": 1, "reductions": [("fused", [0, 1], 1.5)]}},
    "MergedLeaning": {"positions": "alibi", "placement": "post", "encoder": {"layers": 3, "reductions": [("merged", [1], 2)]}},
    "Hybrid": {"positions": "alibi", "encoder": {"layers": 3, "pools": ("mean", 0, 2), "reductions": [("top", [0], 1.5), ("means", [2], 2)]}},
    "InTurn": {
        "positions": "rotary",
        "encoder": {"layers": 4, "reductions": [("merged", [0], 1.25), ("fused", [1], 1.5), ("means", [2], 2), ("greatest", [3], 2)]},
    },
    "Convolved": {"encoder": {"layers": 3, "pools": ("convolution", 1, 2)}},
    "Projected": {"positions": "learned", "encoder": {"layers": 2, "pools": ("projection", 0, 2)}},
    "Joined": {"positions": "rotary", "encoder": {"layers": 2, "joins": [1]}},
    "Asked": {"positions": "alibi", "encoder": {"layers": 3, "asks": [1]}},
    "Perceiving": {"positions": "rotary", "encoder": {"layers": 3, "latents": (1, 4)}},
    "PerceivingAsked": {"positions": "alibi", "encoder": {"layers": 3, "asks": [0], "latents": (1, 3)}},
    "Thresholded": {"encoder": {"layers": 2, "prunes": 0}},
    "ThresholdedLeaning": {"positions": "alibi", "placement": "post", "encoder": {"layers": 3, "groups": 1, "pools": ("mean", 0, 2), "prunes": 1}},
    "ThresholdedLast": {
        "positions": "rotary", "encoder": {"layers": 3, "routes": [0], "ratio": 2, "joins": [1], "reductions": [("top", [1], 1.5)], "prunes": 2},
    },
    "Retained": {"encoder": {"layers": 2, "retains": (0, 10)}},
    "RetainedLeaning": {"positions": "alibi", "placement": "post", "encoder": {"layers": 3, "groups": 1, "pools": ("mean", 0, 2), "retains": (1, 20)}},
    "RetainedLast": {
        "positions": "rotary", "back": 3,
        "encoder": {"layers": 3, "routes": [0], "ratio": 2, "joins": [1], "reductions": [("top", [1], 1.5)], "retains": (2, 10)},
    },
    "Routed": {"encoder": {"layers": 3, "routes": [1], "ratio": 1.5}},
    "Remembering": {"encoder": {"layers": 2}, "memory": ("means", 2)},
    "RememberingMerged": {"positions": "rotary", "encoder": {"layers": 2, "reductions": [("top", [0], 1.5)]}, "memory": ("merged", 1.5)},
    "Spanned": {"encoder": {"layers": 2, "spans": (0, 3)}},
    "LookingBack": {"encoder": {"layers": 2}, "back": 3},
    "LookingAround": {"positions": "alibi", "placement": "post", "encoder": {"layers": 3, "groups": 1, "spans": (0, 2)}, "back": 2},
    "Recalling": {"encoder": {"layers": 2}, "past": ("means", 2, 2)},
    "RecallingMerged": {"positions": "rotary", "groups": 1, "encoder": {"layers": 2, "groups": HEADS}, "past": ("merged", 1.5, 3)},
    "SpannedLeaning": {"positions": "alibi", "placement": "post", "encoder": {"layers": 3, "groups": 1, "spans": (1, 2)}},
}
IDS = torch.tensor([0, 8, 9, 10, 11, 12])
SOURCE = torch.tensor([[8, 9, 10, 11, 9], [12, 8, 0, 0, 0]])
TARGET = torch.tensor([[9, 12, 10, 8], [11, 8, 8, 12]])

# Longer texts for what makes them shorter.
LONG = 9
SOURCES = torch.tensor([[8, 9, 10, 11, 9, 12, 10], [12, 8, 11, 10, 8, 0, 0], [11, 12, 0, 0, 0, 0, 0]])
LONG_TARGETS = torch.tensor([[9, 12, 10, 8, 8, 11, 9, 10, 12], [11, 8, 8, 12, 9, 9, 10, 11, 8], [10, 9, 12, 11, 11, 8, 10, 9, 9]])
TARGETS = torch.tensor([[9, 12, 10, 8], [11, 8, 8, 12], [10, 9, 12, 11]])


def plain(value):
    """Tensors as nested lists, with all the digits that a float32 has."""
    if isinstance(value, torch.Tensor):
        return json.loads(json.dumps(value.double().tolist()), parse_float=lambda digits: float(f"{float(digits):.9g}"))
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value


class Model:
    """An encoder-decoder whose weights are drawn as they are asked for, all of them far from 0 and 1."""

    def __init__(self, choice, source=SOURCE, target=TARGET, length=LENGTH):
        self.choice, self.weights = {**DEFAULT, **choice}, {}
        self.source, self.target, self.length = source, target, length
        self.padding = (source == 0)[:, None, None, :]

    def weight(self, name, *shape):
        if name not in self.weights:
            self.weights[name] = torch.randn(*shape) * 0.5
        return self.weights[name]

    def linear(self, name, x, outputs):
        return F.linear(x, self.weight(name + ".weight", outputs, x.shape[-1]), self.weight(name + ".bias", outputs))

    def norm(self, name, x):
        scale = self.weight(name + ".scale", WIDTH)
        if self.choice["norm"] == "rms":
            return x / torch.sqrt(torch.mean(x ** 2, -1, keepdim=True) + 1e-5) * scale
        return F.layer_norm(x, [WIDTH], scale, self.weight(name + ".shift", WIDTH), 1e-5)

    def sublayer(self, name, x, function):
        if self.choice["placement"] == "post":
            return self.norm(name, x + function(x))
        return x + function(self.norm(name, x))

    def attention(self, prefix, x, memory, forbidden):
        query, key, value, output = ("_".join(filter(None, [prefix[1], part])) for part in ("query", "key", "value", "output"))
        at = lambda part: f"{prefix[0]}.0.{part}"
        per_head, groups = WIDTH // HEADS, self.choice["groups"]
        split = lambda y, heads: y.view(y.shape[0], y.shape[1], heads, per_head).transpose(1, 2)
        q = split(self.linear(at(query), x, WIDTH), HEADS)
        k = split(self.linear(at(key), memory, groups * per_head), groups).repeat_interleave(HEADS // groups, 1)
        v = split(self.linear(at(value), memory, groups * per_head), groups).repeat_interleave(HEADS // groups, 1)
        if self.choice["positions"] == "rotary" and not prefix[1]:
            q, k = rotary(q), rotary(k)
        scores = q @ k.transpose(2, 3) * {"head": per_head ** -0.5, "width": WIDTH ** -0.5, "none": 1.0}[self.choice["scale"]]
        if self.choice["positions"] == "alibi" and not prefix[1]:
            scores = scores + alibi(x.shape[1])[..., ::self.choice["pool"] if prefix[0] == "encoder" else 1]
        weights = scores.masked_fill(forbidden, -math.inf).softmax(-1)
        if "back" in self.choice and prefix == ("decoder", ""):
            weights = weights * self.sight(at("span"), x.shape[1])
            weights = weights / weights.sum(-1, keepdim=True)
        mixed = weights @ v
        return self.linear(at(output), mixed.transpose(1, 2).flatten(2), WIDTH)

    def sight(self, name, length):
        """Sukhbaatar et al. 2019, section 2.2: m(x) = min(max((R + z - x) / R, 0), 1) at a distance of x back, z of each head; here z is a share of the longest text."""
        spans = self.weight(name + ".weight", HEADS).clamp(0, 1)[:, None, None] * self.length
        distance = torch.arange(length)[:, None] - torch.arange(length)[None, :]
        return ((self.choice["back"] + spans - distance) / self.choice["back"]).clamp(0, 1)

    def feed_forward(self, stack, x, layer=0):
        up = self.linear(f"{stack}.{layer}.up", x, HIDDEN)
        if self.choice["activation"] == "swiglu":
            hidden = F.silu(self.linear(f"{stack}.{layer}.gate", x, HIDDEN)) * up
        else:
            hidden = F.gelu(up) if self.choice["activation"] == "gelu" else F.relu(up)
        return self.linear(f"{stack}.{layer}.down", hidden, WIDTH)

    def embed(self, ids):
        table = torch.zeros(16, WIDTH)
        table[IDS] = self.weight("embedding.weight", len(IDS), WIDTH)
        x = table[ids] * math.sqrt(WIDTH)
        if self.choice["positions"] == "sinusoidal":
            angles = torch.arange(self.length)[:, None] / 10_000 ** (torch.arange(0, WIDTH, 2) / WIDTH)
            x = x + torch.stack([angles.sin(), angles.cos()], -1).flatten(1)[:ids.shape[1]]
        if self.choice["positions"] == "learned":
            x = x + self.weight("positions.weight", self.length, WIDTH)[:ids.shape[1]]
        return x

    def last(self, stack, x):
        return x if self.choice["placement"] == "post" else self.norm(f"{stack}.norm", x)

    def encode(self):
        x = self.embed(self.source)
        means, hidden = pooled(self.choice["pool"])
        x = self.sublayer("encoder.0.attention_norm", x, lambda y: self.attention(("encoder", ""), y, means(y), hidden))
        x = self.sublayer("encoder.0.feed_forward_norm", x, lambda y: self.feed_forward("encoder", y))
        return self.last("encoder", x)

    def decode(self, memory=None):
        length = self.target.shape[1]
        future = torch.ones(length, length, dtype=torch.bool).triu(1)
        x = self.embed(self.target)
        x = self.sublayer("decoder.0.attention_norm", x, lambda y: allocated.recalled(self, y) if "past" in self.choice else self.attention(("decoder", ""), y, y, future))
        if memory is not None:
            x = self.sublayer("decoder.0.cross_norm", x, lambda y: self.attention(("decoder", "cross"), y, memory, self.padding))
        x = self.sublayer("decoder.0.feed_forward_norm", x, lambda y: self.feed_forward("decoder", y))
        return self.last("decoder", x)

    def logits(self, states):
        free = self.choice["output"] == "free"
        return states @ self.weight("output_embedding.weight" if free else "embedding.weight", len(IDS), WIDTH).t()


def rotary(x):
    """Channels i and i + e/2 are the parts of a complex number, which turns by its position."""
    real, imaginary = x.chunk(2, -1)
    angles = torch.arange(x.shape[2])[:, None] / 10_000 ** (torch.arange(real.shape[3]) / real.shape[3])
    turned = torch.complex(real, imaginary) * torch.polar(torch.ones_like(angles), angles)
    return torch.cat([turned.real, turned.imag], -1)


def pooled(ratio):
    """Neighbours as their mean, padding left out, and which windows hold nothing else."""
    starts = range(0, SOURCE.shape[1], ratio)
    parts = [(SOURCE[:, start:start + ratio] != 0).float()[..., None] for start in starts]

    def means(y):
        windows = [y[:, start:start + ratio] for start in starts]
        return torch.stack([(window * part).sum(1) / part.sum(1).clamp(min=1) for window, part in zip(windows, parts)], 1)

    return means, torch.cat([part.sum(1) == 0 for part in parts], 1)[:, None, None, :]


def alibi(length):
    """Slopes for 3 heads: those of 2 heads, then every other of 4 heads; the distance counts the same on both sides."""
    slopes = torch.tensor([2.0 ** -4, 2.0 ** -8, 2.0 ** -2])
    distance = (torch.arange(length)[:, None] - torch.arange(length)[None, :]).abs()
    return -slopes[:, None, None] * distance


def answers(choice):
    torch.manual_seed(4)
    model = Model(choice)
    memory = model.encode()
    states = model.decode(memory)
    logits = model.logits(states)
    return {"weights": model.weights, "memory": memory, "states": states, "logits": logits}


def allocates(choice):
    """An encoder whose attention is allocated: of each row its tokens alone, and zeros in the place of padding."""
    torch.manual_seed(6)
    model = Model(choice, SOURCES, LONG_TARGETS if "past" in choice else TARGETS, LONG)
    rows = [allocated.encode(model, ids[ids != 0]) for ids in SOURCES]
    if "memory" in choice:
        rows = [allocated.attended(states, *choice["memory"]) for states in rows]
    memory = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
    model.padding = torch.tensor([[place >= len(states) for place in range(memory.shape[1])] for states in rows])[:, None, None, :]
    states = model.decode(memory)
    target = {"target": LONG_TARGETS} if "past" in choice else {}
    return {"weights": model.weights, "memory": memory, **target, "states": states, "logits": model.logits(states)}


def continues(choice):
    """A language model, which reads no source."""
    torch.manual_seed(5)
    model = Model(choice)
    states = model.decode()
    logits = model.logits(states)
    return {"weights": model.weights, "states": states, "logits": logits}


golden = {"torch": torch.__version__, "width": WIDTH, "heads": HEADS, "hidden": HIDDEN, "ids": IDS, "source": SOURCE, "target": TARGET}
golden["choices"] = {name: answers(choice) for name, choice in {"Apart": {}, **CHOICES}.items()}
golden["languages"] = {name: continues(choice) for name, choice in LANGUAGES.items()}
golden["allocations"] = {"length": LONG, "source": SOURCES, "target": TARGETS}
golden["allocations"]["choices"] = {name: allocates(choice) for name, choice in ALLOCATED.items()}
Path(__file__).with_name("choices.golden.json").write_text(json.dumps(plain(golden)) + "\n", encoding="utf-8")
