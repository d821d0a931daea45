"""Sequences whose length is known before what is in them is read."""

from array import array
from collections.abc import Callable, Sequence
from typing import overload

from reader.library.entries import ArticleEntry


class Lazy(Sequence[ArticleEntry]):
    """The articles of a document, read when they are looked at."""

    def __init__(self, count: int, read: Callable[[int], ArticleEntry]) -> None:
        self._count = count
        self._read = read

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> ArticleEntry: ...
    @overload
    def __getitem__(self, at: slice) -> list[ArticleEntry]: ...
    def __getitem__(self, at: int | slice) -> ArticleEntry | list[ArticleEntry]:
        if isinstance(at, slice):
            return [self._read(number) for number in range(*at.indices(self._count))]
        at = at + self._count if at < 0 else at
        if not 0 <= at < self._count:
            raise IndexError(at)
        return self._read(at)


class Numbers(Sequence[int]):
    """Ascending numbers of articles, whose count is known before they are."""

    def __init__(self, count: int, read: Callable[[], "array[int]"]) -> None:
        self._count = count
        self._read = read
        self._numbers: array[int] | None = None

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> "array[int]": ...
    def __getitem__(self, at: int | slice) -> "int | array[int]":
        if self._numbers is None:
            self._numbers = self._read()
            if len(self._numbers) != self._count:  # the index is damaged: any numbers will do
                self._numbers = array("q", range(self._count))
        return self._numbers[at]
