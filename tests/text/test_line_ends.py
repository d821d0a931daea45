"""Full lines of hard-wrapped text that may end a paragraph."""

import random
import textwrap

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.text.layouts import survey
from reader.text.line_ends import settled
from reader.text.paragraphs import Paragraphs, paragraphs

WORDS = ("harbour", "pier", "ferry", "lamp", "tide", "keeper", "storm", "letter", "winter", "rope", "island", "gull")


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(6, 18))).capitalize() + "."


def told(chance: random.Random, count: int, sentences: int) -> list[str]:
    """Paragraphs of about as many sentences."""
    return [
        " ".join(sentence(chance) for _ in range(max(1, sentences + chance.choice((-1, 0, 0, 1)))))
        for _ in range(count)
    ]


def wrapped(lines: list[str], width: int) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, width)) for line in lines) + "\n"


def words_before(text: str, spans: Paragraphs) -> set[int]:
    """How many words stand before each paragraph, which no wrapping changes."""
    return {len(text[:start].split()) for start in spans.starts.tolist()}


def test_long_paragraphs_are_put_together_again() -> None:
    chance = random.Random(5)
    wrong = settled_wrong = 0
    for width in (60, 72, 80):
        lines = told(chance, 60, 6)
        text = wrapped(lines, width)
        wanted = words_before("\n".join(lines), paragraphs("\n".join(lines)))
        spans = paragraphs(text)
        after = settled(text, spans, np.zeros(len(spans), bool))
        wrong += len(words_before(text, spans) ^ wanted)
        settled_wrong += len(words_before(text, after) ^ wanted)
    assert settled_wrong < wrong / 2


def test_what_is_kept_apart_stays_apart() -> None:
    text = wrapped(told(random.Random(6), 60, 6), 72)
    spans = paragraphs(text)
    assert spans.doubtful.any()
    assert settled(text, spans, np.ones(len(spans), bool)) is spans


def test_a_few_paragraphs_say_nothing_of_the_others() -> None:
    text = wrapped(told(random.Random(7), 4, 6), 72)
    spans = paragraphs(text)
    assert settled(text, spans, np.zeros(len(spans), bool)) is spans


@given(st.integers(0, 10_000), st.integers(1, 8), st.integers(40, 90))
def test_only_lines_in_doubt_are_joined(seed: int, sentences: int, width: int) -> None:
    text = wrapped(told(random.Random(seed), 12, sentences), width)
    spans = paragraphs(text)
    after = settled(text, spans, np.zeros(len(spans), bool))
    gone = set(spans.starts.tolist()) - set(after.starts.tolist())
    assert set(after.starts.tolist()) <= set(spans.starts.tolist())
    assert gone <= set(spans.starts[spans.doubtful].tolist())
    assert after.ends[-1] == spans.ends[-1]
    assert after.lines.sum() == spans.lines.sum()
    assert (after.starts[1:] > after.ends[:-1]).all()


def test_many_full_lines_in_a_row_end() -> None:
    line = "The keeper wrote of the lamp, the storm and the gulls. The ferry sank."
    text = wrapped(told(random.Random(8), 30, 4), 72) + (line + "\n") * 3000
    spans = paragraphs(text)
    assert len(settled(text, spans, np.zeros(len(spans), bool))) <= len(spans)


def test_a_page_is_read_again_once_its_paragraphs_are_settled() -> None:
    text = wrapped(told(random.Random(9), 60, 6), 72)
    layout = survey(text)
    assert layout.evidence
    assert len(layout.page.paragraphs) < len(paragraphs(text))
    assert len(layout.evidence.logits) == len(layout.page.prose)
