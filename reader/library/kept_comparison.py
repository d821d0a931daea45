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

from reader.library.kept_bags import BagIndex, Hashes, Universe, each
from reader.library.processes import Helpers
from reader.library.reuse_driver import (
    PREVIEW_CHARACTERS,
    SMALL_WORDS,
    Findings,
    Step,
    Working,
    in_memory,
    likely_rows,
)
from reader.library.word_columns import TEXT, WordColumns
from reader.library.word_corpus import corpus_of
from reader.reuse.bags import place_bits
from reader.reuse.corpus import Corpus
from reader.reuse.edges import Refined, joined
from reader.reuse.engine import Settings
from reader.reuse.likely import likely
from reader.reuse.parts import Stories, no_stories
from reader.reuse.passages import Boxes, Spans
from reader.reuse.places import Index
from reader.reuse.rarity import rarity, sample_bits
from reader.reuse.reporting import alignments
from reader.reuse.seeds import Seeds

MOST_CHANGED = 1 / 4
"""Share of the words that may have come or gone since all were compared, before all are compared again."""

MOST_UNUSED = 1 / 2
"""Share of the stored words that may belong to texts that are gone, before all texts are read again."""

_SPANS = ("low", "high", "core_low", "core_high")


def compare_kept(
    folder: Path,
    digests: Sequence[bytes],
    text: Callable[[int], str],
    settings: Settings = Settings(),  # noqa: B008
    *,
    helpers: Helpers | None = None,
    stories: Stories = no_stories,
) -> Generator[Working | Findings, None, None]:
    """Every passage told twice in the texts with these digests (`reuse.copies.digest`), as find_reuse finds them.

    `text(i)` is document i; it is asked only for texts that were not among those of the last call. `folder`, which is
    made if need be, holds what was found for the next call: some 6 times the texts. It may be deleted at any time, must
    be when the program changes, and belongs to one process at a time. Closed before its end, or killed, a call leaves a
    folder from which the next one gives the same result. `helpers` as in compare_texts. Raises OSError where there is
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
        corpus = corpus_of(columns, digests, stories)
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
            rows, sample = yield from likely_rows(corpus, folder / "base", settings, helpers, so_far=True)
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
    universe = Universe(columns, every)
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
    index = BagIndex(universe, base, folder / "base", place_bits(n_now), frequencies)
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
    fresh = likely([Seeds(x, y)], corpus, frequencies, minimum_words)
    texts = before[state.rows.texts]
    kept = is_live[texts].all(axis=1) & ~np.isin(texts[:, 0] * len(every) + texts[:, 1], pairs)
    number = np.zeros(len(every), np.int64)
    number[now] = np.arange(len(now))
    return joined((_absolute(state.rows, np.flatnonzero(kept), number[texts[kept]], corpus), fresh))


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
    rows, _ = columns.parts(digests)
    originals = rows[corpus.copies.originals()]
    live: NDArray[Any] = np.ascontiguousarray(columns.texts()["same"][originals]).view("S16")
    return live


def _make_room(folder: Path, wanted: set[bytes]) -> None:
    """Delete the folder's words if most are those of texts that are gone."""
    path = folder / "columns" / "texts"
    if path.exists():
        rows = np.fromfile(path, TEXT, path.stat().st_size // TEXT.itemsize)
        used = np.array([key in wanted for key in each(rows["digest"])], np.bool_)
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
