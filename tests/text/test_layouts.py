"""Texts weighed together are weighed as each alone, to the last bit."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text import articles as module
from reader.text.articles import articles, articles_of
from reader.text.layouts import survey, surveys
from tests.text.test_articles import seed

NAMES = ("Maria Lindqvist", "Lindqvist", "Tom Okafor", "Okafor", "The council", "It", "Reuters")
VERBS = ("said on Monday that", "told 23 reporters how", "warned", "left after", "also denied that", "and 4 others saw")
THINGS = ("the harbour", "a bridge over the river", "three ships", "the vote", "prices of 1,200 crowns", "rain")
LINES = (
    "",
    "",
    "Read more",
    "Day: May 3, 2024",
    "A title without its stop",
    "\u4e00\u6761\u65b0\u95fb\u3002" * 12,
    "***",
)


def news(number: int) -> str:
    """A text of some paragraphs of prose, with other lines between them; the same for the same number."""
    random = Random(number)
    lines = []
    for _ in range(random.randrange(1, 40)):
        parts = (random.choice(NAMES), random.choice(VERBS), random.choice(THINGS))
        sentences = [" ".join(random.sample(parts, 3)).capitalize() + "." for _ in range(random.randrange(2, 6))]
        lines.append(" ".join(sentences))
        if random.random() < 0.2:
            lines.append(random.choice(LINES))
        if random.random() < 0.05:
            lines += lines[-6:]
    return "\n".join(lines)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 400), max_size=12))
def test_texts_do_not_touch_each_other(numbers: list[int]) -> None:
    texts = [news(number) for number in numbers]
    for together, alone in zip(surveys(texts), map(survey, texts), strict=True):
        assert together.starts == alone.starts
        if alone.evidence is None or together.evidence is None:
            assert together.evidence is alone.evidence
            continue
        for one, other in (
            (together.evidence.cues.values, alone.evidence.cues.values),
            (together.evidence.logits, alone.evidence.logits),
        ):
            assert np.array_equal(one, other)


def test_some_texts_are_weighed() -> None:
    weighed = [layout for layout in surveys([news(number) for number in range(40)]) if layout.evidence]
    assert len(weighed) > 30
    assert any(len(layout.starts) > 1 for layout in weighed)


@pytest.mark.parametrize("characters", [1, 20_000, 1 << 30])
def test_articles_do_not_depend_on_what_is_looked_at_together(characters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["", *(news(number) for number in range(12)), seed(3), " ", "one line", seed(1)]
    alone = [articles(text) for text in texts]
    monkeypatch.setattr(module, "TOGETHER", characters)
    assert list(articles_of((text, ()) for text in texts)) == alone
