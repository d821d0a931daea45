"""Text reuse in collections of any size: the steps of find_reuse over files, in memory that does not grow.

Words go into columns on disk. The bags of blocks of words are sorted, parted by value and written; each partition's
bags are linked, and the links are parted by their first document and written; each group of documents is then compared
with all others. Every step hands its rows on in files that are read back by part, so any number of processes may take
the tasks of a step, and what comes out is what find_reuse finds, whatever the sizes of blocks, partitions and groups.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache, partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.library.index_file import TEMPORARY
from reader.library.processes import Helpers
from reader.library.word_columns import Index, WordColumns, read, take
from reader.library.word_corpus import corpus_of
from reader.reuse.bags import SPREAD, place_bits
from reader.reuse.copies import Copies
from reader.reuse.corpus import Corpus
from reader.reuse.edges import Refined, joined
from reader.reuse.engine import Alignment, Settings, block_bags, compared, partition_borders
from reader.reuse.likely import likely
from reader.reuse.parts import Parts, Stories, no_stories
from reader.reuse.places import distinct
from reader.reuse.rarity import PIECE_WORDS, Rarity, contexts, rarity, sample_bits
from reader.reuse.reporting import alignments
from reader.reuse.seeds import Seeds, seeds, stretch_borders

PREVIEW_CHARACTERS = 1 << 20
"""Characters after which what was read so far is compared: it takes about a quarter of a second."""

SMALL_WORDS = 1 << 21
"""Collections of at most so many words are compared in memory: some 12 MB of text, 100 MB of memory."""

BLOCK_WORDS = 1 << 20
"""Words whose bags are made by one task: about 70 MB of memory."""

GROUP_WORDS = 1 << 19
"""Words of the documents that one task compares with all others."""

SHOWN_AGAIN = 4
"""Times that the likely passages must have grown before what was found so far is told again: most of it is new."""

_HASH = np.dtype("<u8")
_PLACE = np.dtype("<i8")


class Step(StrEnum):
    """What a comparison is at."""

    WORDS = "words"
    BAGS = "bags"
    SEEDS = "seeds"
    PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class Working:
    """How far a comparison is; `total` is 0 where it is not known."""

    step: Step
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found; it replaces what was found before."""

    alignments: tuple[Alignment, ...]
    complete: bool
    """False while passages may still be added, folded as templates, and numbered in other clusters."""


def compare_texts(
    texts: Iterable[str],
    settings: Settings = Settings(),  # noqa: B008
    *,
    helpers: Helpers | None = None,
    scratch: Path | None = None,
    so_far: bool = False,
    stories: Stories = no_stories,
) -> Generator[Working | Findings, None, None]:
    """Every passage told twice in texts that are read once; the last findings are those of find_reuse, the same.

    Earlier ones, given if `so_far`, are for a screen that should not be empty. Close the iterator to stop: nothing is
    left behind, and between two items lies a second at most. Without `helpers`, this process does all. `scratch` is
    where a folder for temporary files is made (the system's place, if it is None): it takes about 8 times the texts.
    Raises OSError where there is no room.
    """
    with TemporaryDirectory(prefix=TEMPORARY, dir=scratch) as name, WordColumns(Path(name) / "columns") as columns:
        added = ((columns.add(text), len(text)) for text in texts)
        yield from compare_added(
            columns, added, settings, helpers=helpers, scratch=Path(name), so_far=so_far, stories=stories
        )


def compare_added(
    columns: WordColumns,
    added: Iterable[tuple[bytes, int]],
    settings: Settings = Settings(),  # noqa: B008
    *,
    helpers: Helpers | None = None,
    scratch: Path | None = None,
    so_far: bool = False,
    stories: Stories = no_stories,
) -> Generator[Working | Findings, None, None]:
    """The same for texts that whoever iterates over `added` puts into the columns, if they are not there yet; of each
    the digest and how many characters it has. Passages are parted where `stories` begin."""
    digests: list[bytes] = []
    characters = 0
    for key, size in added:
        digests.append(key)
        before, characters = characters, characters + size
        if before // PREVIEW_CHARACTERS < characters // PREVIEW_CHARACTERS:
            if so_far and before < PREVIEW_CHARACTERS:
                columns.flush()
                yield Findings(in_memory(corpus_of(columns, digests, stories), settings), complete=False)
            yield Working(Step.WORDS, len(digests), 0)
    yield from compare(columns, digests, settings, helpers=helpers, scratch=scratch, so_far=so_far, stories=stories)


def compare(
    columns: WordColumns,
    digests: Sequence[bytes],
    settings: Settings = Settings(),  # noqa: B008
    *,
    helpers: Helpers | None = None,
    scratch: Path | None = None,
    so_far: bool = False,
    stories: Stories = no_stories,
) -> Generator[Working | Findings, None, None]:
    """The same for texts whose words are in `columns`: document i is the text with digest i.

    Texts that are not among `digests` play no part, whether in the columns or not. `kept_comparison.compare_kept` looks
    only into what is new.
    """
    columns.flush()
    corpus = corpus_of(columns, digests, stories)
    if corpus.first[-1] <= SMALL_WORDS:
        yield Findings(in_memory(corpus, settings), complete=True)
        return
    with TemporaryDirectory(prefix=TEMPORARY, dir=scratch) as name:
        rows, _ = yield from likely_rows(corpus, Path(name), settings, helpers, so_far=so_far)
        yield Findings(alignments(rows, corpus, settings), complete=True)


def likely_rows(
    corpus: Corpus, folder: Path, settings: Settings, helpers: Helpers | None, *, so_far: bool = False
) -> Generator[Working | Findings, None, tuple[Refined, NDArray[np.uint64]]]:
    """What the texts of a corpus may tell twice, and the sample of contexts that tells how rare words are.

    Work is done in files in an empty folder, in which the bags of words stay: bags-0, bags-1… hold the sorted keys of
    the bags of BLOCK_WORDS words each.
    """
    n_words = int(corpus.first[-1])
    sampled = yield from _ordered(corpus, folder, helpers.count if helpers else 1)
    rows: list[Refined] = []
    with _runner(folder, corpus.first, sampled, settings.minimum_words, helpers) as run:
        bag_cuts: list[Index] = []
        blocks = range(0, n_words, BLOCK_WORDS)
        for number, cuts in enumerate(run("bags", [(low, min(low + BLOCK_WORDS, n_words)) for low in blocks]), 1):
            bag_cuts.append(cuts)
            yield Working(Step.BAGS, number, len(blocks))
        seed_cuts: list[Index] = []
        partitions = _parts(bag_cuts)
        for number, cuts in enumerate(run("seeds", partitions), 1):
            seed_cuts.append(cuts)
            yield Working(Step.SEEDS, number, len(partitions))
        groups = _parts(seed_cuts)
        shown = found = 0
        for number, some in enumerate(run("likely", groups), 1):
            rows.append(some)
            found += len(some.evidence)
            yield Working(Step.PASSAGES, number, len(groups))
            if so_far and found > SHOWN_AGAIN * shown and number < len(groups):
                shown = found
                yield Findings(alignments(joined(rows), corpus, settings), complete=False)
    return joined(rows), sampled


def in_memory(corpus: Corpus, settings: Settings) -> tuple[Alignment, ...]:
    """What a small collection tells twice."""
    hashes = corpus.run(0, int(corpus.first[-1]))
    return compared(replace(corpus, hashes=lambda at: hashes[at]), hashes, settings)


def _ordered(corpus: Corpus, folder: Path, processors: int) -> Generator[Working, None, NDArray[np.uint64]]:
    """Write the hashes of all words in the order of the corpus; the sample of their contexts."""
    n_words = int(corpus.first[-1])
    bits = sample_bits(n_words)
    kept = [np.empty(0, np.uint64)]
    path = folder / "hashes"
    path.touch()

    def block(low: int) -> NDArray[np.uint64]:
        high = min(low + BLOCK_WORDS, n_words)
        some = corpus.run(low, min(high + PIECE_WORDS, n_words)).astype(_HASH, copy=False)
        with path.open("r+b") as file:
            file.seek(low * _HASH.itemsize)
            some[: high - low].tofile(file)
        return contexts(some, corpus.first, low, high, bits)

    # Threads are enough: numpy and the system, which do nearly all of it, let others go on meanwhile.
    with ThreadPoolExecutor(processors) as threads:
        for number, some in enumerate(threads.map(block, range(0, n_words, BLOCK_WORDS)), 1):
            kept.append(some)
            yield Working(Step.WORDS, min(number * BLOCK_WORDS, n_words), n_words)
    return distinct(np.concatenate(kept))


def _groups(first: Index) -> Index:
    """First words of groups of documents of about GROUP_WORDS words, and the end."""
    cuts = np.searchsorted(first, np.arange(0, int(first[-1]), GROUP_WORDS))
    return distinct(np.append(first[cuts], first[-1]))


def _parts(cuts: Sequence[Index]) -> list[tuple[int, Index]]:
    """For each part its number and, for each file, the rows [low, high) that belong to it."""
    table = np.stack(cuts)
    return [(part, table[:, part : part + 2]) for part in range(table.shape[1] - 1)]


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """What the tasks of one comparison share; every task writes a file, or hands back its rows."""

    folder: Path
    first: Index
    groups: Index
    frequencies: Rarity
    minimum_words: int

    @classmethod
    def of(cls, folder: Path, first: Index, sampled: NDArray[np.uint64], minimum_words: int) -> "_Job":
        """Made in each process: the table of frequencies is five times as large as the sample that tells them."""
        return cls(folder, first, _groups(first), rarity(sampled), minimum_words)

    def bags(self, low: int, high: int) -> Index:
        """Write the bags that begin at some words; where in the file each partition starts, and the end."""
        n_words = int(self.first[-1])
        hashes = read(self.folder / "hashes", _HASH, low, min(high + SPREAD, n_words))
        keys = block_bags(hashes, self.first, low, high, self.frequencies)
        keys.tofile(self.folder / f"bags-{low // BLOCK_WORDS}")
        return _cuts(keys, partition_borders(n_words, BLOCK_WORDS))

    def seeds(self, partition: int, rows: Index) -> Index:
        """Write the seeds of a partition of bags; where in the file each group of documents starts, and the end."""
        parts = [read(self.folder / f"bags-{block}", _HASH, low, high) for block, (low, high) in enumerate(rows)]
        keys = np.concatenate(parts)
        keys.sort()
        found = seeds(keys, place_bits(int(self.first[-1])), self._corpus().texts)
        order = np.argsort(found.x)
        x = found.x[order]
        np.stack((x, found.y[order]), 1).tofile(self.folder / f"seeds-{partition}")
        return _cuts(x, self.groups[1:-1])

    def likely(self, group: int, rows: Index) -> Refined:
        """What some documents and those after them may tell twice."""
        return likely(self._linked(group, rows), self._corpus(), self.frequencies, self.minimum_words)

    def _linked(self, group: int, rows: Index) -> Iterator[Seeds]:
        """The seeds that begin in some documents, by stretches of their words."""
        files = [self.folder / f"seeds-{partition}" for partition in range(len(rows))]
        low, high = self.groups[group : group + 2].tolist()
        borders = stretch_borders(low, high, int(np.diff(rows).sum()))
        cuts = [
            begin + _cuts(read(file, _PLACE, 2 * begin, 2 * end)[::2], borders)
            for file, (begin, end) in zip(files, rows.tolist(), strict=True)
        ]
        for _, some in _parts(cuts):
            parts = [
                read(file, _PLACE, 2 * begin, 2 * end) for file, (begin, end) in zip(files, some.tolist(), strict=True)
            ]
            pairs = np.concatenate(parts).reshape(-1, 2)
            yield Seeds(np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1]))

    def _corpus(self) -> Corpus:
        """A corpus that knows the hashes of words, which lie in a file, and nothing else."""

        def nothing(*_: object) -> Any:
            raise LookupError("only the hashes of words are known")

        path = self.folder / "hashes"
        known = partial(take, path, _HASH)
        return Corpus(Copies(()), Parts.whole(0), self.first, known, nothing, nothing, nothing, nothing, nothing)


def _cuts(ordered: NDArray[Any], borders: NDArray[Any]) -> Index:
    return np.concatenate(([0], np.searchsorted(ordered, borders), [len(ordered)])).astype(np.int64)


@lru_cache(maxsize=1)
def _job(about: Path) -> _Job:
    """The job that a file tells of, whose tasks are done in its folder."""
    with np.load(about) as told:
        return _Job.of(about.parent, told["first"], told["sampled"], int(told["minimum_words"]))


def _run(about: Path, method: str, task: tuple[Any, ...]) -> Any:
    return getattr(_job(about), method)(*task)


_numbers = count()
"""Of jobs: helpers may still have the one before, of the same folder."""


@contextmanager
def _runner(
    folder: Path, first: Index, sampled: NDArray[np.uint64], minimum_words: int, helpers: Helpers | None
) -> Iterator[Callable[[str, Sequence[tuple[Any, ...]]], Iterator[Any]]]:
    """What runs a method of a job for many arguments, and yields the results in order."""
    if helpers is None or helpers.count < 2:
        job = _Job.of(folder, first, sampled, minimum_words)
        yield lambda method, tasks: (getattr(job, method)(*task) for task in tasks)
        return
    about = folder / f"job-{next(_numbers)}.npz"
    np.savez(about, first=first, sampled=sampled, minimum_words=minimum_words)
    submitted: list[Future[Any]] = []

    def run(method: str, tasks: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        some = [helpers.submit(_run, about, method, task) for task in tasks]
        submitted.extend(some)
        return (future.result() for future in some)

    try:
        yield run
    finally:
        wait([future for future in submitted if not future.cancel()])
