"""The library that was open last, so that `reader` without arguments opens it again."""

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path

from reader.config import state_folder

FILE_NAME = "last-library.json"


def remember(paths: Sequence[Path]) -> None:
    """Note what is open. A folder that cannot be written is no reason to disturb the reader."""
    folder = state_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps([str(path.absolute()) for path in paths])
        (folder / FILE_NAME).write_text(text, encoding="utf-8")


def last() -> list[Path]:
    """What was open last, as far as it still exists; empty if nothing is known."""
    try:
        names = json.loads((state_folder() / FILE_NAME).read_text(encoding="utf-8"))
        paths = [Path(name) for name in names if isinstance(name, str)]
    except (OSError, ValueError, TypeError):
        return []
    return [path for path in paths if path.exists()]


def default_library(folder: Path) -> list[Path]:
    """What `reader` opens without arguments: the seeds of a checkout, else the last library, else the folder itself."""
    seeds = folder / "seeds"
    if seeds.is_dir() and (folder / "reader" / "__init__.py").is_file():
        return [seeds]
    return last() or [folder]
