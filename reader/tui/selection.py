"""Selecting text on the page: by words, by paragraphs, or with the mouse."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.positions import Span
from reader.text.edited import Edit
from reader.text.flow import Flow
from reader.text.scripts import UNSPACED_RANGES

_UNSPACED = re.compile("[" + "".join(f"{chr(low)}-{chr(high - 1)}" for low, high in UNSPACED_RANGES) + "]")
"""Of a script without spaces between words: each character is taken for one, as everywhere in the program."""


class Unit(StrEnum):
    """What a selection grows by."""

    WORDS = "words"
    LINES = "lines"
    """Paragraphs: a line of the screen says nothing by itself."""
    CHARACTERS = "characters"
    """With the mouse."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection in `[start, end)` of a text, from where it began to where it is now; either may come first."""

    flow: Flow
    start: int
    end: int
    unit: Unit
    anchor: int
    head: int

    @property
    def text(self) -> str:
        """The text that is selected from."""
        return self.flow.text

    @property
    def span(self) -> Span:
        """What is selected, whole units of it."""
        low, high = min(self.anchor, self.head), max(self.anchor, self.head)
        if self.unit is Unit.CHARACTERS:
            return low, high
        if self.unit is Unit.LINES:
            first, last = (self.flow.paragraph_at(at, self.start, self.end) for at in (low, high))
            return min(low, first[0]), max(high, last[1])
        return self._word_start(low), self._word_end(high)

    def on(self, flow: Flow, edit: Edit | None) -> Selection | None:
        """On the same words in what the text is after an edit, if there was one; None if an end of it stands there no
        more, or if that is another text."""
        low, high = sorted((self.anchor, self.head))
        span = edit.span(low, high) if edit else (low, high)
        if span is None or flow.text != (edit.after if edit else self.text):
            return None
        anchor, head = span if self.anchor <= self.head else span[::-1]
        return replace(self, flow=flow, anchor=anchor, head=head)

    def within(self, start: int, end: int) -> Selection | None:
        """What of it is in `[start, end)` of the text; None if nothing is."""
        if max(self.anchor, self.head) < start or end <= min(self.anchor, self.head):
            return None
        anchor, head = (max(start, min(at, end)) for at in (self.anchor, self.head))
        return replace(self, start=start, end=end, anchor=anchor, head=head)

    def to(self, head: int) -> Selection:
        """With its moving end at another character."""
        return replace(self, head=max(self.start, min(head, self.end)))

    def swapped(self) -> Selection:
        """With its ends swapped, so that the other one moves."""
        return replace(self, anchor=self.head, head=self.anchor)

    def by_unit(self, step: int) -> Selection:
        """With its moving end in the next or previous paragraph if it grows by paragraphs, else word."""
        return self.by_paragraph(step) if self.unit is Unit.LINES else self.by_word(step)

    def by_paragraph(self, step: int) -> Selection:
        """With its moving end at the start of the next or previous paragraph."""
        if step > 0:
            found = self.flow.next_start(self.head, self.start, self.end)
        else:
            here = self.flow.paragraph_at(self.head, self.start, self.end)[0]
            found = self.flow.previous_start(here, self.start, self.end)
        return self if found is None else self.to(found)

    def by_word(self, step: int) -> Selection:
        """With its moving end at the start of the next or previous word."""
        if step > 0:
            word = self._after_spaces(self._word_end(self.head))
            return self.to(word) if word < self.end else self
        start = self._word_start(self.head)
        while start > self.start and self.text[start - 1].isspace():
            start -= 1
        return self.to(self._word_start(start - 1) if start > self.start else start)

    def _word_start(self, at: int) -> int:
        """Where the word of a character begins; of what stands after a word, that word."""
        if at > self.start and (at >= self.end or self.text[at].isspace()) and not self.text[at - 1].isspace():
            at -= 1
        while at > self.start and not self._parts(at):
            at -= 1
        return at

    def _word_end(self, at: int) -> int:
        """Where the word of a character ends; of a space, there."""
        if at < self.end and not self.text[at].isspace():
            at += 1
            while at < self.end and not self._parts(at):
                at += 1
        return at

    def _after_spaces(self, at: int) -> int:
        while at < self.end and self.text[at].isspace():
            at += 1
        return at

    def _parts(self, at: int) -> bool:
        """Whether one word ends before a character and another begins with it."""
        before, after = self.text[at - 1], self.text[at : at + 1]
        if not after or before.isspace() or after.isspace():
            return True
        return not unicodedata.category(after).startswith("M") and any(map(_UNSPACED.match, (before, after)))
