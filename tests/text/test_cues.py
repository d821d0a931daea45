"""What is noticed at the gaps between paragraphs."""

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
