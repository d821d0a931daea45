"""The text of a web page: its article without menus and advertisements, or all of it where no article is found."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from html import unescape
from itertools import islice
from typing import NamedTuple

from reader.library.blocks import SPACES, Block, blocks_of, parsed
from reader.library.fields import date_in
from reader.library.page_stories import LONGEST_ABOVE, said, stories_in
from reader.text.metadata import Story
from reader.text.titles import SHORTEST_HEADLINE

_TAGS = r"(?:html|head|body|main|article|section|div|p|h[1-6]|table|tr|ul|ol|li|dl|blockquote|figure|header|footer)"
_OPENING = re.compile(rf"\ufeff?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|{_TAGS}[\s>])", re.IGNORECASE | re.DOTALL)
_CLOSING = re.compile(rf"</{_TAGS}\s*>", re.IGNORECASE)
_CLOSED = re.compile(rf"</{_TAGS}\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"<html[\s>]", re.IGNORECASE)
FEWEST_CLOSED, LONGEST_END = 3, 1000
"""Elements that markup closes, at least, and characters after the last of them, at most."""

MOST_ALIKE = 100
"""Lines beginning with the same word among which the one that follows a heading is sought; a page of thousands would
take minutes."""

LARGEST_FOR_EXTRACTION = 4 << 20
"""Characters up to which an article is looked for: it takes seconds a megabyte, and articles are in small pages."""


HEAD = 100_000
"""Characters in which the head of a page stands."""

_CODE = re.compile(r"<pre[\s>]", re.IGNORECASE)
_META = re.compile(r"<meta\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{4,40})\"")
"""When it was, in data for programs (schema.org)."""


class WebPage(NamedTuple):
    """The main text of a page, its title, the stories in it if it marks several, and, unless it certainly does, its
    day; "" for what it does not give."""

    text: str
    title: str
    stories: tuple[Story, ...]
    date: str


def is_markup(text: str, fewest: int = FEWEST_CLOSED) -> bool:
    """Whether a text that does not say so is a web page or a part of one: it opens and closes with markup, and closes
    `fewest` elements. Several pages one after the other are none: what they hold could not be told from what stands
    around it."""
    closing = islice(_CLOSING.finditer(text), fewest)
    return bool(
        _OPENING.match(text)
        and _CLOSED.search(text, max(0, len(text) - LONGEST_END))
        and sum(1 for _ in closing) >= fewest
        and sum(1 for _ in islice(_PAGE.finditer(text), 2)) < 2
    )


def main_text(page: str, *, is_part: bool = False) -> WebPage:
    """The main text of an HTML page; all text of what `is_part` of one, and may be no more than its article."""
    title = _title(page)
    blocks = list(blocks_of(page))
    text = _article(page) if not is_part and len(page) <= LARGEST_FOR_EXTRACTION else ""
    if text:
        text = _with_headings(text, blocks)
        title = _without_site(title, text)
    else:
        text = _lines(blocks)
    stories = stories_in(text, blocks, title, is_code=bool(_CODE.search(page)))
    if not stories or not stories[0].is_sure:
        return WebPage(text, title, stories, _date(page))
    above = text[: stories[0].start].split("\n")
    is_of_all = all(len(line) <= LONGEST_ABOVE for line in above)  # then it names no story
    return WebPage(text, "" if is_of_all else title, stories, "")


def _article(page: str) -> str:
    import logging

    if not parsed(page, is_huge=False).is_whole:  # as the extractor would parse it
        return ""
    from trafilatura import extract  # late: half a second

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # the screen is drawn where warnings would go
    try:
        return extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""
    except Exception:
        # Whatever a page does to the extractor, all of its text is still shown.
        return ""


def _with_headings(text: str, blocks: Iterable[Block]) -> str:
    """The text of an article with the headings that the extractor lost, each before what follows it on the page.

    Of pages that mark no part as their article it gathers paragraphs, lists and tables, but no headings.
    """
    lines = text.split("\n")
    told = said(lines)
    places = defaultdict(list)
    for place, line in enumerate(told):
        places[line.partition(" ")[0]].append(place)
    kept = frozenset(told)
    lost: list[str] = []
    reached = 0
    found: dict[int, list[str]] = {}
    for line, heading, *_ in blocks:
        block = " ".join(line.split())
        if heading and block not in kept:
            lost.append(block)
        elif lost:
            alike = places[block.partition(" ")[0]]
            first = bisect_left(alike, reached)
            for place in alike[first : first + MOST_ALIKE]:
                if block.startswith(told[place]) or told[place].startswith(block):
                    above = " ".join(told[reached:place])  # a heading in pieces is none that was lost
                    found[place] = [heading for heading in lost if not above.endswith(heading)]
                    reached = place + 1
                    break
            lost = []
    return "\n".join(each for place, line in enumerate(lines) for each in (*found.get(place, ()), line))


def plain_text(page: str) -> str:
    """All text of a page that a browser would show, one block a line."""
    return _lines(blocks_of(page))


def _lines(blocks: Iterable[Block]) -> str:
    return "\n".join(block.text for block in blocks)


def _without_site(title: str, text: str) -> str:
    """A title without the name of the site that most pages add, where the text begins with the headline itself."""
    headline = text.partition("\n")[0].strip()
    return headline if len(headline) >= SHORTEST_HEADLINE and headline in title else title


def _title(page: str) -> str:
    match = re.search(r"<title[^>]*>([^<]{1,1000})", page[:HEAD], re.IGNORECASE)
    if not match:
        return ""
    return SPACES.sub(" ", unescape(match.group(1))).strip()


def _date(page: str) -> str:
    """The day on which a page was published, by what it says in its head or in data for programs."""
    told = []
    for meta in _META.finditer(page[:HEAD]):
        given = {name.lower(): "".join(value) for name, *value in _ATTRIBUTE.findall(meta[1])}
        told += [(given[key], given.get("content", "")) for key in ("property", "name", "itemprop") if key in given]
    if day := date_in(told):
        return day
    days = {date_in((("datePublished", value),)) for value in _PUBLISHED.findall(page)}
    return days.pop() if len(days) == 1 else ""  # of several pages it is none
