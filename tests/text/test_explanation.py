"""Every start can say why."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from reader.text import explanation as explanation_module
from reader.text import layouts
from reader.text.articles import Kind, articles
from reader.text.explanation import NAMES, USUAL, Boundary, Explanation, explain, overruled
from reader.text.layouts import Unweighed
from reader.text.model import default_model

SEEDS = Path(__file__).parents[2] / "seeds"


def test_every_start_of_running_text_has_cues_in_words() -> None:
    text = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8")
    boundaries = {b.start: b for b in explain(text).gaps}
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
    assert [b.cues[0][0] for b in explain(text).gaps] == ["separator: header", "separator: header"]


def seed_lines(first: int, last: int) -> str:
    lines = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8").split("\n")
    return "\n".join(lines[first:last])


def test_what_speaks_against_a_start_is_told_with_the_chance_that_it_takes() -> None:
    model = default_model()
    text = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8")
    gap = next(gap for gap in explain(text).gaps if gap.rule == f"It takes {model.threshold:.0%}.")
    assert not gap.chosen and gap.chance < model.threshold
    weights = dict(gap.cues)
    assert weights[USUAL] < 0
    assert sum(weights.values()) == pytest.approx(math.log(gap.chance / (1 - gap.chance)), abs=0.2)


def test_a_file_left_whole_is_said_to_be() -> None:
    text, model = seed_lines(64, 84), default_model()
    likeliest = max(gap.chance for gap in explain(text).gaps[1:])
    cut, left = (
        next(
            gap for gap in explain(text, replace(model, threshold=likeliest, gate=gate)).gaps if gap.chance == likeliest
        )
        for gate in (likeliest, 1.01)  # beyond which there is none
    )
    assert cut.chosen and not cut.rule
    assert not left.chosen
    assert "in the whole file one start of 101%" in left.rule and "left as a single article" in left.rule


def test_what_a_rule_decides_is_said() -> None:
    items = next(
        gap for gap in explain(next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8")).gaps if "item" in gap.rule
    )
    assert not items.chosen
    story = seed_lines(72, 82) + "\n"
    again = next(gap for gap in explain(story + seed_lines(38, 44) + "\n" + story).gaps if gap.chosen and gap.rule)
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


def test_where_nothing_was_weighed_the_reason_is_told() -> None:
    record = "2024-03-04 06:25:01 web-1 app: The harbour was closed until the storm had passed over the coast.\n"
    for text, reason in (
        (record * 40, Unweighed.LOG),
        ("x = harbour(1)\n" * 200, Unweighed.LITTLE_PROSE),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n" * 4, Unweighed.SUBTITLES),
        ("One line.", Unweighed.SHORT),
    ):
        explanation = explain(text)
        assert [gap.start for gap in explanation.gaps] == [0]
        assert explanation.why_unweighed(len(text) // 2) == reason.value
    running = seed_lines(0, 60)
    assert explain(running).why_unweighed(len(running) // 2) == ""


def test_between_separators_nothing_is_weighed_but_in_pieces_of_several_stories() -> None:
    pile = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8")
    story = "The council met on Friday and agreed on the plan for the harbour. " * 8
    text = "\n\n".join(
        f"# The plan for the harbour of {town}\n\n{body}" for town, body in enumerate((story, pile, story))
    )
    explanation = explain(text)
    assert "heading" in explanation.why_unweighed(100)
    assert explanation.why_unweighed(len(text) // 2) == ""
    assert any(not gap.chosen for gap in explanation.gaps)


def test_starts_in_a_large_piece_between_separators_have_cues(monkeypatch: pytest.MonkeyPatch) -> None:
    piles = [path.read_text(encoding="utf-8").strip() for path in sorted(SEEDS.glob("00*.txt"))]
    text = "\n* * *\n".join(piles)
    monkeypatch.setattr(layouts, "LARGE", 1000)
    layout = layouts.survey(text)
    assert layout.marks and layout.evidence and not layout.piles and len(layout.starts) > 4
    explanation = explain(text)
    assert [gap.start for gap in explanation.gaps if gap.cues[0][0] == "top of the text"] == [0]
    assert explanation.why_unweighed(len(piles[0]) // 2) == ""


@pytest.mark.parametrize("seed", ["000", "001"])
def test_one_gap_is_explained_as_among_all(seed: str) -> None:
    text = next(SEEDS.glob(f"{seed}_*.txt")).read_text(encoding="utf-8")
    gaps = explain(text).gaps
    for gap in gaps[:: max(len(gaps) // 4, 1)]:
        assert explain(text, only=gap.start).gaps == (gap,)


def test_long_texts_are_explained_in_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    text = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8") * 4
    whole = explain(text)
    monkeypatch.setattr(explanation_module, "TOGETHER", 7)
    assert explain(text) == whole


def test_nothing_needs_no_explanation() -> None:
    assert explain("") == Explanation(())
