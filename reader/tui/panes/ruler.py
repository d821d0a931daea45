"""The ruler at the right of the page: signs beside the scrollbar for what stands where in the article."""

from collections.abc import Iterator, Sequence

from reader.positions import Span
from reader.tui.made import Made
from reader.tui.page_content import PageContent

REPEAT_SIGN, HIT_SIGN, HIGHLIGHT_SIGN = "╺", "•", "▌"
"""Beside the signs of marks and notes."""


def ruler_signs(content: PageContent, hits: Sequence[Span], made: Made) -> Iterator[tuple[int, str, str]]:
    """(offset, sign, style) of all that stands on the page, what matters most last."""
    for of_others, name in ((False, "page--within"), (True, "page--across")):
        for passage in content.passages:
            if bool(passage.other_documents) is of_others:
                yield passage.start, REPEAT_SIGN, name
    yield from ((start, HIT_SIGN, "page--bar-hit") for start, _ in hits)
    made_here = [(start, HIGHLIGHT_SIGN, "page--bar-highlight") for start, _ in made.highlights]
    made_here += [(offset, sign, "page--cursor") for offset, sign in made.signs]
    yield from (sign for sign in made_here if content.start <= sign[0] < content.end)
