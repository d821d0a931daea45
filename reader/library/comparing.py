"""What the documents of an index share, found from its texts in memory that does not grow with them."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from reader.library.borders import Borders
from reader.library.database import BORDERS, COMPARED
from reader.library.entries import AlignmentEntry
from reader.library.gathering import Gathering
from reader.library.index_file import TEMPORARY
from reader.library.notices import Comparing
from reader.library.processes import Helpers
from reader.library.storing import Store

if TYPE_CHECKING:
    from reader.library.reuse_driver import Findings, Working
    from reader.library.word_columns import WordColumns
    from reader.reuse.parts import Stories
    from reader.reuse.places import Alignment

NOTICE_SECONDS = 0.2
"""How often it is said how far a comparison is."""

TELLING_SHARE = 0.02
"""From this part of the work on, the time that it took tells how long the rest will."""


KEPT = f"{TEMPORARY}kept"
"""The folder beside an index in which a comparison is kept for the next one, for as long as its library is open."""


def compare(
    store: Store, gathering: Gathering, helpers: Helpers, *, is_open: bool = False
) -> Generator[Comparing, None, None]:
    """Find what the documents share, and say how far that is.

    The result is that of comparing all documents of a new index, parted where articles begin as the user wants them.
    The words of texts that were not gathered are found first. While the library `is_open`, what is found on the way is
    stored at once, and files may be left beside the index, some 6 times the texts, with which the next comparison only
    looks at what has changed. Documents may come and go between two notices: then what is found of the others is
    stored, and does not count as all. Raises OSError when there is no room for temporary files, which take 8 times the
    texts.
    """
    yield Comparing()
    from reader.library.reuse_driver import Findings  # late: this imports numpy

    documents, borders = store.documents(), Borders(store)

    def stories(document: int) -> list[int]:
        return borders.later_starts(*documents[document])

    kept = is_open and continues(store)
    if kept:
        going = _from_kept(store, documents, helpers, stories)
    else:
        going = _from_gathered(store, documents, gathering.columns(), helpers, stories, so_far=is_open)
    began = said = monotonic()
    for item in going:
        if isinstance(item, Findings):
            _put(store, documents, item.alignments, borders, complete=item.complete)
        elif monotonic() - said >= NOTICE_SECONDS:
            said = monotonic()
            share = _share(item, len(documents))
            yield Comparing(share, (said - began) * (1 / share - 1) if share > TELLING_SHARE else None)


def continues(store: Store) -> bool:
    """Whether it is worth while to keep files for the next comparison: of a library that was never compared, what is
    found on the way is worth more than a quick comparison later."""
    return store.has_alignments()


class _GoneError(Exception):
    """A document whose text was wanted is no longer there."""


def _from_gathered(
    store: Store,
    documents: Sequence[tuple[int, int]],
    columns: "WordColumns",
    helpers: Helpers,
    stories: "Stories",
    *,
    so_far: bool,
) -> "Iterator[Working | Findings]":
    from reader.library.reuse_driver import compare_added

    def added() -> Iterator[tuple[bytes, int]]:
        for (number, characters), key in zip(documents, store.digests(), strict=True):
            if key not in columns:
                key = columns.add(store.text(number, characters) if store.has(number) else "")
            yield key, characters

    return compare_added(
        columns,
        added(),
        helpers=helpers,
        scratch=store.path.parent,
        so_far=so_far,
        stories=stories,
    )


def _from_kept(
    store: Store, documents: Sequence[tuple[int, int]], helpers: Helpers, stories: "Stories"
) -> "Iterator[Working | Findings]":
    from reader.library.kept_comparison import compare_kept

    def text(number: int) -> str:
        if not store.has(documents[number][0]):
            raise _GoneError
        return store.text(*documents[number])

    with suppress(_GoneError):
        yield from compare_kept(
            store.path.parent / KEPT,
            store.digests(),
            text,
            helpers=helpers,
            stories=stories,
        )


def _put(
    store: Store,
    documents: Sequence[tuple[int, int]],
    found: "Sequence[Alignment]",
    borders: Borders,
    *,
    complete: bool,
) -> None:
    """Store the alignments of the documents that are still there."""
    with store.transaction():
        now = store.documents()
        there = {number for number, _ in now}
        entries = (
            AlignmentEntry(
                documents[item.a.document][0], item.a.start, item.a.end,
                documents[item.b.document][0], item.b.start, item.b.end,
                item.similarity, item.cluster, item.loose,
            )
            for item in found
        )  # fmt: skip
        kept = [entry for entry in entries if entry.a_document in there and entry.b_document in there]
        store.put_alignments(kept, complete=complete and now == documents)
        store.set_state(BORDERS, borders.moved)


READING_SHARE = 0.31
STEP_SHARES = {"words": (0.31, 0.35), "bags": (0.35, 0.47), "seeds": (0.47, 0.55), "passages": (0.55, 1.0)}
"""Where the steps of a comparison begin and end, as parts of its time: measured on 50 MB."""


def _share(working: "Working", documents: int) -> float:
    """The part of a comparison that is done."""
    if not working.total:  # the texts are being read
        return READING_SHARE * working.done / documents
    begin, end = STEP_SHARES[working.step.value]
    return begin + (end - begin) * working.done / working.total


def is_compared(store: Store) -> bool:
    """Whether all was compared, with articles that begin where the user wants them to by now."""
    if (store.state(BORDERS) or "") != Borders(store).moved:
        with store.transaction():
            store.set_state(COMPARED, 0)
    return bool(store.state(COMPARED))
