"""What was chosen in the reader and holds at the next start: the theme."""

import contextlib
import json
from pathlib import Path

from reader.config import state_folder

FILE_NAME = "choices.json"


def chosen() -> dict[str, str]:
    """Choices by name, as far as they can be read; whoever uses one checks it."""
    try:
        data = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {name: value for name, value in data.items() if isinstance(value, str)} if isinstance(data, dict) else {}


def choose(name: str, value: str) -> None:
    """Note a choice. A folder that cannot be written is no reason to disturb the reader."""
    data = json.dumps({**chosen(), name: value})
    with contextlib.suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _file().write_text(data, encoding="utf-8")


def _file() -> Path:
    return state_folder() / FILE_NAME
