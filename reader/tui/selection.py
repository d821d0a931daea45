"""Selecting text on the page: by words, by paragraphs, or with the mouse."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.positions import Span
from reader.text.flow import Flow

_WORD = re.compile(r"\S+")


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
        while low > self.start and not self.text[low - 1].isspace():
            low -= 1
        while high < self.end and not self.text[high].isspace():
            high += 1
        return low, high

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
            space = re.compile(r"\s").search(self.text, self.head, self.end)
            word = _WORD.search(self.text, space.start(), self.end) if space else None
            return self.to(word.start()) if word else self
        at = self.head
        while at > self.start and self.text[at - 1].isspace():
            at -= 1
        if at == self.head:
            while at > self.start and not self.text[at - 1].isspace():
                at -= 1
            if at == self.head or at == self.start:
                return self.to(at)
            while at > self.start and self.text[at - 1].isspace():
                at -= 1
        while at > self.start and not self.text[at - 1].isspace():
            at -= 1
        return self.to(at)
