"""An index of a million articles, a gigabyte of text: what it takes to open it and to search it.

python -m tests.benchmarks.index_million build FOLDER     once, some minutes
python -m tests.benchmarks.index_million open FOLDER      in a new process: what the first screen needs, and memory
python -m tests.benchmarks.index_million search FOLDER    latencies of full-text queries

Times are of CPU, since machines that are shared tell no others. The index is filled by the writer that the program
uses, from generated text, without files or the stages before it.
"""

import re
import resource
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import process_time as clock

from tests.benchmarks.index_corpus import Corpus

ARTICLES, IN_DOCUMENT, CHARACTERS = 1_000_000, 50, 1000
BASE_CHARACTERS = 20_000_000
ALIGNMENTS = 200_000
QUERIES = 120

_LONG = re.compile(r"\w{7,}")
_CONSONANTS = "bcdfghklmnprstvw"


def articles() -> Iterator[str]:
    """A million texts; the rarer words of each round over the base are those of no other round."""
    base = "".join(story for stories in Corpus(7).texts(BASE_CHARACTERS, BASE_CHARACTERS) for story in stories)
    for number in range(ARTICLES):
        turn, at = divmod(number * CHARACTERS, len(base) - CHARACTERS)
        text = base[at : at + CHARACTERS - 1] + "\n"
        shift = turn % (len(_CONSONANTS) - 1)
        if shift:
            table = str.maketrans(_CONSONANTS, _CONSONANTS[shift:] + _CONSONANTS[:shift])
            suffix = _CONSONANTS[turn // len(_CONSONANTS)]
            text = _LONG.sub(partial(_turned, table, suffix), text)
        yield text


def _turned(table: dict[int, int], suffix: str, match: re.Match[str]) -> str:
    return match.group().translate(table)[:-1] + suffix


def build(folder: Path) -> None:
    from reader.library.entries import AlignmentEntry
    from reader.library.packing import pack
    from reader.library.reading import ReadDocument, ReadFile
    from reader.library.sources import SourceFile
    from reader.library.storing import Store
    from reader.reuse.copies import digest

    store = Store(folder / "index.sqlite3")
    source = articles()
    begun = clock()
    for batch in range(ARTICLES // IN_DOCUMENT // 500):
        with store.transaction():
            for position in range(batch * 500, batch * 500 + 500):
                texts = [next(source) for _ in range(IN_DOCUMENT)]
                text = "".join(texts)
                name = f"{position // 1000:03}/{position:06}.txt"
                rows, start = [], 0
                for part in texts:
                    kind = 0 if len(rows) % 10 else 2
                    rows.append((start, start + len(part), kind, part[:60], len(rows) + 1, None, None))
                    start += len(part)
                made = ReadDocument(
                    name, text, digest(text), pack(text), IN_DOCUMENT, "utf-8", 1.0, 0, 0, b"", tuple(rows)
                )
                store.put(ReadFile(SourceFile(Path("/none") / name, name, len(text), 0), b"x", (made,), ()), position)
        print(f"{batch * 500 * IN_DOCUMENT:>9,} articles, {clock() - begun:.0f} s of CPU", flush=True)
    random = Random(3)
    documents = [number for number, _ in store.documents()]
    rows = []
    for cluster in range(ALIGNMENTS):
        a, b = sorted(random.sample(documents, 2))
        start = random.randrange(IN_DOCUMENT * CHARACTERS - 600)
        rows.append(AlignmentEntry(a, start, start + 500, b, start, start + 500, 0.9, cluster))
    with store.transaction():
        store.put_alignments(rows)
        store.set_state("program", "benchmark")
    store.close()
    print(f"index {(folder / 'index.sqlite3').stat().st_size / (ARTICLES * CHARACTERS):.2f} times the text")


def open_(folder: Path) -> None:
    """What the first screen asks of the library: numbers, a screen of headings and titles, the text, its passages."""
    begun = clock()
    from reader.library.catalogue import Catalogue
    from reader.library.index_file import IndexFile
    from reader.library.lazy import Numbers
    from reader.library.queries import passages
    from reader.tui.outline import Outline, Section

    imported = clock()
    catalogue = Catalogue(IndexFile(folder / "index.sqlite3"))
    opened = clock()
    outline = Outline(
        lambda number: Section(
            Numbers(catalogue.stories_in(number), partial(catalogue.story_numbers, number)),
            Numbers(catalogue.rest_in(number), partial(catalogue.rest_numbers, number)),
        )
    )
    outline.add(*catalogue.counts(0))
    outline.update()
    for line in range(min(60, len(outline))):
        row = outline.row(line)
        entry = catalogue.documents[row.document]
        _ = entry.articles[row.article].title if row.article is not None else entry.name
    entry = catalogue.documents[0]
    span = entry.articles[entry.stories[0]]
    catalogue.text(entry)
    found = passages(catalogue, 0, span.start, span.end)
    done = clock()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(catalogue.documents):,} documents, {catalogue.articles_in_all():,} articles, {len(found)} passages: "
        f"imports {1e3 * (imported - begun):.0f} ms, opening {1e3 * (opened - imported):.0f} ms, "
        f"first screen's data {1e3 * (done - opened):.0f} ms (CPU), "
        f"peak memory {memory:.0f} MB"
    )
    random = Random(5)
    for _ in range(2000):  # a long session
        number = random.randrange(len(catalogue.documents))
        entry = catalogue.documents[number]
        article = entry.articles[random.randrange(len(entry.articles))]
        passages(catalogue, number, article.start, article.end)
        catalogue.text(entry, article.start, article.end)
    print(f"after 2,000 articles {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    begun = clock()
    count = sum(len(titles) for titles in catalogue.titles())
    print(f"all {count:,} titles streamed in {clock() - begun:.2f} s of CPU")


def search(folder: Path) -> None:
    from reader.library.catalogue import Catalogue
    from reader.library.filtering import TitleFilter
    from reader.library.finding import How, LibrarySearch, Results
    from reader.library.fulltext import FullText
    from reader.library.index_file import IndexFile
    from reader.library.vocabulary import nearest, suggestions

    catalogue = Catalogue(IndexFile(folder / "index.sqlite3"))
    text, looking = FullText(catalogue), LibrarySearch(catalogue, TitleFilter())
    random = Random(11)
    queries = []
    for _ in range(QUERIES // 6):
        number = random.randrange(len(catalogue.documents))
        words = catalogue.text(catalogue.documents[number]).split()
        at = random.randrange(len(words) - 4)
        one, two = words[at].strip("."), words[at + 1].strip(".")
        queries += [one, f"{one} {two}", f'"{one} {two}"', f"{one[:4]}*", f"{one} OR {two}", f"NEAR({one} {two}, 5)"]
    first, ranked, shown = [], [], []
    for query in queries:
        begun = clock()
        results = text.search(query)
        found = next(results)
        first.append(clock() - begun)
        looking.excerpts(Results(query, How.WORDS, found.places, understood=found.query), 0, 20)
        shown.append(clock() - begun)
        ranked.extend(clock() - begun for _ in results)
    for what, times in (("first hits", first), ("20 with spans", shown), ("ranked", ranked)):
        print(
            f"{what:<14}{len(times)} queries, median {1e3 * median(times):.1f} ms, p95 "
            f"{1e3 * quantiles(times, n=20)[-1]:.1f} ms, most {1e3 * max(times):.1f} ms"
        )
    times = []
    for query in queries[:60:6]:
        begun = clock()
        suggestions(text, query + "qx")
        times.append(clock() - begun)
    print(f"suggestions   median {1e3 * median(times):.0f} ms, most {1e3 * max(times):.0f} ms")
    times = []
    for _ in range(20):
        begun = clock()
        nearest(catalogue, text, random.randrange(len(catalogue.documents)), 1)
        times.append(clock() - begun)
    print(f"nearest       median {1e3 * median(times):.0f} ms, most {1e3 * max(times):.0f} ms")


if __name__ == "__main__":
    {"build": build, "open": open_, "search": search}[sys.argv[1]](Path(sys.argv[2]))
