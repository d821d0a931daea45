"""The rows of folders among those of documents: which folders are listed, and what those that are folded hide."""

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from reader.tui.folders import Folders


@dataclass(slots=True)
class FolderRows:
    """A row for each folder, above its first document, but for those in a folder that is folded."""

    folders: Folders = field(default_factory=Folders)
    folded: set[str] = field(default_factory=set)
    """Paths of folders in which nothing is listed."""
    _listed: "array[int]" = field(default_factory=lambda: array("q"))
    """Folders that have a row now, ascending."""
    _starts: "array[int]" = field(default_factory=lambda: array("q"))
    """The first document of each."""

    def __len__(self) -> int:
        return len(self._listed)

    def clear(self) -> None:
        """List none."""
        self._listed, self._starts = array("q"), array("q")

    def put_into(self, heights: "array[int]") -> None:
        """List them: `heights`, the rows of each document, count those above it then, and none in a folded folder."""
        self.clear()
        hidden = 0
        for folder in self.folders.with_rows():
            start, end = self.folders.span(folder)
            if start < hidden:
                continue
            self._listed.append(folder)
            self._starts.append(start)
            if self.is_folded(folder):
                hidden = end
                heights[start:end] = array("q", bytes(8 * (end - start)))
        for start in self._starts:
            heights[start] += 1

    def is_folded(self, folder: int) -> bool:
        """Whether nothing is listed in a folder."""
        return self.folders.paths[folder] in self.folded

    def fold(self, folder: int) -> None:
        """List nothing in a folder, from the next `put_into` on."""
        self.folded.add(self.folders.paths[folder])

    def unfold(self, folder: int) -> None:
        """The opposite."""
        self.folded.discard(self.folders.paths[folder])

    def above(self, document: int) -> "array[int]":
        """Folders that have their rows above a document, from the first row on."""
        return self._listed[bisect_left(self._starts, document) : bisect_right(self._starts, document)]

    def hiding(self, document: int) -> int | None:
        """The folded folder that has a row, and in which a document is; None if the document is listed."""
        at = bisect_right(self._starts, document) - 1
        if at < 0 or document >= self.folders.span(self._listed[at])[1] or not self.is_folded(self._listed[at]):
            return None
        return self._listed[at]

    def innermost(self, document: int) -> int | None:
        """The folder in which a document is; None if it is in none, or none are listed."""
        return next(self.folders.around(document), None) if self._listed else None

    def standing_for(self, folder: int) -> int | None:
        """A folder, or the folded one in which it is."""
        at = bisect_right(self._listed, folder) - 1
        return self._listed[at] if at >= 0 else None

    def reveal(self, document: int) -> bool:
        """Unfold all folders in which a document is; whether one was folded."""
        if self.hiding(document) is None:
            return False
        self.folded.difference_update(self.folders.paths[folder] for folder in self.folders.around(document))
        return True
