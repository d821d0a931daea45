"""A comparison that is kept: when texts come and go, only what is new is compared, and the result is that of all anew.

What a pair of texts may tell twice depends on their words, on the bags that they share, and on how rare words are. The
last is counted in a sample of pieces, so that most new texts do not touch it; then only the pairs whose shared bags
changed are looked at again. These are the pairs of each new text, and few others: those whose link through a bag of
many places goes another way. When the sample changed, or a quarter of the words, all are compared.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from reader.library.reuse_driver import (
    PREVIEW_CHARACTERS,
    SMALL_WORDS,
    Findings,
    Step,
    Working,
    corpus_of,
    in_memory,
    likely_rows,
)
from reader.library.word_columns import TEXT, WordColumns
from reader.reuse.bags import bags, place_bits
from reader.reuse.corpus import Corpus
from reader.reuse.edges import Refined, joined
from reader.reuse.engine import Settings
from reader.reuse.likely import likely
from reader.reuse.passages import Boxes, Spans
from reader.reuse.places import Index
from reader.reuse.rarity import Rarity, contexts, rarity, sample_bits
from reader.reuse.reporting import alignments
from reader.reuse.seeds import Seeds, seeds
from reader.text.words import mixed

MOST_CHANGED = 1 / 4
"""Share of the words that may have come or gone since all were compared, before all are compared again."""

MOST_UNUSED = 1 / 2
"""Share of the stored words that may belong to texts that are gone, before all texts are read again."""

_BAG = np.dtype("<u8")
_SPANS = ("low", "high", "core_low", "core_high")

Hashes = NDArray[np.uint64]


def compare_kept(
    folder: Path,
    digests: Sequence[bytes],
    text: Callable[[int], str],
    settings: Settings = Settings(),  # noqa: B008
    *,
    workers: int = 1,
) -> Generator[Working | Findings, None, None]:
    """Every passage told twice in the texts with these digests (`reuse.copies.digest`), as find_reuse finds them.

    `text(i)` is document i; it is asked only for texts that were not among those of the last call. `folder`, which is
    made if need be, holds what was found for the next call: some 6 times the texts. It may be deleted at any time, must
    be when the program changes, and belongs to one process at a time. Closed before its end, or killed, a call leaves a
    folder from which the next one gives the same result. `workers` as in compare_texts. Raises OSError where there is
    no room, and ValueError for a text that has another digest than was given.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _make_room(folder, set(digests))
    with WordColumns(folder / "columns") as columns:
        characters = 0
        for document, key in enumerate(digests):
            if key not in columns:
                some = text(document)
                if columns.add(some) != key:
                    raise ValueError("a text does not have the digest that was given for it")
                before, characters = characters, characters + len(some)
                if before // PREVIEW_CHARACTERS < characters // PREVIEW_CHARACTERS:
                    yield Working(Step.WORDS, document + 1, len(digests))
        columns.flush()
        corpus = corpus_of(columns, digests)
        if corpus.first[-1] <= SMALL_WORDS:
            yield Findings(in_memory(corpus, settings), complete=True)
            return
        live = _live(columns, digests, corpus)
        state = _load(folder, columns)
        rows = None if state is None else _updated(state, folder, columns, corpus, live, settings.minimum_words)
        if rows is not None and state is not None:
            base, sample = state.base, state.sample
        else:
            (folder / "state.npz").unlink(missing_ok=True)
            rmtree(folder / "base", ignore_errors=True)
            (folder / "base").mkdir(mode=0o700)
            rows, sample = yield from likely_rows(corpus, folder / "base", settings, workers)
            for path in (folder / "base").iterdir():
                if not path.name.startswith("bags-"):
                    path.unlink()
            base = live
        _save(folder, _State(settings.minimum_words, base, live, sample, _relative(rows, corpus)))
        yield Findings(alignments(rows, corpus, settings), complete=True)


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Likely passages: the texts of both sides, as indices, and spans in words of these texts."""

    texts: Index
    """Two columns."""
    spans: Index
    """Eight columns: those of the one side, then those of the other."""
    evidence: NDArray[np.float64]
    information: NDArray[np.float64]
    shared: Index


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """What a comparison came to."""

    minimum_words: int
    base: NDArray[Any]
    """Digests of the words of the texts that were all compared last, in order: the bags on disk are theirs."""
    live: NDArray[Any]
    """Digests of the words of the texts that were compared, in order."""
    sample: Hashes
    rows: _Rows


def _updated(
    state: _State, folder: Path, columns: WordColumns, corpus: Corpus, live: NDArray[Any], minimum_words: int
) -> Refined | None:
    """What the texts may tell twice, found from what was known; None if all have to be compared."""
    every = np.unique(np.concatenate((state.base, state.live, live)))
    universe = _Universe(columns, every)
    base, before, now = (universe.numbers(some) for some in (state.base, state.live, live))
    sizes = np.diff(universe.corpus.first)
    n_base, n_now = int(sizes[base].sum()), int(sizes[now].sum())
    same_bits = place_bits(n_base) == place_bits(n_now) and sample_bits(n_base) == sample_bits(n_now)
    changed = int(sizes[np.setxor1d(base, now)].sum())
    if state.minimum_words != minimum_words or not same_bits or changed > MOST_CHANGED * n_base:
        return None
    added, removed = np.setdiff1d(now, before), np.setdiff1d(before, now)
    bits = sample_bits(n_now)
    if not np.isin(universe.sampled(added, bits), state.sample).all() or len(universe.sampled(removed, bits)):
        return None
    frequencies = rarity(state.sample)
    index = _BagIndex(universe, base, folder / "base", place_bits(n_now), frequencies)
    bag = index.labels(np.union1d(added, removed))
    pairs_before, links_before = universe.links(index.seeds(bag, before))
    pairs_now, links_now = universe.links(index.seeds(bag, now))
    pairs = np.union1d(pairs_before, pairs_now)
    pairs = pairs[_looked_up(pairs, pairs_before, links_before) != _looked_up(pairs, pairs_now, links_now)]
    is_live, is_added = np.zeros(len(every), np.bool_), np.zeros(len(every), np.bool_)
    is_live[now], is_added[added] = True, True
    a, b = np.divmod(pairs, len(every))
    still = is_live[a] & is_live[b]
    pairs, a, b = pairs[still], a[still], b[still]
    linked = index.seeds(index.labels(np.union1d(added, a[~is_added[a] & ~is_added[b]])), now)
    chosen = np.isin(universe.pairs(linked), pairs)
    # The places of a text are as far from its first word in the corpus as in the universe.
    shift = np.zeros(len(every), np.int64)
    shift[now] = corpus.first[:-1] - universe.corpus.first[:-1][now]
    x, y = (place + shift[universe.corpus.texts(place)] for place in (linked.x[chosen], linked.y[chosen]))
    fresh = likely(Seeds(x, y), corpus, frequencies, minimum_words)
    texts = before[state.rows.texts]
    kept = is_live[texts].all(axis=1) & ~np.isin(texts[:, 0] * len(every) + texts[:, 1], pairs)
    number = np.zeros(len(every), np.int64)
    number[now] = np.arange(len(now))
    return joined((_absolute(state.rows, np.flatnonzero(kept), number[texts[kept]], corpus), fresh))


class _Universe:
    """Texts that are or were compared, in the order of the digests of their words; these are counted through."""

    def __init__(self, columns: WordColumns, digests: NDArray[Any]) -> None:
        self._digests = digests
        rows = columns.texts()
        keys = np.ascontiguousarray(rows["same"]).view("S16")
        order = np.argsort(keys, kind="stable")
        some = order[np.searchsorted(keys[order], digests)]
        self.corpus = corpus_of(columns, _each(rows["digest"][some]))

    def numbers(self, digests: NDArray[Any]) -> Index:
        """The texts with these digests."""
        return np.searchsorted(self._digests, digests)

    def words(self, texts: Index) -> tuple[Index, Index]:
        """All words of some texts, and the first of each text among these."""
        low = self.corpus.first[texts]
        sizes = self.corpus.first[texts + 1] - low
        heads = np.concatenate(([0], np.cumsum(sizes)))
        return np.arange(int(heads[-1])) + np.repeat(low - heads[:-1], sizes), heads

    def sampled(self, texts: Index, bits: int) -> Hashes:
        """The contexts of some texts that are counted."""
        words, heads = self.words(texts)
        hashes = self.corpus.hashes(words)
        return contexts(hashes, heads, 0, len(words), bits)

    def pairs(self, some: Seeds) -> Index:
        """A number for the pair of texts of each seed."""
        return self.corpus.texts(some.x) * len(self._digests) + self.corpus.texts(some.y)

    def links(self, some: Seeds) -> tuple[Index, Hashes]:
        """The pairs of texts that are linked, ascending, and a hash of all links of each."""
        pairs, where = np.unique(self.pairs(some), return_inverse=True)
        sums = np.zeros(len(pairs), np.uint64)
        np.add.at(sums, where, mixed(mixed(some.x.astype(np.uint64)) + some.y.astype(np.uint64)))
        return pairs, sums


class _BagIndex:
    """Where each bag stands: on disk for the texts that were all compared, found anew for those that came since."""

    def __init__(self, universe: _Universe, base: Index, folder: Path, bits: int, frequencies: Rarity) -> None:
        self._universe = universe
        self._bits = np.uint64(bits)
        self._places = np.uint64((1 << bits) - 1)
        self._frequencies = frequencies
        self._files = sorted(folder.glob("bags-*"))
        sizes = np.diff(universe.corpus.first)[base]
        self._base_first = np.concatenate(([0], np.cumsum(sizes)))
        self._shift = universe.corpus.first[:-1][base] - self._base_first[:-1]
        later = np.setdiff1d(np.arange(len(universe.corpus.first) - 1), base)
        self._later = self._found(later)

    def _found(self, texts: Index) -> tuple[Hashes, Index]:
        """The bags of some texts in order, and their places in the universe."""
        words, heads = self._universe.words(texts)
        hashes = self._universe.corpus.hashes(words)
        keys = bags(hashes, heads, 0, int(self._bits), self._frequencies)
        return keys >> self._bits, words[(keys & self._places).astype(np.int64)]

    def labels(self, texts: Index) -> Hashes:
        """The different bags of some texts."""
        return np.unique(self._found(texts)[0])

    def seeds(self, labels: Hashes, texts: Index) -> Seeds:
        """The links through some bags between places in some texts, as places in the universe."""
        found, places = [], []
        for path in self._files:
            keys = np.memmap(path, _BAG, "r") if path.stat().st_size else np.empty(0, _BAG)
            low = np.searchsorted(keys, labels << self._bits)
            rows, _ = _ranges(low, np.searchsorted(keys, labels << self._bits | self._places, side="right"))
            some = np.asarray(keys[rows])
            at = (some & self._places).astype(np.int64)
            found.append(some >> self._bits)
            places.append(at + self._shift[np.searchsorted(self._base_first, at, side="right") - 1])
        bag, place = self._later
        rows, _ = _ranges(np.searchsorted(bag, labels), np.searchsorted(bag, labels, side="right"))
        label = np.concatenate([*found, bag[rows]])
        where = np.concatenate([*places, place[rows]])
        kept = np.isin(self._universe.corpus.texts(where), texts)
        label, where = label[kept], where[kept]
        # Ranks keep the order of places and take fewer bits, so that both fit into a key.
        ranks, rank = np.unique(where, return_inverse=True)
        linked = seeds(np.sort(label << self._bits | rank.astype(np.uint64)), int(self._bits))
        return Seeds(ranks[linked.x], ranks[linked.y])


def _ranges(low: Index, high: Index) -> tuple[Index, Index]:
    """The numbers in all ranges [low, high), and how many each has."""
    sizes = high - low
    heads = np.cumsum(sizes) - sizes
    return np.arange(int(sizes.sum())) + np.repeat(low - heads, sizes), sizes


def _looked_up(pairs: Index, known: Index, values: Hashes) -> Hashes:
    """The values of some pairs, 0 for those that are not known; `known` ascend."""
    found = np.zeros(len(pairs), np.uint64)
    at = np.searchsorted(pairs, known)
    found[at] = values
    return found


def _relative(rows: Refined, corpus: Corpus) -> _Rows:
    """Rows told by text, whatever other texts there are."""
    a, b = rows.boxes.a, rows.boxes.b
    texts = np.stack((corpus.texts(a.low), corpus.texts(b.low)), 1)
    columns = [getattr(side, name) - corpus.first[texts[:, i]] for i, side in enumerate((a, b)) for name in _SPANS]
    return _Rows(texts, np.stack(columns, 1), rows.evidence, rows.information, rows.shared)


def _absolute(rows: _Rows, chosen: Index, texts: Index, corpus: Corpus) -> Refined:
    """Some rows in the words of a corpus, in which their texts have other numbers."""
    spans = rows.spans[chosen]
    a, b = (Spans(*(spans[:, 4 * i : 4 * i + 4] + corpus.first[texts[:, i : i + 1]]).T) for i in (0, 1))
    return Refined(Boxes(a, b), rows.evidence[chosen], rows.information[chosen], rows.shared[chosen])


def _live(columns: WordColumns, digests: Sequence[bytes], corpus: Corpus) -> NDArray[Any]:
    """The digests of the words of the different texts of a corpus, as a column that sorts as bytes do."""
    rows = columns.numbers([digests[document] for document in corpus.copies.originals()])
    live: NDArray[Any] = np.ascontiguousarray(columns.texts()["same"][rows]).view("S16")
    return live


def _each(digests: NDArray[Any]) -> list[bytes]:
    """The digests of a column one by one."""
    return [key.tobytes() for key in np.ascontiguousarray(digests).view("V16")]


def _make_room(folder: Path, wanted: set[bytes]) -> None:
    """Delete the folder's words if most are those of texts that are gone."""
    path = folder / "columns" / "texts"
    if path.exists():
        rows = np.fromfile(path, TEXT, path.stat().st_size // TEXT.itemsize)
        used = np.array([key in wanted for key in _each(rows["digest"])], np.bool_)
        if rows["words"][~used].sum() > MOST_UNUSED * rows["words"].sum():
            rmtree(folder)
            folder.mkdir(mode=0o700)


def _save(folder: Path, state: _State) -> None:
    draft = folder / "state.part.npz"
    rows = state.rows
    with draft.open("wb") as file:
        np.savez(
            file,
            minimum_words=state.minimum_words,
            bags=_size_of_bags(folder),
            base=state.base.view("V16"),
            live=state.live.view("V16"),
            sample=state.sample,
            texts=rows.texts,
            spans=rows.spans,
            evidence=rows.evidence,
            information=rows.information,
            shared=rows.shared,
        )
    draft.replace(folder / "state.npz")


def _load(folder: Path, columns: WordColumns) -> _State | None:
    """What was saved; None if there is nothing, or nothing that can be relied on."""
    try:
        with (folder / "state.npz").open("rb") as file, np.load(file, allow_pickle=False) as saved:
            rows = _Rows(saved["texts"], saved["spans"], saved["evidence"], saved["information"], saved["shared"])
            base, live = saved["base"].view("S16"), saved["live"].view("S16")
            whole = int(saved["bags"]) == _size_of_bags(folder)
            if (
                whole
                and np.isin(
                    np.concatenate((base, live)), np.ascontiguousarray(columns.texts()["same"]).view("S16")
                ).all()
            ):
                return _State(int(saved["minimum_words"]), base, live, saved["sample"], rows)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        pass
    return None


def _size_of_bags(folder: Path) -> int:
    return sum(path.stat().st_size for path in (folder / "base").glob("bags-*"))
