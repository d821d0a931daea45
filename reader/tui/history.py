"""What was looked for before, in this session and in those before, to be had again in the prompts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.tui.keeping import Keeping

KEPT_QUERIES = 200
"""Older ones are no longer offered."""


class History:
    """The queries of one kind of prompt, the last first."""

    def __init__(self, scope: str = "", keeping: Keeping | None = None) -> None:
        """With a `scope`, queries are kept in the user data under that name."""
        self._queries: list[str] = []
        self._scope = scope
        self._keeping = keeping
        self._loaded = keeping is None

    def __len__(self) -> int:
        return len(self._queries)

    def __getitem__(self, at: int) -> str:
        return self._queries[at]

    def load(self) -> None:
        """Take in the queries of sessions before, if that was not done yet."""
        if self._keeping is not None and not self._loaded:
            self._loaded = True
            self._keeping.do(lambda kept: kept.data.memory.searches(self._scope), self._extend)

    def _extend(self, older: Iterable[str]) -> None:
        self._queries = list(dict.fromkeys((*self._queries, *older)))[:KEPT_QUERIES]

    def add(self, query: str) -> None:
        """A query was accepted."""
        if query.strip():
            self._queries = list(dict.fromkeys((query, *self._queries)))[:KEPT_QUERIES]
            if self._keeping is not None:
                self._keeping.do(lambda kept: kept.data.memory.add_search(self._scope, query))
