"""What the program remembers between starts, as JSON in the state folder. None of it is precious."""

import contextlib
import json

from reader.config import state_folder


def load(name: str) -> object:
    """What was kept in a file of this name, to be checked by whoever uses it; None if nothing can be read."""
    try:
        return json.loads((state_folder() / name).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def keep(name: str, value: object) -> None:
    """Keep a value for the next start. A folder that cannot be written is no reason to disturb the reader."""
    folder = state_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / name).write_text(json.dumps(value), encoding="utf-8")
