"""A list of titles prepared for searching, and what the grammar's fields ask of a title beyond its text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from reader.find.cancelling import checking, never
from reader.find.pattern import Field, Kind, Pattern, Term
from reader.find.score import clipped, matches
from reader.text.combining import compose
from reader.text.fold import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reader.find.occurrences import Occurrences
    from reader.find.tables import Tables
    from reader.find.typos import Vocabulary

FEW: Final = 1000
"""Titles that are matched one by one, without numpy: some milliseconds a key, where loading numpy takes a hundred once
and building tables some tens."""

Flags = Mapping[str, Sequence[bool]]
"""For each flag of the grammar ("is:unread"), whether each title has it, by index. A flag left out is on no title."""


class Titles:
    """A list of titles, the documents that they stand in, and tables that the first search of a long list builds.

    The sequences must not change. Titles and names are held with one character for each letter, as in combining.py.
    """

    def __init__(self, titles: Sequence[str], *, documents: Sequence[int] = (), names: Sequence[str] = ()) -> None:
        """`documents[i]` is the index in `names` of the document of `titles[i]`; both are for `doc:` only."""
        self.titles = list(map(compose, titles))
        self.documents = documents
        self.names = list(map(compose, names))
        self._keys: list[str] | None = None
        self._tables: Tables | None = None
        self._occurrences: dict[bool, Occurrences] = {}
        self._vocabulary: Vocabulary | None = None
        self._named: Titles | None = None
        self._all_names: str | None = None

    def __len__(self) -> int:
        return len(self.titles)

    @property
    def few(self) -> bool:
        """Whether the list is short enough to be matched one by one."""
        return len(self.titles) <= FEW

    def prepare(self, is_cancelled: Callable[[], bool] = never) -> None:
        """Build ahead of the first search what searches of a long list need: some seconds for a million titles."""
        if not self.few:
            self.occurrences(checking(is_cancelled), case_sensitive=False).prepare(checking(is_cancelled))
            self.vocabulary(checking(is_cancelled)).prepare(checking(is_cancelled))
        if len(self.names) > FEW:
            names = self._names_as_titles()
            names.occurrences(checking(is_cancelled), case_sensitive=False).prepare(checking(is_cancelled))

    def key(self, index: int) -> str:
        """A title folded; those of a short list are remembered."""
        if not self.few:
            return fold(clipped(self.titles[index]))
        if self._keys is None:
            self._keys = [fold(clipped(title)) for title in self.titles]
        return self._keys[index]

    def tables(self, check: Callable[[], None]) -> "Tables":
        """The arrays of a long list, built at the first call; `check` may raise to give up."""
        if self._tables is None:
            from reader.find.tables import build  # numpy is not loaded for short lists

            self._tables = build(self.titles, check)
        return self._tables

    def occurrences(self, check: Callable[[], None], *, case_sensitive: bool) -> "Occurrences":
        """The places of characters in a long list, folded or with their case; built at the first call."""
        if case_sensitive not in self._occurrences:
            from reader.find.occurrences import Occurrences

            tables = self.tables(check)
            alphabet = tables.alphabet
            self._occurrences[case_sensitive] = Occurrences(
                tables, alphabet.cased if case_sensitive else alphabet.folded
            )
        return self._occurrences[case_sensitive]

    def vocabulary(self, check: Callable[[], None]) -> "Vocabulary":
        """The words of the titles, gathered at the first call; `check` may raise to give up."""
        if self._vocabulary is None:
            from reader.find.typos import Vocabulary  # rapidfuzz is loaded when a query looks misspelt

            self._vocabulary = Vocabulary(self.titles, check)
        return self._vocabulary

    def documents_matching(
        self, pattern: Pattern, check: Callable[[], None]
    ) -> "dict[Term, Sequence[bool] | NDArray[np.bool_]]":
        """For each `doc:` term, which documents it matches, whatever its `inverse`."""
        terms = (term for group in pattern.groups for term in group if term.field is Field.DOCUMENT)
        return {term: self._documents_with(term, check) for term in terms}

    def _documents_with(self, term: Term, check: Callable[[], None]) -> "Sequence[bool] | NDArray[np.bool_]":
        if len(self.names) <= FEW:
            names = self._names_as_titles()
            return [matches(name, term, key=names.key(number)) for number, name in enumerate(self.names)]
        import numpy as np

        from reader.find.ranked import Query, all_matching

        names = self._names_as_titles()
        plain = Pattern(((replace(term, field=Field.TITLE, inverse=False),),))
        query = Query(names.tables(check), plain, {}, partial(names.occurrences, check))
        has = np.zeros(len(self.names), np.bool_)
        has[query.tables.order[all_matching(query, check)]] = True
        return has

    def _names_as_titles(self) -> "Titles":
        """The names of documents, prepared for searching in their turn."""
        if self._named is None:
            self._named = Titles(self.names)
        return self._named

    def any_name_has(self, pattern: Pattern) -> bool:
        """Whether a `doc:` term of a pattern is in the name of a document: looked for in all names at once."""
        if self._all_names is None:
            self._all_names = fold("\n".join(self.names))
        terms = (term for group in pattern.groups for term in group if term.field is Field.DOCUMENT)
        return any(fold(term.text) in self._all_names for term in terms)

    def masks(self, pattern: Pattern, flags: Flags, check: Callable[[], None]) -> "dict[Term, NDArray[np.bool_]]":
        """For each term on a document, a flag or a correction, whether each row of the tables has it.

        Whatever its `inverse`.
        """
        import numpy as np

        tables = self.tables(check)
        order = tables.order
        nothing = np.zeros(len(order), np.bool_)
        found = {}
        for term, documents in self.documents_matching(pattern, check).items():
            has = np.asarray(documents, np.bool_)
            found[term] = has[np.asarray(self.documents)[order]] if len(self.documents) else nothing
        for term in (term for group in pattern.groups for term in group):
            if term.kind is Kind.BEGINNING:
                found[term] = has = nothing.copy()
                has[tables.rows[self.vocabulary(check).words.titles_with(term.text)]] = True
            elif term.field is Field.FLAG:
                found[term] = np.asarray(flags[term.text], np.bool_)[order] if term.text in flags else nothing
        return found
