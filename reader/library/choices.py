"""What was chosen in the reader and holds at the next start: the theme."""

from reader.library import state

FILE_NAME = "choices.json"


def chosen() -> dict[str, str]:
    """Choices by name, as far as they can be read; whoever uses one checks it."""
    known = state.load(FILE_NAME)
    return {name: value for name, value in known.items() if isinstance(value, str)} if isinstance(known, dict) else {}


def choose(name: str, value: str) -> None:
    """Note a choice."""
    state.keep(FILE_NAME, {**chosen(), name: value})
