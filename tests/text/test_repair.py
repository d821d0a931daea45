from pathlib import Path

import pytest

from reader.text.clean import clean

SEEDS = Path(__file__).parents[2] / "seeds"


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_bytes().decode("utf-8")


def test_the_broken_seed_is_repaired_everywhere() -> None:
    cleaned = clean(seed("000"))
    assert len(cleaned.repairs) == 66
    assert not any("\u0e00" <= char <= "\u0e7f" for char in cleaned.text)


@pytest.mark.parametrize("number", ["001", "002", "003"])
def test_seeds_that_are_fine_are_left_alone(number: str) -> None:
    text = seed(number)
    assert clean(text).text is text
