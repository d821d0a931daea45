"""Where something stands: the numbers that all floors speak of."""

from typing import NamedTuple

Span = tuple[int, int]
"""Half-open `[start, end)` character offsets, into the clean text of a document unless a name says otherwise."""

Place = tuple[int, int]
"""(document, article): their numbers in the open library."""


class FileLines(NamedTuple):
    """Where the lines of a text stand in its file; all are counted from 1."""

    record: int
    """The line on which the record begins that holds the text."""
    text: int
    """The line on which the text begins; 0 where it stands on none as it is: what was taken out of a web page, a book
    or packed mail."""
    step: int = 1
    """Lines of the file for each line of the text: 0 where these are written otherwise, as in JSON."""
    record_end: int = 0
    """The line on which the record ends; 0 of what is no record."""

    def of(self, line: int) -> int:
        """The line of the file on which a line of the text stands; 0 if that is not known."""
        return self.text + self.step * (line - 1) if self.text else 0

    def line_at(self, line: int) -> int:
        """The line of the text that stands on a line of the file, the first where that is above it; 1 if not known."""
        return max(1, 1 + self.step * (line - self.text)) if self.text else 1


WHOLE_FILE = FileLines(1, 1)
"""Of a text that is all of its file."""

NO_LINES = FileLines(0, 0)
"""Of a text whose lines are no lines of its file."""
