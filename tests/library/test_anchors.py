"""Positions that survive edits: found where they belong, or lost, never somewhere else."""

import random
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.userdata.anchors import MAX_QUOTE, Anchor, anchor, find_again
from tests.samples import LANGUAGES

SYLLABLES = ["ba", "ke", "lo", "mi", "nu", "ra", "sti", "vor", "zen", "qua", "tha", "pre", "dis", "con", "ly", "ment"]


def story(rng: random.Random, sentences: int = 12) -> str:
    """Sentences of made-up words, a paragraph a line."""
    lines = []
    for _ in range(sentences):
        words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(rng.randint(4, 16))]
        lines.append(" ".join(words).capitalize() + ".")
    return "\n".join(lines) + "\n"


@dataclass
class Edited:
    """A text that is edited while two offsets in it are followed."""

    text: str
    start: int
    end: int

    def replace(self, low: int, high: int, new: str) -> None:
        """An edit before, behind or inside the span."""
        shift = len(new) - (high - low)
        self.text = self.text[:low] + new + self.text[high:]
        if high <= self.start and not (low == high == self.start):
            self.start += shift
            self.end += shift
        elif low < self.end:
            self.end += shift


def test_a_span_in_an_unchanged_text() -> None:
    for text in LANGUAGES.values():
        for start, end in ((0, 0), (3, 9), (0, len(text)), (len(text), len(text)), (len(text) // 2, len(text) // 2)):
            assert find_again(anchor(text, start, end), text) == (start, end)


def test_offsets_beyond_the_text_are_cut() -> None:
    kept = anchor("short", -3, 99)
    assert (kept.start, kept.end) == (0, 5)
    assert find_again(kept, "short") == (0, 5)


HEADED = (
    "{}\n\nThe tower above the harbour will be raised again in grey granite.\n\n{}\n\n"
    "The road to it will be closed for two weeks, as was said on Monday.\n\n{}"
)


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("changed", ["Overview", "Works", "A word about it", "Über"])
def test_a_heading_of_one_word_is_kept_when_the_word_is_exchanged(at: int, changed: str) -> None:
    words = ["Summary", "Introduction", "Closing"]
    text = HEADED.format(*words)
    start = text.index(words[at])
    kept = anchor(text, start, start + len(words[at]))
    words[at] = changed
    edited = f"{HEADED.format(*words)}"
    found = find_again(kept, edited)
    assert found is not None and edited[slice(*found)] == changed
    words[at] = ""
    assert find_again(kept, HEADED.format(*words)) is None


@pytest.mark.parametrize("text", ["", "a", "a" * 5000, "\n" * 300, "\ud800 lone \udfff" * 40, "ab" * 3000])
def test_odd_texts(text: str) -> None:
    for start, end in ((0, 0), (0, len(text)), (len(text) // 2, len(text) // 2 + 1)):
        kept = anchor(text, start, end)
        assert Anchor.from_json(kept.to_json()) == kept
        found = find_again(kept, text)
        assert found is None or found == (kept.start, kept.end)


@given(st.integers(0, 10_000), st.data())
@settings(max_examples=150, deadline=None)
def test_edits_around_a_span_move_it(seed: int, data: st.DataObject) -> None:
    rng = random.Random(seed)
    text = story(rng, 20)
    start = rng.randrange(len(text) - 100)
    length = data.draw(st.sampled_from([0, 0, 5, 30, 300, 900]))
    edited = Edited(text, start, min(len(text), start + length))
    kept = anchor(text, edited.start, edited.end)
    for _ in range(data.draw(st.integers(1, 6))):
        new = data.draw(st.sampled_from(["", "x", "Something new. ", story(rng, 3)]))
        if rng.random() < 0.5 and edited.start > 60:
            low = rng.randrange(edited.start - 50)
            edited.replace(low, min(low + rng.choice([0, 1, 40]), edited.start - 45), new)
        elif edited.end + 60 < len(edited.text):
            low = rng.randrange(edited.end + 50, len(edited.text))
            edited.replace(low, min(len(edited.text), low + rng.choice([0, 1, 40])), new)
    assert find_again(kept, edited.text) == (edited.start, edited.end)


@given(st.integers(0, 10_000), st.data())
@settings(max_examples=200, deadline=None)
def test_edits_inside_and_close_by_keep_it_or_lose_it(seed: int, data: st.DataObject) -> None:
    rng = random.Random(seed)
    text = story(rng, 20)
    length = data.draw(st.sampled_from([0, 40, 120, 350, 700]))
    start = rng.randrange(100, len(text) - length - 100)
    edited = Edited(text, start, start + length)
    kept = anchor(text, edited.start, edited.end)
    changed = 0
    for _ in range(data.draw(st.integers(1, 4))):
        low = rng.randrange(max(0, edited.start - 60), min(len(edited.text), edited.end + 60))
        high = min(len(edited.text), low + rng.choice([0, 1, 4, 12]))
        if low < edited.start < high or low < edited.end < high:
            continue  # what an edit across an edge makes of the edge is a matter of taste
        new = rng.choice(["", "x", "word ", "another word"])
        changed += max(len(new), high - low)
        edited.replace(low, high, new)
    found = find_again(kept, edited.text)
    if found is not None:
        off = 2 * changed  # an edit beside an edge may be taken for one on its other side
        assert abs(found[0] - edited.start) <= off
        assert abs(found[1] - edited.end) <= off


def test_small_edits_inside_a_quote_are_survived() -> None:
    found = 0
    for seed in range(60):
        rng = random.Random(seed)
        text = story(rng, 20)
        start = rng.randrange(100, len(text) - 250)
        edited = Edited(text, start, start + 120)
        kept = anchor(text, start, start + 120)
        at = start + rng.randrange(20, 100)
        edited.replace(at, at + 6, "changed ")
        edited.replace(0, 0, story(rng, 4))
        found += find_again(kept, edited.text) == (edited.start, edited.end)
    assert found >= 58


@given(st.integers(0, 10_000), st.data())
@settings(max_examples=150, deadline=None)
def test_of_a_story_told_twice_the_right_one_is_found(seed: int, data: st.DataObject) -> None:
    """Copies, with a word or two changed, stand in the text; edits elsewhere must not lead to another copy."""
    rng = random.Random(seed)
    told = story(rng, 8)
    copies = [told]
    for _ in range(data.draw(st.integers(1, 3))):
        words = told.split(" ")
        for _ in range(data.draw(st.integers(0, 3))):
            words[rng.randrange(len(words))] = rng.choice(SYLLABLES)
        copies.append(" ".join(words))
    chosen = rng.randrange(len(copies))
    text = "".join(copies)
    begin = sum(len(copy) for copy in copies[:chosen])
    start = begin + rng.randrange(100, len(copies[chosen]) - 160)
    edited = Edited(text, start, start + data.draw(st.sampled_from([0, 20, 60])))
    kept = anchor(text, edited.start, edited.end)
    assert find_again(kept, text) == (edited.start, edited.end)
    new = data.draw(st.sampled_from(["", "new words here ", story(rng, 3)]))
    if data.draw(st.booleans()):
        edited.replace(0, data.draw(st.integers(0, 20)), new)
    else:
        edited.replace(len(edited.text) - data.draw(st.integers(0, 20)), len(edited.text), new)
    assert find_again(kept, edited.text) in (None, (edited.start, edited.end))


@given(st.integers(0, 10_000), st.integers(0, 3), st.sampled_from([0, 40, 300, 800]))
@settings(max_examples=100, deadline=None)
def test_what_was_deleted_is_lost_though_it_is_told_again(seed: int, changes: int, length: int) -> None:
    rng = random.Random(seed)
    told = story(rng, 16)
    words = told.split(" ")
    for _ in range(changes):
        words[rng.randrange(len(words))] = rng.choice(SYLLABLES)
    between, again = story(rng, 6), " ".join(words)
    start = rng.randrange(60, 150)
    kept = anchor(told + between + again, start, start + length)
    found = find_again(kept, between + again)
    # Nothing tells two copies apart whose surroundings are equal as far as they are kept: that one was deleted shows
    # in how many there are.
    assert found is None


def test_what_was_deleted_is_lost() -> None:
    rng = random.Random(5)
    first, second = story(rng, 10), story(rng, 10)
    kept = anchor(first + second, 50, 120)
    assert find_again(kept, second) is None
    assert find_again(kept, "") is None


def test_a_passage_that_was_moved_is_found() -> None:
    rng = random.Random(6)
    first, passage, second = story(rng, 10), story(rng, 3), story(rng, 10)
    kept = anchor(first + passage + second, len(first), len(first) + len(passage) - 1)
    moved = second + first + passage
    start = moved.index(passage)
    assert find_again(kept, moved) == (start, start + len(passage) - 1)


def test_a_mark_between_what_was_kept_and_what_is_new_stays_before_what_follows() -> None:
    rng = random.Random(7)
    first, second = story(rng, 5), story(rng, 5)
    kept = anchor(first + second, len(first), len(first))
    new = "An insertion at the very place of the mark.\n"
    assert find_again(kept, first + new + second) == (len(first) + len(new),) * 2


def test_a_point_is_lost_with_the_line_that_it_was_before() -> None:
    rng = random.Random(9)
    lines = [story(rng, 2).replace("\n", " ").strip() + "\n" for _ in range(6)]
    for short in (False, True):
        lines[2] = "A short line.\n" if short else lines[2]
        text, start = "".join(lines), len("".join(lines[:2]))
        kept, without = anchor(text, start, start), "".join(lines[:2] + lines[3:])
        assert find_again(kept, without) is None
        assert find_again(kept, without, near=True) == (start, start)
        changed = "New.\n" + text.replace(lines[2], lines[2].replace(" ", " very ", 1))
        assert find_again(kept, changed) == (start + 5, start + 5)
    end = len(text)
    assert find_again(anchor(text, end, end), text[20:]) == (end - 20, end - 20)


def test_a_long_span_is_bounded_and_found_by_its_ends() -> None:
    rng = random.Random(8)
    text = story(rng, 200)
    kept = anchor(text, 1000, 9000)
    assert len(kept.to_json()) < 8 * MAX_QUOTE
    edited = "New. " + text[:4000] + "In the middle. " + text[4500:]
    assert find_again(kept, edited) == (1005, 9000 + 5 + 15 - 500)


@pytest.mark.parametrize("data", ["", "null", "[]", "{}", '{"start":1,"end":2,"first":3,"last":null}', "[" * 100_000])
def test_what_is_no_anchor_is_refused(data: str) -> None:
    with pytest.raises(ValueError):
        Anchor.from_json(data)
