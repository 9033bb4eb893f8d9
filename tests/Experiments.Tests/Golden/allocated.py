"""An encoder whose attention is allocated, as the papers define it: each row alone, position by position, without padding or batches.

Written for make_choices.py. What Heed leaves otherwise than a paper stands where it does so.
"""

import math
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F

SLOPES = [2.0 ** -4, 2.0 ** -8, 2.0 ** -2]


@dataclass(frozen=True)
class Token:
    """What stands for so many positions of the text, of which the first is its place."""

    state: torch.Tensor
    place: int
    size: int = 1


def encode(model, ids):
    """Token ids of one row → states [s d]."""
    tokens = [Token(state, place) for place, state in enumerate(model.embed(ids[None])[0])]
    ways = []
    for layer in range(model.choice["encoder"]["layers"]):
        tokens = one_layer(model, layer, tokens, ways)
    states = [token.state for token in tokens]
    for back in reversed(ways):
        states = back(states)
    return model.last("encoder", torch.stack(states))


def attended(states, reduce, ratio):
    """What a decoder attends to in the place of the states of one row."""
    left, _ = REDUCTIONS[reduce]([Token(state, place) for place, state in enumerate(states)], None, ratio)
    return torch.stack([token.state for token in left])


def recalled(model, y):
    """A decoder's attention to its past, of states [b t d]: each position reads its block and the one before it, and what is left of each earlier block."""
    reduce, ratio, block = model.choice["past"]
    rows = []
    for row in y:
        tokens, told = [Token(state, place) for place, state in enumerate(row)], []
        for place, token in enumerate(tokens):
            begins = max(0, place // block - 1) * block
            left = [one for first in range(0, begins, block) for one in REDUCTIONS[reduce](tokens[first:first + block], None, ratio)[0]]
            told += attention(model, "decoder.0", [token], left + tokens[begins:place + 1], lambda head, x: 1.0, model.choice["groups"])[0]
        rows.append(torch.stack(told))
    return torch.stack(rows)


def one_layer(model, layer, tokens, ways):
    made, name, post = model.choice["encoder"], f"encoder.{layer}", model.choice["placement"] == "post"
    norm = lambda part, tokens: [replace(token, state=model.norm(f"{name}.{part}", token.state)) for token in tokens]
    asked = tokens
    if layer in made.get("joins", []):
        tokens, back = joined(model, name, tokens, 2)
        ways.append(back)
        asked = tokens
    if layer in made.get("asks", []):
        asked, back = means(tokens, 2)
        ways.append(back)
    if layer == made.get("latents", (None, 0))[0]:
        tokens, back = perceived(model, name, tokens, made["latents"][1])
        ways.append(back)
        asked = tokens
    by_pass = None
    if layer in made.get("routes", []):
        tokens, by_pass = routed(model, name, tokens, made["ratio"])
        asked = tokens

    # Norm(h + attention(h)), or h + attention(Norm(h)); Funnel: queries and what they are added to are pooled, keys and values are not.
    queries, read = (asked, tokens) if post else (norm("attention_norm", asked), norm("attention_norm", tokens))
    keys, members = pooled(model, name, layer, read)
    mixed, columns = attention(model, name, queries, keys, sight(model, name, layer))
    tokens = [replace(token, state=token.state + change) for token, change in zip(asked, mixed)]
    tokens = norm("attention_norm", tokens) if post else tokens
    for reduce, at, ratio in made.get("reductions", []):
        if layer in at:
            tokens, back = REDUCTIONS[reduce](tokens, by_member(columns, members, read), ratio)
            ways.append(back)
    if layer >= made.get("prunes", model.choice["encoder"]["layers"]):
        tokens, back = pruned(model, name, tokens, by_member(columns, members, read))
        ways.append(back)
    from_layer, rate = made.get("retains", (model.choice["encoder"]["layers"], 1))
    if layer >= from_layer:
        tokens, back = retained(model, name, tokens, by_member(columns, members, read), rate)
        ways.append(back)

    inner = tokens if post else norm("feed_forward_norm", tokens)
    tokens = [replace(token, state=token.state + model.feed_forward("encoder", one.state, layer)) for token, one in zip(tokens, inner)]
    tokens = norm("feed_forward_norm", tokens) if post else tokens
    return by_pass(tokens) if by_pass else tokens


def by_member(columns, members, read):
    """A window's attention is that of its members, each by its size."""
    received = [0.0] * len(read)
    for column, those in zip(columns, members):
        for place in those:
            received[place] += column * read[place].size / sum(read[other].size for other in those)
    return received


def sight(model, name, layer):
    """Sukhbaatar et al. 2019, section 2.2: m(x) = min(max((R + z - x) / R, 0), 1) at distance x, z of each head; here z is a share of the longest text."""
    from_layer, ramp = model.choice["encoder"].get("spans", (math.inf, 1))
    if layer < from_layer:
        return lambda head, x: 1.0
    spans = model.weight(f"{name}.span.weight", len(SLOPES)).clamp(0, 1) * model.length
    return lambda head, x: ((ramp + spans[head] - x) / ramp).clamp(0, 1).item()


def attention(model, name, queries, keys, seen, groups=None):
    """What each query is told, and the attention that each key receives, summed over heads and queries."""
    heads, groups, width = len(SLOPES), groups or model.choice["encoder"].get("groups", len(SLOPES)), queries[0].state.shape[0]
    e = width // heads
    projected = lambda part, token, count: model.linear(f"{name}.{part}", token.state, count * e).view(count, e)
    q = [projected("query", token, heads) for token in queries]
    k = [projected("key", token, groups) for token in keys]
    v = [projected("value", token, groups) for token in keys]
    if model.choice["positions"] == "rotary":
        q = [turned(one, token.place) for one, token in zip(q, queries)]
        k = [turned(one, token.place) for one, token in zip(k, keys)]
    outputs, columns = [], [0.0] * len(keys)
    for i, query in enumerate(queries):
        parts = []
        for head in range(heads):
            group = head * groups // heads
            scores = [torch.dot(q[i][head], k[j][group]) / math.sqrt(e) for j in range(len(keys))]
            if model.choice["positions"] == "alibi":
                scores = [score - SLOPES[head] * abs(query.place - key.place) for score, key in zip(scores, keys)]
            weights = torch.stack(scores).softmax(0) * torch.tensor([seen(head, abs(query.place - key.place)) for key in keys])
            weights = weights / weights.sum()
            parts.append(sum(weights[j] * v[j][group] for j in range(len(keys))))
            columns = [column + weight.item() for column, weight in zip(columns, weights)]
        outputs.append(model.linear(f"{name}.output", torch.cat(parts), width))
    return outputs, columns


def turned(heads, place):
    """Channels i and i + e/2 of each head are the parts of a complex number, which turns by the token's place."""
    half = heads.shape[1] // 2
    angles = place / 10_000 ** (torch.arange(half) / half)
    number = torch.complex(heads[:, :half], heads[:, half:]) * torch.polar(torch.ones(half), angles)
    return torch.cat([number.real, number.imag], 1)


def cut(count, width):
    """Neighbours, so many together; the last may be fewer."""
    return [list(range(start, min(start + width, count))) for start in range(0, count, width)]


def together(tokens, those, state):
    """One token in the place of several."""
    return Token(state, min(tokens[place].place for place in those), sum(tokens[place].size for place in those))


def mean(tokens, those):
    """The mean, each counted by its size."""
    return together(tokens, those, sum(tokens[place].state * tokens[place].size for place in those) / sum(tokens[place].size for place in those))


def greatest(tokens, those):
    """The greatest of each channel."""
    return together(tokens, those, torch.stack([tokens[place].state for place in those]).max(0).values)


def concatenated(tokens, those, width):
    """States after one another, zeros where there is no more."""
    return torch.cat([tokens[place].state for place in those] + [torch.zeros_like(tokens[0].state)] * (width - len(those)))


def pooled(model, name, layer, tokens):
    """What keys and values are made of, and of which tokens each is made."""
    by, from_layer, ratio = model.choice["encoder"].get("pools", (None, 0, 1))
    if by is None or layer < from_layer:
        return tokens, [[place] for place in range(len(tokens))]
    windows, width = cut(len(tokens), ratio), tokens[0].state.shape[0]
    if by == "mean":
        keys = [mean(tokens, those) for those in windows]
    elif by == "max":
        keys = [greatest(tokens, those) for those in windows]
    elif by == "convolution":
        # PVT, section 3.3: Norm(Reshape(x, R)·W).
        keys = [together(tokens, those, model.norm(f"{name}.window_norm", model.linear(f"{name}.window", concatenated(tokens, those, ratio), width)))
                for those in windows]
    else:
        # Linformer, equation 7: E·x, E of the longest text; of a shorter one the first rows and columns.
        whole = model.weight(f"{name}.window.weight", -(-model.length // ratio), model.length)
        keys = [together(tokens, those, sum(whole[row, place] * token.state for place, token in enumerate(tokens))) for row, those in enumerate(windows)]
    return keys, windows


def joined(model, name, tokens, stride):
    """LAS, equation 5: neighbours' states after one another, here through a map; another parts what it became, and each part is added."""
    width, windows = tokens[0].state.shape[0], cut(len(tokens), stride)
    left = [together(tokens, those, model.linear(f"{name}.join", concatenated(tokens, those, stride), width)) for those in windows]

    def back(states):
        parts = [model.linear(f"{name}.part", state, stride * width).view(stride, width) for state in states]
        return [token.state + parts[place // stride][place % stride] for place, token in enumerate(tokens)]

    return left, back


def means(tokens, width, pool=mean):
    """Funnel, section 2.2: neighbours as their mean; their state comes back to each."""
    left = [pool(tokens, those) for those in cut(len(tokens), width)]
    return left, lambda states: [states[place // width] for place in range(len(tokens))]


def perceived(model, name, tokens, count):
    """Perceiver, section 3.1: latents ask all tokens; Perceiver IO, section 3.1: each token asks the latents. Norms have no weights here."""
    width, normal = tokens[0].state.shape[0], lambda state: F.layer_norm(state, [state.shape[-1]])
    number = min(count, len(tokens))
    latents = model.weight(f"{name}.latents.weight", count, width)[:number]
    states = [normal(token.state) for token in tokens]
    asked = crossed(model, f"{name}.latents.ask", list(latents), states)
    left = [Token(latent + change, tokens[i * len(tokens) // number].place, len(tokens) / number) for i, (latent, change) in enumerate(zip(latents, asked))]

    def back(become):
        told = crossed(model, f"{name}.latents.tell", states, [normal(state) for state in become])
        return [token.state + change for token, change in zip(tokens, told)]

    return left, back


def crossed(model, name, asks, asked):
    """What each of the ones is told by the others."""
    heads, width = len(SLOPES), asks[0].shape[0]
    part = lambda which, states: [model.linear(f"{name}.{which}", state, width).view(heads, width // heads) for state in states]
    q, k, v = part("query", asks), part("key", asked), part("value", asked)
    told = []
    for one in q:
        weights = torch.stack([(one * key).sum(1) / math.sqrt(width // heads) for key in k]).softmax(0)
        told.append(model.linear(f"{name}.output", sum(weight[:, None] * value for weight, value in zip(weights, v)).flatten(), width))
    return told


def routed(model, name, tokens, ratio):
    """Mixture-of-Depths, equation 1: r = wᵀx; x + r·f(x) for those of the greatest r, x for the others. Heed's w has a bias."""
    r = [model.linear(f"{name}.router", token.state, 1) for token in tokens]
    chosen = best([one.item() for one in r], math.ceil(len(tokens) / ratio))

    def back(become):
        changed = {place: one.state - tokens[place].state for place, one in zip(chosen, become)}
        return [replace(token, state=token.state + r[place] * changed[place]) if place in changed else token for place, token in enumerate(tokens)]

    return [tokens[place] for place in chosen], back


def best(scores, count):
    """The places of the greatest scores, in order."""
    return sorted(sorted(range(len(scores)), key=lambda place: -scores[place])[:count])


def kept(tokens, received, ratio):
    """PoWER-BERT, section 3.2: the word-vectors that receive most attention over all heads stay; Heed's others come back as they were."""
    stay = best(received, math.ceil(len(tokens) / ratio))
    return [tokens[place] for place in stay], lambda states: [
        states[stay.index(place)] if place in stay else token.state for place, token in enumerate(tokens)]


def retained(model, name, tokens, received, rate):
    """PoWER-BERT, section 3.3: as many of those that receive most stay as the layer's retentions come to, rounded up; Heed keeps 1/rate of each,
    and the others come back as they were."""
    retentions = model.weights.setdefault(f"{name}.retention.weight", torch.rand(model.length).sort(descending=True).values ** 6 / rate)
    stay = best(received, min(len(tokens), math.ceil((retentions * rate).sum().item())))
    return [tokens[place] for place in stay], lambda states: [
        states[stay.index(place)] if place in stay else token.state for place, token in enumerate(tokens)]


def pruned(model, name, tokens, received):
    """LTP, section 3.2: those of an importance below the layer's threshold are pruned. Heed's thresholds are in 1/longest, the best one stays,
    and the others come back as they were."""
    importance = [column / len(SLOPES) / len(tokens) * model.length for column in received]
    threshold = model.weights.setdefault(f"{name}.threshold.weight", 1 + torch.rand(1)).item()
    stay = [place for place, one in enumerate(importance) if one >= threshold or place == importance.index(max(importance))]
    return [tokens[place] for place in stay], lambda states: [
        states[stay.index(place)] if place in stay else token.state for place, token in enumerate(tokens)]


def fused(tokens, received, ratio):
    """EViT, section 3.2: those of most attention stay, the others become one by their attention. Heed's weights sum to 1; the one stands last."""
    count = math.ceil(len(tokens) / ratio)
    if count == len(tokens):
        return tokens, lambda states: states
    stay = best(received, max(1, count - 1))
    others = [place for place in range(len(tokens)) if place not in stay]
    one = sum(received[place] * tokens[place].state for place in others) / sum(received[place] for place in others)
    left = [tokens[place] for place in stay] + ([together(tokens, others, one)] if count > len(stay) else [])
    return left, lambda states: [states[stay.index(place)] if place in stay else token.state for place, token in enumerate(tokens)]


def merged(tokens, received, ratio):
    """ToMe, section 3: every other token looks for the likest of the rest, here by its state; the likest pairs become their mean by sizes."""
    seeking, found = range(0, len(tokens), 2), range(1, len(tokens), 2)
    alike = lambda one, other: F.cosine_similarity(tokens[one].state, tokens[other].state, 0).item()
    partner = {one: max(found, key=lambda other: alike(one, other)) for one in seeking} if len(found) else {}
    merges = len(tokens) - max((len(tokens) + 1) // 2, math.ceil(len(tokens) / ratio))
    pairs = sorted(partner, key=lambda one: -alike(one, partner[one]))[:merges]
    groups = {place: [place] for place in range(len(tokens)) if place not in pairs}
    for one in pairs:
        groups[partner[one]].append(one)
    order = list(groups)
    return [mean(tokens, groups[place]) for place in order], lambda states: [
        states[order.index(partner[place] if place in pairs else place)] for place in range(len(tokens))]


REDUCTIONS = {
    "top": kept, "fused": fused, "merged": merged,
    "means": lambda tokens, received, ratio: means(tokens, ratio),
    "greatest": lambda tokens, received, ratio: means(tokens, ratio, greatest),
}
