"""Every start can say why."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from reader.text.articles import Kind, articles
from reader.text.explanation import NAMES, USUAL, Boundary, explain, overruled
from reader.text.model import default_model

SEEDS = Path(__file__).parents[2] / "seeds"


def test_every_start_of_running_text_has_cues_in_words() -> None:
    text = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8")
    boundaries = {b.start: b for b in explain(text)}
    for article in articles(text):
        if article.kind is Kind.ARTICLE:
            assert boundaries[article.start].chosen
            assert boundaries[article.start].cues
    unmade = [b for b in boundaries.values() if not b.chosen]
    assert unmade
    assert all(name in {*NAMES, USUAL, "top of the text"} for b in boundaries.values() for name, _ in b.cues)


def test_separators_explain_themselves() -> None:
    story = (
        "Title: {}\nDate: May 3, 2024\n"
        + "The council met on Friday and agreed on the plan for the harbour. " * 8
        + "\n\n"
    )
    text = story.format("Harbour plan agreed") + story.format("Bridge to be closed")
    assert [b.cues[0][0] for b in explain(text)] == ["separator: header", "separator: header"]


def seed_lines(first: int, last: int) -> str:
    lines = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8").split("\n")
    return "\n".join(lines[first:last])


def test_what_speaks_against_a_start_is_told_with_the_chance_that_it_takes() -> None:
    model = default_model()
    text = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8")
    gap = next(gap for gap in explain(text) if gap.rule == f"It takes {model.threshold:.0%}.")
    assert not gap.chosen and gap.chance < model.threshold
    weights = dict(gap.cues)
    assert weights[USUAL] < 0
    assert sum(weights.values()) == pytest.approx(math.log(gap.chance / (1 - gap.chance)), abs=0.2)


def test_a_file_left_whole_is_said_to_be() -> None:
    text, model = seed_lines(64, 84), default_model()
    likeliest = max(gap.chance for gap in explain(text)[1:])
    cut, left = (
        next(gap for gap in explain(text, replace(model, threshold=likeliest, gate=gate)) if gap.chance == likeliest)
        for gate in (likeliest, 1.01)  # beyond which there is none
    )
    assert cut.chosen and not cut.rule
    assert not left.chosen
    assert "in the whole file one start of 101%" in left.rule and "left as a single article" in left.rule


def test_what_a_rule_decides_is_said() -> None:
    items = next(
        gap for gap in explain(next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8")) if "item" in gap.rule
    )
    assert not items.chosen
    story = seed_lines(72, 82) + "\n"
    again = next(gap for gap in explain(story + seed_lines(38, 44) + "\n" + story) if gap.chosen and gap.rule)
    assert "told again from here" in again.rule


def test_what_the_reader_decided_is_known() -> None:
    found = (Boundary(0, 1.0, True, "", ()), Boundary(50, 0.8, True, "", ()), Boundary(90, 0.1, False, "It takes.", ()))
    gaps = overruled(found, {0, 50}, {0, 20, 90})
    assert [(gap.start, gap.begins, gap.overruled) for gap in gaps] == [
        (0, True, False),
        (20, True, True),
        (50, False, True),
        (90, True, True),
    ]
    assert overruled(found, {0, 50}, {0, 50}) == found


def test_nothing_needs_no_explanation() -> None:
    assert explain("") == ()
