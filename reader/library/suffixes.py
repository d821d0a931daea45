"""What the name of a document says of its format."""

from pathlib import PurePosixPath

MARKDOWN = (".md", ".markdown")
"""Suffixes of files that hold Markdown."""

_COMPRESSED = (".gz", ".bz2", ".xz", ".zst")


def suffix(name: str) -> str:
    """The ending that tells the format, without that of a compression."""
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix in _COMPRESSED else path.suffix


def is_markdown(name: str) -> bool:
    """Whether a document of some name is in Markdown."""
    return suffix(name) in MARKDOWN
