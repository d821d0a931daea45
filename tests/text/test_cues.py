"""What is noticed at the gaps between paragraphs."""

import pytest

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
