"""What is noticed at the gaps between paragraphs."""

from random import Random

import numpy as np
import pytest

from reader.text import prose
from reader.text.cues import NAMES
from reader.text.model import default_model
from reader.text.page import page
from reader.text.paragraphs import paragraphs
from reader.text.prose import Prose, read_prose


def prose_of(*texts: str) -> Prose:
    return read_prose(texts, [page(text, paragraphs(text)) for text in texts], default_model().language)


def test_a_bullet_is_restated_by_one_paragraph_further_on() -> None:
    lines = (
        "Harbour pilots refuse to board tankers after dark.",
        "Insurers demand a second tugboat for every convoy.",
        "Kelda Morrow, who has steered ferries for thirty years, stood on the quay and watched the lights go out.",
        "The harbour pilots of Quensel refuse to board any of the tankers after dark, their union told the ministry.",
        "Most insurers now demand that a second tugboat follows every convoy, which doubles what a passage costs.",
        "Nobody in the town remembers a winter in which so many shops along the water stayed shut.",
    )
    cues = prose_of("\n".join(lines)).cues
    assert (cues["restated"][:2] > 0.7).all()
    assert (cues["restated"][2:] < 0.4).all()


def test_what_the_very_next_paragraph_says_again_is_told_apart() -> None:
    lines = (
        "The bakery on Linden Street has sold its last loaf, and the oven was cold by noon.",
        "Flour cost the owner twice what it did, and the rent was raised.",
        "Flour costs twice what it did and the rent was raised in spring, the owner said over an empty counter.",
        "A florist has asked for the keys, and the council will hear of it in April.",
    )
    cues = prose_of("\n".join(lines)).cues
    assert cues["restated next"][1] > 0.4
    assert cues["restated"][1] < 0.2


@pytest.mark.parametrize(
    ("line", "by_name", "by_pronoun"),
    [
        ("The harbour will be closed for a year, port officials said.", True, False),
        ("The harbour will be closed for a year, port officials said on Friday.", True, False),
        ("The harbour will be closed for a year, he added.", False, True),
        ("“The harbour will be closed,” port officials said.", False, False),
        ("Port officials said that the harbour will be closed for a year from May on.", False, False),
        ("The harbour will be closed for a year, port officials said:", False, False),
        ("Порт закроют на год, сообщили в министерстве.", True, False),
    ],
)
def test_who_said_it_is_told_at_the_end(line: str, by_name: bool, by_pronoun: bool) -> None:
    cues = prose_of(f"{line}\nNobody saw the ferry leave that morning, and the lamp was dark for the first time.").cues
    assert (bool(cues["attributed"][0]), bool(cues["attributed to a pronoun"][0])) == (by_name, by_pronoun)


def test_a_long_text_is_read_in_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(7)
    people = ("Maria Lindqvist", "Lindqvist", "Tom Okafor", "Okafor", "the Bank for International Trade", "BIT", "She")
    texts = [
        "\n".join(
            f"{random.choice(people)} said on day {random.randrange(900)} that w{random.randrange(count)} and "
            f"w{random.randrange(count)} were sold to {random.choice(people)}, who gave {random.randrange(90)} for it."
            for _ in range(count)
        )
        for count in (1500, 3)
    ]
    whole = prose_of(*texts)
    monkeypatch.setattr(prose, "STRETCH", 40_000)
    monkeypatch.setattr(prose, "FEWEST_OF_A_STRETCH", 250)
    parted = prose_of(*texts)
    # What a paragraph of bullets says again is the one thing that depends on how often a word is told farther away.
    near = [at for at, name in enumerate(NAMES) if not name.startswith("restated")]
    assert np.allclose(parted.cues.values[:, near], whole.cues.values[:, near], rtol=1e-5, atol=1e-5)
    assert not np.array_equal(parted.cues.values, whole.cues.values)
