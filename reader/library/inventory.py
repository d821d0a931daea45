"""What is not read in any library that has an index, counted by reason."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from reader.library.database import BROKEN, DamagedIndexError, from_blob, open_to_read
from reader.library.index_file import SCHEMA_VERSION, file_name, libraries
from reader.library.skipping import Skipped, skipped_and_begun
from reader.plurals import plural

REASONS_TOLD = 4
"""Reasons that a line for people gives, the commonest first."""

_OF_RECORDS = re.compile(r"[\d,]+ records \(#[^()]*\): ")
"""What stands before a reason that holds for several records of a file."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the indexes of all libraries say of what is not read."""

    libraries: int
    """How many of them have anything that is not read."""
    not_read: int
    """Files and records."""
    read_in_part: int
    reasons: tuple[tuple[str, int], ...]
    """Each reason with how many files and records it holds for, the commonest first."""

    def told(self) -> str:
        """The same for people, in one line."""
        if not self.reasons:
            return "nothing in any library"
        counts = [f"{plural(self.not_read, 'file or record', 'files or records')} not read"] if self.not_read else []
        counts += [f"{self.read_in_part:,} read in part"] if self.read_in_part else []
        shown = [f"{count:,} × {reason}" for reason, count in self.reasons[:REASONS_TOLD]]
        left = len(self.reasons) - len(shown)
        where = plural(self.libraries, "library", "libraries")
        more = f"; {plural(left, 'more reason')}" if left else ""
        return f"{', '.join(counts)} in {where}: {'; '.join(shown)}{more}"


def inventory() -> Inventory:
    """What is not read in the libraries that have an index of this version which can be read."""
    found = [kept for kept in _skipped() if kept]
    everything = [item for kept in found for item in kept]
    reasons: Counter[str] = Counter()
    for item in everything:
        reasons[_OF_RECORDS.sub("", item.reason)] += item.count
    ordered = sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    return Inventory(len(found), *skipped_and_begun(everything), tuple(ordered))


def _skipped() -> Iterator[list[Skipped]]:
    for path in sorted(libraries().glob(f"*/{file_name(SCHEMA_VERSION)}")):
        try:
            with closing(open_to_read(path)) as connection:
                rows = connection.execute("SELECT name, reason, count FROM skipped").fetchall()
        except (OSError, *BROKEN, DamagedIndexError):
            continue
        yield [Skipped(from_blob(name), reason, count) for name, reason, count in rows]
