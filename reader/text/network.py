"""Small networks over the cues of neighbouring gaps, evaluated with numpy alone.

Convolutions see the gaps around each, at growing distances (van den Oord et al. 2016), each through a gate that it sets
itself (Dauphin et al. 2017), and every gap is told what is usual in a wide neighbourhood, as in squeeze-and-excitation
(Hu et al. 2018). A few networks, trained from different
beginnings, are wrong in different places: their mean is better than the best of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

STEPS = (-2, -1, 0, 1, 2)
"""Neighbours that one convolution looks at, in units of its dilation."""

DILATIONS = (1, 2, 4)
"""How far apart the neighbours of each convolution stand: with two neighbours on either side, fourteen gaps in all."""

REACH = STEPS[-1] * DILATIONS[-1]
"""Gaps between a gap and the farthest that one convolution looks at."""

USUAL = 100
"""Gaps on either side that say what is usual."""

AROUND = USUAL + STEPS[-1] * sum(DILATIONS)
"""Gaps on either side on which the logit of a gap depends."""

STRETCH = 1 << 14
"""Gaps that are looked at together: some 100 MB."""

EXTREME = 5.0
"""Standard deviations from the mean beyond which a cue counts as no more extreme."""

ROUNDED = 256
"""Parts of a logit that are told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What `networks` linear maps do: `weights` `[networks, inputs, outputs]`, `bias` `[networks, 1, outputs]`."""

    weights: Floats
    bias: Floats

    def __call__(self, values: Floats) -> Floats:
        """The map of `values` `[networks or 1, rows, inputs]`."""
        return np.asarray(values @ self.weights + self.bias, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Networks:
    """Networks of one shape. `mean` and `scale` `[cues]` make the cues alike; `entry` maps the cues of a gap to what a
    network notices in it, `usual` adds what is usual around, each of `convolutions` what stands beside and, in as many
    further columns, how much of it counts, and `verdict` makes a logit of it."""

    mean: Floats
    scale: Floats
    entry: Layer
    usual: Layer
    convolutions: tuple[Layer, ...]
    verdict: Layer

    def __call__(self, values: Floats, counts: Sequence[int]) -> Floats:
        """Mean logits `[rows]` of `values` `[rows, cues]`: texts of so many gaps, one after the other.

        They are rounded, since matrices of other sizes are multiplied with other roundings.
        """
        borders = np.cumsum([0, *counts])
        found = [np.zeros(0, np.float32)]
        for first in range(0, len(values), STRETCH):
            last = min(first + STRETCH, len(values))
            low, high = max(first - AROUND, 0), min(last + AROUND, len(values))
            inside: NDArray[np.int64] = np.diff(np.clip(borders, low, high))
            found.append(self._logits(values[low:high], inside[inside > 0])[first - low : last - low])
        return np.concatenate(found)

    def _logits(self, values: Floats, counts: NDArray[np.int64]) -> Floats:
        """The same of rows that are looked at together."""
        text = np.repeat(np.arange(len(counts)), counts)
        ends = np.cumsum(counts)
        first, last = (ends - counts)[text], ends[text]
        alike = np.asarray(np.clip((values - self.mean) * self.scale, -EXTREME, EXTREME), np.float32)
        noticed = np.maximum(self.entry(alike[None]), 0)
        place = np.arange(len(values))
        low, high = np.maximum(place - USUAL, first), np.minimum(place + USUAL + 1, last)
        noticed += np.maximum(self._usual_around(noticed, low, high), 0)
        # The texts under one another, with rows of zeros around each: neighbours are slices.
        at, networks, width = place + REACH * text, len(noticed), noticed.shape[2]
        rows = len(values) + REACH * (len(counts) - 1)
        ground = np.zeros((networks, rows + 2 * REACH, width), np.float32)
        for layer, dilation in zip(self.convolutions, DILATIONS, strict=True):
            ground[:, REACH + at] = noticed
            total = np.zeros((networks, rows, 2 * width), np.float32) + layer.bias
            for step, weights in zip(STEPS, np.split(layer.weights, len(STEPS), axis=1), strict=True):
                low = REACH + step * dilation
                total += ground[:, low : low + rows] @ weights
            seen, gate = np.split(total.take(at, axis=1), 2, axis=2)
            noticed += seen * (np.tanh(gate / 2) / 2 + np.float32(0.5))
        return np.asarray(np.rint(self.verdict(noticed)[:, :, 0].mean(axis=0) * ROUNDED) / ROUNDED, np.float32)

    def _usual_around(self, noticed: Floats, low: NDArray[np.int64], high: NDArray[np.int64]) -> Floats:
        """What `usual` makes of the means over the rows `[low, high)`, for each row, of what is noticed and of its
        squares: the mean of what it makes of each row, which has half as many columns."""
        of_itself, of_squares = np.split(self.usual.weights, 2, axis=1)
        running = _running(np.asarray(noticed @ of_itself + (noticed * noticed) @ of_squares, np.float32))
        sums = running.take(high, axis=1) - running.take(low, axis=1)
        return np.asarray(sums / (high - low)[:, None] + self.usual.bias, np.float32)


BLOCK = 16
"""Rows added one to the next, in all blocks at once."""


def _running(values: Floats) -> NDArray[np.float64]:
    """Sums of the rows above each row and the end, `[networks, rows + 1, width]`, of `[networks, rows, width]`.

    Several times faster than numpy's, which goes down the rows one number at a time.
    """
    networks, rows, width = values.shape
    blocks = np.zeros((networks, rows // BLOCK + 1, BLOCK, width))
    sums = blocks.reshape(networks, -1, width)[:, : rows + 1]
    sums[:, 1:] = values
    for row in range(1, BLOCK):
        blocks[:, :, row] += blocks[:, :, row - 1]
    blocks[:, 1:] += np.cumsum(blocks[:, :-1, -1], axis=1)[:, :, None]
    return sums


def probability(logits: Floats) -> Floats:
    """Logistic function."""
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)
