"""Documents that hold several texts, as an mbox holds mails: each of these is compared as if it were alone."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.reuse.places import Index, Places

Stories = Callable[[int], Sequence[int]]
"""Where the stories of a document begin, in characters, ascending."""


def no_stories(_: int) -> Sequence[int]:
    """Of documents that are not divided."""
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Columns of one length: the parts of all documents, in order. Before they are told, parts pass for documents."""

    documents: Index
    """The document that each is a part of."""
    starts: Index
    """Where each begins in its document, in characters."""

    @classmethod
    def whole(cls, n_documents: int) -> "Parts":
        """Documents that are not parted."""
        return cls(np.arange(n_documents), np.zeros(n_documents, np.int64))

    def told(self, some: Places) -> Places:
        """Places of parts as places of documents."""
        shift = self.starts[some.document]
        return Places(self.documents[some.document], some.start + shift, some.end + shift)

    def same_document(self, a: Places, b: Places) -> NDArray[np.bool_]:
        """Which pairs of places of parts stand in one document."""
        return np.equal(self.documents[a.document], self.documents[b.document])

    def stories(self, of_documents: Stories) -> Stories:
        """Where the stories of a part begin, in its characters."""

        def of_part(part: int) -> Sequence[int]:
            begin, start = of_documents(int(self.documents[part])), int(self.starts[part])
            is_last = part + 1 == len(self.documents) or self.documents[part + 1] != self.documents[part]
            end = None if is_last else bisect_left(begin, int(self.starts[part + 1]))
            return [at - start for at in begin[bisect_left(begin, start) : end]]

        return of_part
