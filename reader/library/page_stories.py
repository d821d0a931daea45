"""Where the stories of a web page begin in its text, as the page marks them: as articles, by headings or by rules."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from statistics import median

from reader.library.blocks import Block
from reader.text.marks import FEWEST, MOST_HEAD_LINES, SUBSTANTIAL
from reader.text.metadata import Story

FEWEST_UNSURE = 3
"""Parts under lower headings or between rules that may be stories: many a story has a line above and one sub-head."""

LONGEST_ABOVE = 80
"""Characters of a line that may stand above a headline: the desk, the day; what is longer belongs to the story."""

MOST_BELOW = 3
"""Lines between a headline and the first one of prose: whose story it is, where and when."""


def stories_in(text: str, blocks: Sequence[Block], title: str, *, is_code: bool) -> tuple[Story, ...]:
    """The stories of a page with a `title`, none if it does not mark several. `is_code`: it shows code."""
    page = _Lines(text)
    found = tuple(page.in_articles(blocks))
    if len(found) >= FEWEST or is_code:
        return found if len(found) >= FEWEST else ()
    return page.under_headings(blocks, title) or page.between_rules(blocks)


def said(lines: Iterable[str]) -> list[str]:
    """Lines without the signs that stand for a list or a table."""
    return [" ".join(line.strip("-| ").split()) for line in lines]


class _Lines:
    """The lines of a text, in which blocks of the page are found again."""

    def __init__(self, text: str) -> None:
        self._size = len(text)
        lines = text.split("\n")
        self._said = said(lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._places = defaultdict(list)
        for place, line in enumerate(self._said):
            self._places[line].append(place)

    def in_articles(self, blocks: Iterable[Block]) -> Iterator[Story]:
        """The articles that have a headline."""
        reached = 0
        for article, inside in groupby(blocks, key=lambda block: block.article):
            above: set[str] = set()
            for block in inside if article else ():
                line = " ".join(block.text.split())
                if block.heading:
                    if (place := self._place(line, reached)) is not None:
                        top = place
                        while top > reached and self._said[top - 1] in above:
                            top -= 1
                        reached = place + 1
                        yield Story(self._starts[top], line)
                    break
                if len(line) > LONGEST_ABOVE:
                    break  # a heading below it is that of a part
                above.add(line)

    def under_headings(self, blocks: Iterable[Block], title: str) -> tuple[Story, ...]:
        """What stands under the highest headings that come several times, from the top on, above prose. Only those of
        the first level are sure, for a story has others as well, and none if the page is called as the first of them:
        then the others are sections."""
        from reader.text.headings import are_parts  # late: this imports numpy

        placed = [*self._headings(blocks)]
        tops = {place for place, _ in placed}
        for level in sorted({level for _, level in placed}):
            places = [place for place, own in placed if own == level and self._heads_prose(place, tops)]
            if not places:
                continue
            called = [self._said[place] for place in places]
            is_named = level == 1 and called[0].casefold() in title.casefold()
            if (
                len(places) < (FEWEST if level == 1 else FEWEST_UNSURE)
                or is_named
                or are_parts(called)
                or not self._is_top(places[0])
            ):
                return ()
            return self._divided([0, *places[1:]], called, is_sure=level == 1)
        return ()

    def between_rules(self, blocks: Iterable[Block]) -> tuple[Story, ...]:
        """What stands between rules across the page."""
        places = [0]
        is_below = False
        for block in blocks:
            is_below |= block.is_below_rule
            if is_below and (place := self._place(" ".join(block.text.split()), places[-1])) is not None:
                is_below = False
                if place > places[-1]:
                    places.append(place)
        return self._divided(places, [""] * len(places), is_sure=False) if len(places) >= FEWEST_UNSURE else ()

    def _headings(self, blocks: Iterable[Block]) -> Iterator[tuple[int, int]]:
        """The lines that are headings, with their levels."""
        reached = 0
        for block in blocks:
            if block.heading and (place := self._place(" ".join(block.text.split()), reached)) is not None:
                reached = place + 1
                yield place, block.heading

    def _place(self, line: str, reached: int) -> int | None:
        """The next line that says this."""
        alike = self._places.get(line, [])
        at = bisect_left(alike, reached)
        return alike[at] if at < len(alike) else None

    def _heads_prose(self, place: int, headings: set[int]) -> bool:
        """Whether what is told below a heading begins before the next one."""
        for below in range(place + 1, min(place + 2 + MOST_BELOW, len(self._said))):
            if below in headings:
                return False
            if len(self._said[below]) > LONGEST_ABOVE:
                return True
        return False

    def _is_top(self, place: int) -> bool:
        """Whether nothing is told above a line."""
        return place <= MOST_HEAD_LINES and all(len(line) <= LONGEST_ABOVE for line in self._said[:place])

    def _divided(self, places: Sequence[int], titles: Sequence[str], *, is_sure: bool) -> tuple[Story, ...]:
        """The stories that begin at some lines, none if what lies between is too short for stories."""
        starts = [self._starts[place] for place in places]
        if median(end - start for start, end in pairwise([*starts, self._size])) < SUBSTANTIAL:
            return ()
        return tuple(Story(start, title, is_sure=is_sure) for start, title in zip(starts, titles, strict=True))
