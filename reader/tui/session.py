"""A session: which library is open, and how. Every part of the reading screen may know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.library.index_file import IndexFile
from reader.library.overruled import OverruledCatalogue
from reader.library.spooling import Spool
from reader.settings import Settings
from reader.starting import STOPPED, Start


@dataclass(frozen=True, slots=True)
class Session:
    """A library as it was opened."""

    paths: Sequence[Path]
    """What was given: files and folders."""
    index: IndexFile
    catalogue: OverruledCatalogue
    """What is in the index."""
    listed: Sequence[str]
    """Names of the first files, shown in contents until they are read."""
    settings: Settings
    start: Start = STOPPED
    """Where the first document is opened."""
    spool: Spool | None = None
    """Where what was piped in is kept."""

    @property
    def read_from(self) -> Sequence[Path]:
        """The files and folders on disk."""
        return self.spool.instead_of(self.paths) if self.spool else self.paths

    def was_piped(self, path: Path) -> bool:
        """Whether a file on disk is only what was piped in, and goes with the session."""
        return self.spool is not None and path in self.spool.files.values()
