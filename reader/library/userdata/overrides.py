"""Boundaries between articles and titles that the user put right, applied again whenever the articles are found."""

import time
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.library.userdata.anchors import anchor
from reader.library.userdata.database import Database, storable
from reader.library.userdata.records import Change, Override

if TYPE_CHECKING:
    from reader.text.articles import Article  # brings numpy, which marks and notes do without


class Overrides:
    """What the user put right. Documents go by their numbers; `text` is the present text of the document."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def merge(self, document: int, text: str, start: int) -> None:
        """The article that starts at `start` continues the one before."""
        self._set(Change.MERGE, document, text, start, "")

    def split(self, document: int, text: str, start: int, title: str = "") -> None:
        """An article starts at `start`."""
        self._set(Change.SPLIT, document, text, start, title)

    def rename(self, document: int, text: str, start: int, title: str) -> None:
        """The article that starts at `start` is called `title`."""
        self._set(Change.RENAME, document, text, start, title)

    def remove(self, number: int) -> None:
        """Let the article be as it was found."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM overrides WHERE id = ?", (number,))

    def of(self, document: int) -> tuple[Override, ...]:
        """What was put right in a document, in its order."""
        select = "SELECT id, document, kind, start, lost, title FROM overrides WHERE document = ? ORDER BY start, id"
        with self._database.reading() as connection:
            rows = connection.execute(select, (document,)).fetchall()
        return tuple(
            Override(number, document, Change(kind), start, bool(lost), title)
            for number, document, kind, start, lost, title in rows
        )

    def _set(self, change: Change, document: int, text: str, start: int, title: str) -> None:
        kept = anchor(text, start, start)
        title = storable(title)
        undone = {
            Change.MERGE: ("merge", "split"),
            Change.SPLIT: ("merge", "split"),
            Change.RENAME: ("rename", "rename"),
        }
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM overrides WHERE document = ? AND start = ? AND kind IN (?, ?)",
                (document, kept.start, *undone[change]),
            )
            connection.execute(
                'INSERT INTO overrides (document, kind, title, start, "end", anchor, made)'
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (document, change.value, title, kept.start, kept.end, kept.to_json(), int(time.time())),
            )


def overruled(articles: Sequence["Article"], overrides: Iterable[Override]) -> tuple["Article", ...]:
    """The articles of a document as the user wants them; they cover the same text, each character once.

    What is lost or no longer applies, as a merge where no article starts, changes nothing.
    """
    result = list(articles)
    order = (Change.SPLIT, Change.MERGE, Change.RENAME)
    for override in sorted(overrides, key=lambda override: (order.index(override.change), override.start)):
        at = bisect_right(result, override.start, key=lambda article: article.start) - 1
        if override.lost or at < 0 or override.start >= result[at].end:
            continue
        article = result[at]
        starts_here = article.start == override.start
        if override.change is Change.SPLIT and not starts_here:
            rest = replace(article, start=override.start, title=override.title or article.title)
            result[at : at + 1] = [replace(article, end=override.start), rest]
        elif override.change is Change.MERGE and starts_here and at:
            result[at - 1 : at + 1] = [replace(result[at - 1], end=article.end)]
        elif override.change is Change.RENAME and starts_here and override.title:
            result[at] = replace(article, title=override.title)
    return tuple(result)
