"""Every start can say why."""

from pathlib import Path

from reader.text.articles import Kind, articles
from reader.text.explanation import NAMES, explain

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
    assert all(name in NAMES or name == "top of the text" for b in boundaries.values() for name, _ in b.cues)


def test_separators_explain_themselves() -> None:
    story = (
        "Title: {}\nDate: May 3, 2024\n"
        + "The council met on Friday and agreed on the plan for the harbour. " * 8
        + "\n\n"
    )
    text = story.format("Harbour plan agreed") + story.format("Bridge to be closed")
    assert [b.cues[0][0] for b in explain(text)] == ["separator: header", "separator: header"]


def test_nothing_needs_no_explanation() -> None:
    assert explain("") == ()
