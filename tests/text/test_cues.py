"""What is noticed at the gaps between paragraphs."""

from dataclasses import replace

import numpy as np

from reader.text.model import default_model
from reader.text.page import page
from reader.text.paragraphs import paragraphs
from reader.text.prose import Prose, read_prose
from reader.text.segmentation import NO_REFRAIN, second_cues

PROMOTION = "Seven things that every gardener in the valley ought to know about frost"
LONG = "of a text that goes on and on, with more to say than fits in one line of a page that somebody has wrapped."


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


def test_a_story_starts_between_two_copies_of_a_promotion() -> None:
    lines = [f"Paragraph {number} tells of the {word} and of little else." for number, word in enumerate("abcdefghi")]
    for place in (8, 5, 2):
        lines.insert(place, PROMOTION)
    prose = prose_of("\n".join(lines))
    assert prose.refrains.tolist() == [[2, 5], [5, 8]]
    early = np.linspace(-3, -2, 9, dtype=np.float32)
    early[4] = 1
    found = second_cues(prose, early)["between refrains"]
    assert (found[:3] == NO_REFRAIN).all()
    assert found[4] == found[8] == 0
    assert (found[[3, 5]] < -3).all()
    assert (found[[6, 7]] < 0).all()


def test_refrains_reach_from_text_to_text_neither_way() -> None:
    told = (f"Paragraph {number} {LONG}\n{PROMOTION}" for number in range(4))
    text = "\n".join([PROMOTION, *told])
    alone, both = prose_of(text), prose_of(text, "", text)
    count = len(alone.twins)
    assert len(alone.refrains) > 0
    assert both.refrains.tolist() == [*alone.refrains.tolist(), *(alone.refrains + count).tolist()]
    assert alone.refrains.max() < count


def test_a_log_in_which_every_line_comes_again_is_left_alone() -> None:
    prose = prose_of("\n".join(f"Paragraph {number} of a log." for number in range(130)))
    prose = replace(prose, refrains=np.array([(low, low + 30) for low in range(100)]))
    early = np.random.default_rng(1).normal(size=130).astype(np.float32)
    assert (second_cues(prose, early)["between refrains"] == NO_REFRAIN).all()
