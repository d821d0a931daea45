"""The text of a web page: its article without menus and advertisements, or all of it where no article is found."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr li main nav ol p pre section table td th title tr ul",
    )
)
"""Elements that a browser puts on lines of their own."""

_UNSEEN = frozenset(("head", "noscript", "script", "style", "svg", "template"))
_SPACES = re.compile(r"[ \t\r\f\v\n]+")

LARGEST_FOR_EXTRACTION = 4 << 20
"""Characters up to which an article is looked for: it takes seconds a megabyte, and articles are in small pages."""


def main_text(page: str) -> tuple[str, str]:
    """The main text of an HTML page and its title, "" if it has none."""
    title = _title(page)
    if len(page) <= LARGEST_FOR_EXTRACTION:
        text = _article(page)
        if text:
            return text, title
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


def plain_text(page: str) -> str:
    """All text of a page that a browser would show, one block a line."""
    parser = _Text()
    parser.feed(page)
    parser.close()
    return parser.text()


def _title(page: str) -> str:
    match = re.search(r"<title[^>]*>([^<]{1,1000})", page[:100_000], re.IGNORECASE)
    if not match:
        return ""
    from html import unescape

    return _SPACES.sub(" ", unescape(match.group(1))).strip()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self._pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self._pieces.append("\n")
        if tag == "body":
            self._unseen = 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._pieces.append(_SPACES.sub(" ", data))

    def text(self) -> str:
        lines = (line.strip() for line in "".join(self._pieces).split("\n"))
        return "\n".join(line for line in lines if line)
