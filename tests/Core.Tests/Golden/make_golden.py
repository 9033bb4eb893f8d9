#!/usr/bin/env python3
"""Writes pytorch.golden.json: what PyTorch's own modules answer at tiny sizes.

Run with Debian's python3-torch (1.13.0): python3 make_golden.py
Nothing here knows Heed's code but the names of the weights of the tests' TinyTransformer.
"""

import json
from pathlib import Path

import torch
from torch import nn

BATCH, SOURCE, TARGET, WIDTH, HEADS, HIDDEN = 2, 4, 3, 6, 3, 8
PADDING = torch.tensor([[False, False, False, False], [False, False, True, True]])


def plain(value):
    """Tensors as nested lists, with all the digits that a float32 has."""
    if isinstance(value, torch.Tensor):
        return json.loads(json.dumps(value.detach().double().tolist()), parse_float=lambda digits: float(f"{float(digits):.9g}"))
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def shake(module):
    """Gives every weight a random value, so that none is a 0 or 1 which a mistake could hide behind."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.5)
    return module


def attention_weights(name, attention, read):
    """Query, key, value and output of nn.MultiheadAttention, which keeps the first three in one matrix."""
    weights, biases = read(attention.in_proj_weight).chunk(3), read(attention.in_proj_bias).chunk(3)
    named = {f"{name}.output.weight": read(attention.out_proj.weight), f"{name}.output.bias": read(attention.out_proj.bias)}
    for projection, weight, bias in zip(("query", "key", "value"), weights, biases):
        named |= {f"{name}.{projection}.weight": weight, f"{name}.{projection}.bias": bias}
    return named


def attention():
    module = shake(nn.MultiheadAttention(WIDTH, HEADS, batch_first=True))
    query, memory = torch.randn(BATCH, TARGET, WIDTH), torch.randn(BATCH, SOURCE, WIDTH)
    output, weights = module(query, memory, memory, key_padding_mask=PADDING, average_attn_weights=False)
    return {
        "heads": HEADS, "query": query, "memory": memory, "tokens": (~PADDING).long(), "output": output, "weights": weights,
        "parameters": attention_weights("attention", module, lambda weight: weight),
    }


def block():
    settings = dict(d_model=WIDTH, nhead=HEADS, dim_feedforward=HIDDEN, dropout=0.0, batch_first=True, norm_first=True)
    encoder, decoder = shake(nn.TransformerEncoderLayer(**settings)), shake(nn.TransformerDecoderLayer(**settings))
    ends = {trunk: shake(nn.LayerNorm(WIDTH)) for trunk in ("encoder", "decoder")}
    source, target = torch.randn(BATCH, SOURCE, WIDTH), torch.randn(BATCH, TARGET, WIDTH)
    causal = torch.ones(TARGET, TARGET, dtype=torch.bool).triu(1)
    memory = ends["encoder"](encoder(source, src_key_padding_mask=PADDING))
    output = ends["decoder"](decoder(target, memory, tgt_mask=causal, memory_key_padding_mask=PADDING))
    mix = torch.randn_like(output)
    (output * mix).sum().backward()

    def named(read):
        found = attention_weights("encoder", encoder.self_attn, read)
        found |= attention_weights("decoder", decoder.self_attn, read)
        found |= attention_weights("cross", decoder.multihead_attn, read)
        affine = {
            "encoder.up": encoder.linear1, "encoder.down": encoder.linear2,
            "decoder.up": decoder.linear1, "decoder.down": decoder.linear2,
        }
        for name, module in affine.items():
            found |= {f"{name}.weight": read(module.weight), f"{name}.bias": read(module.bias)}
        norms = {
            "encoder.norm": encoder.norm1, "encoder.feedforward.norm": encoder.norm2, "encoder.end": ends["encoder"],
            "decoder.norm": decoder.norm1, "cross.norm": decoder.norm2, "decoder.feedforward.norm": decoder.norm3,
            "decoder.end": ends["decoder"],
        }
        for name, module in norms.items():
            found |= {f"{name}.scale": read(module.weight), f"{name}.shift": read(module.bias)}
        return found

    return {
        "heads": HEADS, "hidden": HIDDEN, "source": source, "target": target, "tokens": (~PADDING).long(), "mix": mix,
        "memory": memory, "output": output,
        "parameters": named(lambda weight: weight), "gradients": named(lambda weight: weight.grad),
    }


def adamw():
    weight, bias = nn.Parameter(torch.randn(3, 2)), nn.Parameter(torch.randn(3))
    settings = {"beta1": 0.9, "beta2": 0.98, "epsilon": 1e-9, "decay": 0.1, "clip": 1.0}
    optimizer = torch.optim.AdamW(
        [{"params": [weight], "weight_decay": settings["decay"]}, {"params": [bias], "weight_decay": 0.0}],
        betas=(settings["beta1"], settings["beta2"]), eps=settings["epsilon"])
    steps, start = [], {"weight": weight.clone(), "bias": bias.clone()}
    for rate, size in zip((0.02, 0.04, 0.06, 0.05, 0.03), (0.1, 5.0, 1.0, 0.01, 3.0)):
        gradients = {"weight": torch.randn(3, 2) * size, "bias": torch.randn(3) * size}
        weight.grad, bias.grad = gradients["weight"].clone(), gradients["bias"].clone()
        norm = nn.utils.clip_grad_norm_([weight, bias], settings["clip"])
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        values = {"weight": weight.clone(), "bias": bias.clone()}
        steps.append({"rate": rate, "gradients": gradients, "norm": norm.item(), "values": values})
    return {"settings": settings, "start": start, "steps": steps}


torch.manual_seed(2)
golden = {"torch": torch.__version__, "attention": attention(), "block": block(), "adamw": adamw()}
Path(__file__).with_name("pytorch.golden.json").write_text(json.dumps(plain(golden)) + "\n", encoding="utf-8")
