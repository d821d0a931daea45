"""Learn the networks of `reader.text.network` from files with known starts; a part of `train_articles`.

The networks are trained with dropout, weights that decay and a learning rate that rises and falls once (Smith 2018).
Needs PyTorch.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from reader.text.network import DILATIONS, EXTREME, STEPS, USUAL, Layer, Networks

WIDTH = 64
"""Things that a network notices of a gap. Average precision on g5, reuters and fnn, never seen: .881, .925 and .917
with 48, a dropout of .3 and the stories before `long4`, .892, .931 and .916 with 64, .2 and all stories; of g5 .883
with 48 and all of them, and .895 with 96, which is too large a file."""
EPOCHS = 4
FILES = 16
"""Files of about the same length that are learned from together."""
RATE = 3e-3
ONWARD_EPOCHS = 1
ONWARD_RATE = 1e-3
"""The same for networks that go on learning, to which cues were added."""
DECAY = 0.05
DROPPED, DROPPED_CUES = 0.2, 0.3
JITTER = 0.3
"""Standard deviations by which each cue of a file is moved, all gaps alike: newspapers differ in what is usual. Average
precision of one network on reuters and g5, never seen: .904 and .860 without, .910 and .863; with .6, .909 and .855."""
DRAWN = 20_000_003
"""Random numbers that masks of dropout are cut from; a prime, so that no row of a batch meets the same ones again."""
NETWORKS = 2
"""With two further ones the average precision rises by .002."""
LEAST_DEVIATION = 1e-3

Halves = NDArray[np.float16]
"""Cues as they are kept while learning: there are gigabytes of them."""


class Dropout(nn.Module):
    """Dropout whose masks are cut from one long draw: drawing them anew for every batch is a third of the work."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.drawn = (torch.rand(DRAWN) >= share).float() / (1 - share)

    def forward(self, values: Tensor) -> Tensor:
        low = int(torch.randint(DRAWN - values.numel(), ()))
        return values * self.drawn[low : low + values.numel()].view(values.shape)


class Net(nn.Module):
    """One network; it does what `Networks` does."""

    def __init__(self, cues: int) -> None:
        super().__init__()
        self.entry = nn.Linear(cues, WIDTH)
        self.usual = nn.Linear(2 * WIDTH, WIDTH)
        self.convolutions = nn.ModuleList([nn.Linear(len(STEPS) * WIDTH, 2 * WIDTH) for _ in DILATIONS])
        self.verdict = nn.Linear(WIDTH, 1)
        self.drop, self.drop_cues = Dropout(DROPPED), Dropout(DROPPED_CUES)

    def forward(self, values: Tensor, inside: Tensor) -> Tensor:
        """Logits `[files, rows]` of `values` `[files, rows, cues]`; `inside` is 1 where a file has a row, else 0."""
        there = inside[..., None]
        noticed = torch.relu(self.entry(self.drop_cues(values))) * there
        around = torch.cat((_around(noticed, inside), _around(noticed * noticed, inside)), 2)
        noticed = (noticed + torch.relu(self.usual(self.drop(around)))) * there
        rows = noticed.shape[1]
        for layer, dilation in zip(self.convolutions, DILATIONS, strict=True):
            reach = max(STEPS) * dilation
            padded = nn.functional.pad(noticed, (0, 0, reach, reach))
            beside = torch.cat([padded[:, (low := reach + step * dilation) : low + rows] for step in STEPS], 2)
            noticed = (noticed + self.drop(nn.functional.glu(layer(beside)))) * there
        return self.verdict(self.drop(noticed))[..., 0]


def _around(noticed: Tensor, inside: Tensor) -> Tensor:
    files, rows, width = noticed.shape
    running = torch.cat((torch.zeros(files, 1, width), noticed.cumsum(1)), 1)
    there = torch.cat((torch.zeros(files, 1), inside.cumsum(1)), 1)
    low = (torch.arange(rows) - USUAL).clamp(min=0)
    high = (torch.arange(rows) + USUAL + 1).clamp(max=rows)
    return (running[:, high] - running[:, low]) / (there[:, high] - there[:, low]).clamp(min=1)[..., None]


def fit_networks(
    pages: Sequence[Halves],
    wanted: Sequence[NDArray[np.bool_]],
    weights: Sequence[float],
    seed: int = 0,
    start: Networks | None = None,
) -> Networks:
    """Networks trained on the cues of files; each gap of file i counts `weights[i]`, the first of a file nothing.

    They `start` from nothing, or from networks that know the first of the cues: these go on learning.
    """
    gaps = sum(map(len, pages))
    mean = sum(page.sum(axis=0, dtype=np.float64) for page in pages) / gaps
    squares = sum(np.square(page, dtype=np.float64).sum(axis=0) for page in pages) / gaps
    scale = 1 / (np.sqrt(np.maximum(squares - mean**2, 0)) + LEAST_DEVIATION)
    if start:
        mean[: len(start.mean)], scale[: len(start.scale)] = start.mean, start.scale
    alike = [torch.from_numpy(np.clip((page - mean) * scale, -EXTREME, EXTREME).astype(np.float16)) for page in pages]
    labels = [torch.from_numpy(marks.astype(np.float32)) for marks in wanted]
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # matrices this small are only slowed by more
    count = len(start.entry.weights) if start else NETWORKS
    nets = [_fit(alike, labels, weights, seed + number, start, number) for number in range(count)]
    torch.set_num_threads(threads)
    return Networks(
        mean.astype(np.float32), scale.astype(np.float32), _layer([n.entry for n in nets]),
        _layer([n.usual for n in nets]),
        tuple(_layer([n.convolutions[i] for n in nets]) for i in range(len(DILATIONS))),
        _layer([n.verdict for n in nets]),
    )  # fmt: skip


def _fit(
    pages: Sequence[Tensor],
    labels: Sequence[Tensor],
    weights: Sequence[float],
    seed: int,
    start: Networks | None,
    number: int,
) -> Net:
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    net = Net(pages[0].shape[1])
    if start:
        _continue(net, start, number)
    epochs, highest = (ONWARD_EPOCHS, ONWARD_RATE) if start else (EPOCHS, RATE)
    optimizer = torch.optim.AdamW(net.parameters(), lr=highest, weight_decay=DECAY)
    steps = epochs * -(-len(pages) // FILES)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, highest, total_steps=steps)
    for _ in range(epochs):
        order = np.argsort([len(page) + draw.normal() * 10 for page in pages])
        batches = [order[low : low + FILES] for low in range(0, len(order), FILES)]
        draw.shuffle(batches)
        for batch in batches:
            size = max(len(pages[i]) for i in batch)
            values = torch.zeros(len(batch), size, pages[0].shape[1])
            inside, wanted, weight = (torch.zeros(len(batch), size) for _ in range(3))
            for row, i in enumerate(batch):
                count = len(pages[i])
                values[row, :count], inside[row, :count], wanted[row, :count] = pages[i], 1, labels[i]
                weight[row, 1:count] = weights[i]
            values += torch.randn(len(batch), 1, values.shape[2]) * JITTER
            found = net(values, inside)
            wrong = nn.functional.binary_cross_entropy_with_logits(found, wanted, reduction="none")
            optimizer.zero_grad()
            ((wrong * weight).sum() / weight.sum()).backward()
            optimizer.step()
            rate.step()
    return net


def _continue(net: Net, start: Networks, number: int) -> None:
    """Give a network the weights of one of others that know the first of its cues, and none for the rest."""
    pairs = [(net.entry, start.entry), (net.usual, start.usual), (net.verdict, start.verdict)]
    pairs += zip(net.convolutions, start.convolutions, strict=True)
    with torch.no_grad():
        for module, layer in pairs:
            known = torch.from_numpy(np.ascontiguousarray(layer.weights[number].T, np.float32))
            module.weight.zero_()
            module.weight[:, : known.shape[1]] = known
            module.bias.copy_(torch.from_numpy(np.asarray(layer.bias[number, 0], np.float32)))


def _layer(layers: Sequence[nn.Linear]) -> Layer:
    with torch.no_grad():
        weights = np.stack([layer.weight.numpy().T for layer in layers])
        bias = np.stack([layer.bias.numpy()[None] for layer in layers])
    return Layer(np.ascontiguousarray(weights, np.float32), bias.astype(np.float32))
