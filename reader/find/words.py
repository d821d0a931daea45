"""The words of a list of titles, from the commonest, and which titles have those that begin in some way."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.find.score import clipped
from reader.text.fold import fold

READ_TITLES: Final = 2000
"""Titles whose words are read between two looks whether to give up: some milliseconds."""

_END: Final = "\n"
_WORD_OR_END: Final = re.compile(rf"[^\W_]+|{_END}")
_BEYOND: Final = chr(0x10FFFF)
"""Stands after every character of a word."""


class Words:
    """Folded words of titles: runs of letters and digits."""

    def __init__(self, titles: Iterable[str], check: Callable[[], None]) -> None:
        """`check` is called between chunks of titles and may raise to give up."""
        numbers = {_END: 0}
        read = array("i")
        remaining = iter(titles)
        while chunk := list(islice(remaining, READ_TITLES)):
            check()
            text = "".join(f"{clipped(title).replace(_END, ' ')}{_END}" for title in chunk)
            read.extend([numbers.setdefault(word, len(numbers)) for word in _WORD_OR_END.findall(fold(text))])
        self._in_alphabet = sorted(numbers.keys() - {_END})
        rank = np.full(len(numbers), -1, np.int32)
        rank[[numbers[word] for word in self._in_alphabet]] = np.arange(len(self._in_alphabet), dtype=np.int32)
        ranks = rank[np.frombuffer(read, np.int32)]
        ends = ranks < 0
        title_of = np.cumsum(ends, dtype=np.int32)[~ends]
        ranks = ranks[~ends]
        counts = np.bincount(ranks, minlength=len(self._in_alphabet))
        self._starts = np.concatenate([[0], np.cumsum(counts)])
        self._titles = title_of[np.argsort(ranks, kind="stable")]
        as_read = list(numbers)[1:]
        self.by_count = [as_read[number] for number in np.argsort(-counts[rank[1:]], kind="stable")]
        """Each word once, from the commonest; earlier ones first among equals."""

    def has(self, word: str) -> bool:
        """Whether a word is one of them."""
        at = bisect_left(self._in_alphabet, word)
        return at < len(self._in_alphabet) and self._in_alphabet[at] == word

    def titles_with(self, beginning: str) -> NDArray[np.int32]:
        """The indices of the titles that have a word that begins so; one may come several times."""
        first = bisect_left(self._in_alphabet, beginning)
        last = bisect_left(self._in_alphabet, beginning + _BEYOND)
        found: NDArray[np.int32] = self._titles[self._starts[first] : self._starts[last]]
        return found
