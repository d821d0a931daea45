"""What was learned of where stories start, as it is kept in a file of arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from reader.text.language import Language
from reader.text.network import DILATIONS, Layer, Networks


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learned: the language, the networks, the probability from which a gap starts a story, and the one that
    the most convincing gap of a file must reach for the file to be cut at all."""

    language: Language
    networks: Networks
    threshold: float
    gate: float


@cache
def default_model() -> Model:
    """The model that the program comes with."""
    with resources.files("reader.text").joinpath("data/articles.npz").open("rb") as file:
        return load_model(file)


def load_model(file: IO[bytes]) -> Model:
    """A model from an open .npz file (arrays only, nothing in it is executed)."""
    with np.load(file, allow_pickle=False) as data:
        rarity = data["rarity"].astype(np.float32)
        language = Language(data["common"], rarity, _weights(data, "leads"), _weights(data, "closings"))
        names = ("entry", "usual", *(f"beside{number}" for number in range(len(DILATIONS))), "verdict")
        entry, usual, *beside, verdict = (
            Layer(_weights(data, f"{name}_weights"), data[f"{name}_bias"].astype(np.float32)) for name in names
        )
        networks = Networks(data["mean"], data["scale"], entry, usual, tuple(beside), verdict)
        return Model(language, networks, float(data["threshold"]), float(data["gate"]))


def _weights(data: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    """Weights as they are multiplied, of bytes and what one of their steps is worth."""
    return np.asarray(data[name].astype(np.float32) * data[f"{name}_scale"], np.float32)
