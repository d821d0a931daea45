"""What becomes of the numbers of documents when a catalogue shows another moment."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Renumbering:
    """What became of the documents: where the one with an old number is now."""

    _before: "array[int]"
    _before_keys: "array[int]"
    _now: dict[int, int]
    _now_by_key: dict[int, int]

    def document(self, number: int) -> int | None:
        """The number now, None if it is gone. A document that was read again keeps its file and record."""
        same = self._now.get(self._before[number])
        return same if same is not None else self._now_by_key.get(self._before_keys[number])

    def documents(self, numbers: Iterable[int]) -> set[int]:
        """The numbers now of those that are still there."""
        return {now for number in numbers if (now := self.document(number)) is not None}

    def is_changed(self, number: int) -> bool:
        """Whether the document was read again or is gone: offsets in it may mean something else now."""
        return self._before[number] not in self._now
