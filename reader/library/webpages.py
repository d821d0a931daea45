"""The text of a web page: its article without menus and advertisements, or all of it where no article is found."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

from reader.text.titles import SHORTEST_HEADLINE

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr li main nav ol p pre section table td th tr ul",
    )
)
"""Elements that a browser puts on lines of their own."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_UNSEEN = frozenset(("noscript", "script", "style", "svg", "template", "title"))
_SPACES = re.compile(r"[ \t\r\f\v\n]+")

MOST_ALIKE = 100
"""Lines beginning with the same word among which the one that follows a heading is sought; a page of thousands would
take minutes."""

LARGEST_FOR_EXTRACTION = 4 << 20
"""Characters up to which an article is looked for: it takes seconds a megabyte, and articles are in small pages."""


def main_text(page: str) -> tuple[str, str]:
    """The main text of an HTML page and its title, "" if it has none."""
    title = _title(page)
    if len(page) <= LARGEST_FOR_EXTRACTION:
        text = _article(page)
        if text:
            text = _with_headings(text, page)
            return text, _without_site(title, text)
    return plain_text(page), title


def _article(page: str) -> str:
    import logging

    from trafilatura import extract  # late: half a second

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # the screen is drawn where warnings would go
    try:
        return extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""
    except Exception:
        # Whatever a page does to the extractor, all of its text is still shown.
        return ""


def _with_headings(text: str, page: str) -> str:
    """The text of an article with the headings that the extractor lost, each before what follows it on the page.

    Of pages that mark no part as their article it gathers paragraphs, lists and tables, but no headings.
    """
    lines = text.split("\n")
    said = [" ".join(line.strip("-| ").split()) for line in lines]
    places = defaultdict(list)
    for place, line in enumerate(said):
        places[line.partition(" ")[0]].append(place)
    kept = frozenset(said)
    lost: list[str] = []
    reached = 0
    found: dict[int, list[str]] = {}
    for line, is_heading in _page_lines(page):
        block = " ".join(line.split())
        if is_heading and block not in kept:
            lost.append(block)
        elif lost:
            alike = places[block.partition(" ")[0]]
            first = bisect_left(alike, reached)
            for place in alike[first : first + MOST_ALIKE]:
                if block.startswith(said[place]) or said[place].startswith(block):
                    above = " ".join(said[reached:place])  # a heading in pieces is none that was lost
                    found[place] = [heading for heading in lost if not above.endswith(heading)]
                    reached = place + 1
                    break
            lost = []
    return "\n".join(each for place, line in enumerate(lines) for each in (*found.get(place, ()), line))


def plain_text(page: str) -> str:
    """All text of a page that a browser would show, one block a line."""
    return "\n".join(line for line, _ in _page_lines(page))


def _page_lines(page: str) -> Iterator[tuple[str, bool]]:
    """The blocks of text that a browser would show, and whether each is a heading."""
    from lxml import etree  # late: 70 ms

    parser = etree.HTMLParser(encoding="utf-8", recover=True, huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing in it that looks like a page
        return
    pieces: list[str] = []
    unseen = 0
    headings = 0
    for event, element in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        is_block, is_unseen = element.tag in _BLOCKS, element.tag in _UNSEEN
        if is_block:
            if line := "".join(pieces).strip():
                yield line, headings > 0
            pieces = []
        if element.tag in _HEADINGS:
            headings += 1 if event == "start" else -1
        if event == "start":
            unseen += is_unseen
            text = element.text
        else:
            unseen -= is_unseen
            text = element.tail
        if text and not unseen:
            pieces.append(_SPACES.sub(" ", text))
    if line := "".join(pieces).strip():
        yield line, False


def _without_site(title: str, text: str) -> str:
    """A title without the name of the site that most pages add, where the text begins with the headline itself."""
    headline = text.partition("\n")[0].strip()
    return headline if len(headline) >= SHORTEST_HEADLINE and headline in title else title


def _title(page: str) -> str:
    match = re.search(r"<title[^>]*>([^<]{1,1000})", page[:100_000], re.IGNORECASE)
    if not match:
        return ""
    return _SPACES.sub(" ", unescape(match.group(1))).strip()
