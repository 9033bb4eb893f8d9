"""PyTorch's own transformer modules on a workload of tests/Benchmarks: python3 peer.py WORKLOAD SIZES -> one line of JSON."""
import json
import math
import resource
import sys
import time

import torch
from torch.nn import functional

work, sizes = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))
width, heads, layers, inner, vocabulary = (sizes[key] for key in ("Width", "Heads", "Layers", "FeedForward", "Vocabulary"))
training, pictures = work["Training"], work["Pictures"]
torch.manual_seed(1)


class Text(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.source = torch.nn.Embedding(vocabulary, width)
        self.target = torch.nn.Embedding(vocabulary, width)
        self.stacks = torch.nn.Transformer(width, heads, layers, layers, inner, sizes["Dropout"], batch_first=True, norm_first=True)
        self.output = torch.nn.Linear(width, vocabulary)
        self.positions = torch.nn.Parameter(torch.randn(512, width) * 0.02)
        self.dropout = torch.nn.Dropout(sizes["Dropout"])

    def forward(self, source, target):
        length = target.shape[1]
        causal = torch.full((length, length), float("-inf")).triu(1)
        hidden = source.eq(0)
        states = self.stacks(
            self.embed(self.source, source), self.embed(self.target, target), tgt_mask=causal, src_key_padding_mask=hidden,
            tgt_key_padding_mask=target.eq(0), memory_key_padding_mask=hidden)
        return functional.cross_entropy(
            self.output(states).view(-1, vocabulary), target.view(-1), ignore_index=0, label_smoothing=0.1)

    def embed(self, table, ids):
        return self.dropout(table(ids) * math.sqrt(width) + self.positions[: ids.shape[1]])


class Pictures(torch.nn.Module):
    def __init__(self):
        super().__init__()
        layer = torch.nn.TransformerEncoderLayer(width, heads, inner, sizes["Dropout"], "gelu", batch_first=True, norm_first=True)
        self.stack = torch.nn.TransformerEncoder(layer, layers)
        self.patches = torch.nn.Linear(sizes["Patch"], width)
        self.output = torch.nn.Linear(width, sizes["Classes"])
        self.positions = torch.nn.Parameter(torch.randn(512, width) * 0.02)

    def forward(self, patches, labels):
        states = self.stack(self.patches(patches) + self.positions[: patches.shape[1]])
        return functional.cross_entropy(self.output(states.mean(1)), labels)


def ids(lengths):
    padded = torch.zeros(len(lengths), max(lengths), dtype=torch.long)
    for row, length in enumerate(lengths):
        padded[row, :length] = torch.randint(1, vocabulary, (length,))
    return padded


def made(batch):
    if pictures:
        return torch.rand(len(batch), batch[0]["Source"], sizes["Patch"]), torch.randint(0, sizes["Classes"], (len(batch),))
    return ids([pair["Source"] for pair in batch]), ids([pair["Target"] for pair in batch])


model = (Pictures if pictures else Text)().train(training)
optimizer = torch.optim.AdamW(model.parameters(), 1e-4)
batches = [made(batch) for batch in work["Batches"]]


def step(batch):
    if not training:
        with torch.no_grad():
            return model(*batch).item()
    optimizer.zero_grad(set_to_none=True)
    loss = model(*batch)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def measured():
    began = time.perf_counter()
    for batch in batches:
        step(batch)
    return 1000 * (time.perf_counter() - began)


began = time.perf_counter()
while time.perf_counter() - began < 4:
    measured()
print(json.dumps({
    "Milliseconds": [measured() for _ in range(work["Passes"])], "ManagedBytes": None,
    "PeakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "Version": torch.__version__,
}))
