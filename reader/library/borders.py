"""Where the articles of an index begin as the user wants them: there passages are parted when texts are compared."""

from contextlib import suppress
from hashlib import sha256

from reader.errors import TwicetoldError
from reader.library.database import BROKEN
from reader.library.storing import Store
from reader.library.userdata.decided import Decided, decided, overrides_in, overruled
from reader.text.articles import Article, Kind
from reader.text.decisions import Change


class Borders:
    """Those of all documents of an index, with what was put right when they were looked up."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._right: Decided = {}
        with suppress(TwicetoldError, *BROKEN):  # who shows what was put right says that it cannot be read
            self._right = decided()
        found = ((store.find(*key), key) for key in self._right)
        self._keys = {document: key for document, key in found if document is not None}

    @property
    def moved(self) -> str:
        """Tells what was put right, titles apart, from anything else; empty if nothing was."""
        told = sorted(
            (document, content, each.start, each.change.value, each.lost)
            for document, key in self._keys.items()
            for content, overrides in [self._right[key]]
            for each in overrides
            if each.change is not Change.RENAME
        )
        return sha256(repr(told).encode()).hexdigest() if told else ""

    def later_starts(self, document: int, characters: int) -> list[int]:
        """Where the articles of a document start that has so many characters, posts and residue included, but for the
        first; none if it is gone."""
        if (key := self._keys.get(document)) is None or not self._store.has(document):
            return self._store.later_starts(document)
        text = self._store.text(document, characters)
        found = [Article(start, end, Kind(kind), title) for start, end, kind, title in self._store.articles(document)]
        return [each.start for each in overruled(text, found, overrides_in(self._right, *key, text)).articles[1:]]
