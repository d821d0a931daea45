"""Dumps of short stories, a paragraph a line and nothing between them."""

from pathlib import Path

import pytest

from reader.text.articles import Kind, articles

FOLDER = Path(__file__).parent / "short_stories"


def stories(language: str) -> list[str]:
    return [f"{story.strip()}\n" for story in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").split("\n\n")]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_short_stories_that_run_together_are_told_apart(language: str) -> None:
    text, starts = "", set()
    for story in stories(language):
        starts.add(len(text))
        text += story
    found = {article.start for article in articles(text) if article.kind is Kind.ARTICLE}
    assert len(found & starts) >= len(starts) - 1 > 4
    assert len(found - starts) <= 2


@pytest.mark.parametrize("story", [story for language in ("en", "ru") for story in stories(language)])
def test_a_short_story_alone_is_one(story: str) -> None:
    assert [article.start for article in articles(story)] == [0]
