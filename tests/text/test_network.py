"""Networks over the cues of gaps, held against their definition gap by gap."""

from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text import network
from reader.text.model import default_model
from reader.text.network import DILATIONS, EXTREME, ROUNDED, STEPS, USUAL, Layer, Networks

CUES, WIDTH = 3, 2


def random_networks(draw: np.random.Generator, count: int) -> Networks:
    def layer(inputs: int, outputs: int) -> Layer:
        weights, bias = draw.normal(size=(count, inputs, outputs)), draw.normal(size=(count, 1, outputs))
        return Layer(weights.astype(np.float32), bias.astype(np.float32))

    beside = tuple(layer(len(STEPS) * WIDTH, 2 * WIDTH) for _ in DILATIONS)
    mean, scale = draw.normal(size=CUES).astype(np.float32), draw.uniform(0.5, 3, CUES).astype(np.float32)
    return Networks(mean, scale, layer(CUES, WIDTH), layer(2 * WIDTH, WIDTH), beside, layer(WIDTH, 1))


def by_definition(networks: Networks, number: int, values: np.ndarray) -> np.ndarray:
    """What one of the networks says, a gap at a time."""

    def through(layer: Layer, row: np.ndarray) -> np.ndarray:
        return row @ layer.weights[number] + layer.bias[number, 0]

    count = len(values)
    alike = np.clip((values - networks.mean) * networks.scale, -EXTREME, EXTREME)
    noticed = np.array([np.maximum(through(networks.entry, row), 0) for row in alike])
    around = [noticed[max(0, i - USUAL) : i + USUAL + 1] for i in range(count)]
    usual = [np.concatenate((near.mean(axis=0), (near**2).mean(axis=0))) for near in around]
    noticed = noticed + np.array([np.maximum(through(networks.usual, row), 0) for row in usual])
    nothing = np.zeros(WIDTH)
    for layer, dilation in zip(networks.convolutions, DILATIONS, strict=True):
        beside = [
            np.concatenate([noticed[j] if 0 <= (j := i + step * dilation) < count else nothing for step in STEPS])
            for i in range(count)
        ]
        seen, gate = np.split(np.array([through(layer, row) for row in beside]), 2, axis=1)
        noticed = noticed + seen * (np.tanh(gate / 2) / 2 + 0.5)
    return np.array([through(networks.verdict, row)[0] for row in noticed])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.integers(0, 240), min_size=1, max_size=3),
    st.integers(1, 3),
    st.integers(0, 99),
    st.sampled_from((60, network.STRETCH)),
)
def test_networks_are_the_mean_of_what_each_says_of_each_text(
    counts: list[int], size: int, seed: int, stretch: int
) -> None:
    draw = np.random.default_rng(seed)
    networks = random_networks(draw, size)
    values = draw.normal(size=(sum(counts), CUES)).astype(np.float32)
    with patch.object(network, "STRETCH", stretch):
        found = networks(values, counts)
    for text, said in zip(*(np.split(rows, np.cumsum(counts)[:-1]) for rows in (values, found)), strict=True):
        if len(text):
            wanted = np.mean([by_definition(networks, number, text) for number in range(size)], axis=0)
            assert np.allclose(said, wanted, rtol=1e-3, atol=1 / ROUNDED + 1e-3 * np.abs(wanted).max())


def test_nothing_is_judged_where_there_is_nothing() -> None:
    networks = default_model().networks
    assert networks(np.zeros((0, len(networks.mean)), np.float32), [0]).shape == (0,)
