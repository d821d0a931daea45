"""What was looked for before, to be had again in the prompts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

KEPT_QUERIES = 200
"""Older ones are no longer offered."""


class History:
    """The queries of one kind of prompt, the last first."""

    def __init__(self, added: Callable[[str], None] | None = None) -> None:
        """`added` is told of each query that was accepted, to keep it for the next session."""
        self._queries: list[str] = []
        self._added = added

    def __len__(self) -> int:
        return len(self._queries)

    def __getitem__(self, at: int) -> str:
        return self._queries[at]

    def extend(self, older: Iterable[str]) -> None:
        """Take in queries of sessions before, the last first."""
        self._queries = list(dict.fromkeys((*self._queries, *older)))[:KEPT_QUERIES]

    def add(self, query: str) -> None:
        """A query was accepted."""
        if query.strip():
            self._queries = list(dict.fromkeys((query, *self._queries)))[:KEPT_QUERIES]
            if self._added:
                self._added(query)
