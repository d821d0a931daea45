"""Folders above documents: which documents stand in each, by their names alone.

Documents come in the order in which folders are walked through, so that what is in a folder is a span of them; where
that is not so, as among members of some archives, a folder comes again. Only folders are kept, not documents. What is
kept of one does not change when further documents are added, but for where it ends.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator


class Folders:
    """The folders of the documents that were added so far, numbered as one comes upon them: each before what is in it.

    A folder has a row if it holds neither everything nor just another folder; the row of that stands for both.
    """

    def __init__(self) -> None:
        self.count = 0
        """Of documents."""
        self.paths: list[str] = []
        """By number, without a slash at the end."""
        self._starts, self._ends = array("q"), array("q")
        """The documents [start, end) in each."""
        self._parents = array("q")
        """The folder in which each is, -1 if it is in none."""
        self._open: list[int] = []
        """Those that hold the last document, each in the one before it."""

    def add(self, names: Iterable[str]) -> None:
        """Take in further documents by their names, which have a slash behind each folder."""
        last = self.paths[self._open[-1]] if self._open else ""
        for document, name in enumerate(names, start=self.count):
            path = name.rpartition("/")[0]
            if path != last:
                self._go_to(path, document)
                last = path
            self.count = document + 1
        for folder in self._open:
            self._ends[folder] = self.count

    def _go_to(self, path: str, document: int) -> None:
        """Leave folders and enter others, so that a document stands in `path`."""
        while self._open and not f"{path}/".startswith(f"{self.paths[self._open[-1]]}/"):
            self._ends[self._open.pop()] = document
        entered = len(self.paths[self._open[-1]]) if self._open else -1
        while entered < len(path) and path:
            slash = path.find("/", entered + 1)
            entered = slash if slash >= 0 else len(path)
            self._parents.append(self._open[-1] if self._open else -1)
            self._open.append(len(self.paths))
            self.paths.append(path[:entered])
            self._starts.append(document)
            self._ends.append(document)

    def label(self, folder: int) -> str:
        """What is to be said of it below the row of the folder in which it is: its path from there, with a slash."""
        outer = next(self.outside(folder), None)
        path = self.paths[folder]
        return f"{path if outer is None else path[len(self.paths[outer]) + 1 :]}/"

    def span(self, folder: int) -> tuple[int, int]:
        """The documents [start, end) in it and in the folders in it."""
        return self._starts[folder], self._ends[folder]

    def has_row(self, folder: int) -> bool:
        """Whether it is listed."""
        start, end, inner = self._starts[folder], self._ends[folder], folder + 1
        if inner < len(self._starts) and self._starts[inner] == start and self._ends[inner] == end:
            return False
        return start > 0 or end < self.count

    def with_rows(self) -> Iterator[int]:
        """Those that have a row, in the order of their rows."""
        return filter(self.has_row, range(len(self.paths)))

    def around(self, document: int) -> Iterator[int]:
        """Those with a row in which a document is, from the innermost on."""
        folder = bisect_right(self._starts, document) - 1
        while folder >= 0:
            if document < self._ends[folder] and self.has_row(folder):
                yield folder
            folder = self._parents[folder]

    def outside(self, folder: int) -> Iterator[int]:
        """Those with a row in which a folder is, from the innermost on."""
        while (folder := self._parents[folder]) >= 0:
            if self.has_row(folder):
                yield folder
