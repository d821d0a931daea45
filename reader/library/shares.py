"""How much of an article is told again, and whether what is told again of it is worth a word."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

REAL_PART = 1 / 3
"""Share of a passage from which an article that holds a part of it tells it: the edges of passages are found by words,
and may reach some of them into the neighbour of the article that they are about."""

REAL_PART_CHARACTERS = 72
"""Characters of such a part that are enough whatever the passage has, which may be a whole document of many articles:
twelve words, the fewest of a passage, at five letters and a space each."""


def is_real_part(part: tuple[int, int], passage: tuple[int, int], article: tuple[int, int]) -> bool:
    """Whether an article tells a passage of which it holds a part; what fills the article is always enough."""
    size = part[1] - part[0]
    return part == article or size >= min(REAL_PART_CHARACTERS, REAL_PART * (passage[1] - passage[0]))


def covered(spans: list[tuple[int, int]], articles: Sequence[tuple[int, int, int]]) -> defaultdict[int, int]:
    """How many characters of each article (id, start, end) lie in any of the spans."""
    found: defaultdict[int, int] = defaultdict(int)
    reached = 0
    for start, end in sorted(_trimmed(span, articles) for span in spans):
        start = max(start, reached)
        reached = max(reached, end)
        at = max(0, bisect_right(articles, start, key=lambda article: article[1]) - 1)
        while start < end and at < len(articles):
            number, _, article_end = articles[at]
            found[number] += max(0, min(end, article_end) - start)
            start = max(start, article_end)
            at += 1
    return found


def _trimmed(passage: tuple[int, int], articles: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """A passage without what merely touches the first or the last of the articles (id, start, end) that it lies in."""
    start, end = passage
    first, last = (max(0, bisect_right(articles, at, key=lambda article: article[1]) - 1) for at in (start, end - 1))
    if first < last:
        low, high = articles[first][2], articles[last][1]
        if not is_real_part((start, low), passage, articles[first][1:]):
            start = low
        if not is_real_part((high, end), passage, articles[last][1:]):
            end = high
    return start, end
