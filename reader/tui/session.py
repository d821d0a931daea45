"""A session: which library is open, and how. Every part of the reading screen may know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.library.index_file import IndexFile
from reader.library.overruled import OverruledCatalogue
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
