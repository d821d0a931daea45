"""A collection with repeated passages kept once is rebuilt exactly, whatever is in it."""

import random
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import TwicetoldError
from reader.library.leaving_out import unique
from reader.library.loaded import LoadedDocument, load
from reader.library.rebuilding import rebuild, rebuilt
from reader.library.retelling import alignments
from reader.library.unique import TEXTS, in_place, kept_text, write
from reader.reuse.places import Alignment, Place
from reader.reuse.settings import Settings
from tests.benchmarks.reuse_generator import generate

STORY = (
    "The harbour council voted on Tuesday to rebuild the old lighthouse, which the gales of last winter had broken, "
    "and to let nine sailors live in the keeper's house until the lamp burns again.\n"
)

TOWNS = ("Berlin", "Paris", "Rome", "Oslo", "Madrid", "Lisbon", "Vienna", "Prague") * 5
SKIES = ("cloudy", "sunny", "rain", "snow", "fog")


def loaded(folder: Path) -> list[LoadedDocument]:
    return [item for item in load([folder]) if isinstance(item, LoadedDocument)]


def round_trip(folder: Path, work: Path) -> int:
    """Leave out, write, rebuild, compare every byte; returns how many passages were left out."""
    documents = loaded(folder)
    left_out = unique(documents, alignments(documents, Settings()))
    list(write(documents, left_out, work / "unique"))
    rebuild(work / "unique", work / "whole")
    for document in documents:
        assert (work / "whole" / document.name).read_bytes() == document.file.path.read_bytes()
    return len(left_out)


def test_a_generated_collection_comes_back_byte_for_byte(tmp_path: Path) -> None:
    texts, _, _ = generate(120, 3)
    folder = tmp_path / "docs"
    folder.mkdir()
    for name, text in texts:
        (folder / name).write_bytes(text.encode())
    assert round_trip(folder, tmp_path) > 20


def test_encodings_line_ends_and_marks_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_bytes(STORY.encode())
    (folder / "b.txt").write_bytes(b"\xef\xbb\xbfBefore it.\r\n" + STORY.replace("\n", "\r\n").encode() + b"After.\r\n")
    (folder / "c.txt").write_bytes(("“Élan” vital — naïveté.\n" + STORY).encode("cp1252"))
    (folder / "d.txt").write_bytes(STORY.encode("utf-16"))
    (folder / "e.txt").write_bytes(f"Ein Leuchtturm für\0alle. {STORY * 4}".encode())
    (folder / "f.txt").write_bytes(("Un phare\0à côté. " + STORY * 4).encode("cp1252"))
    assert round_trip(folder, tmp_path) >= 2
    assert "lighthouse" not in (tmp_path / "unique" / TEXTS / "b.txt").read_text(encoding="utf-8-sig")


def test_the_earlier_date_stays(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Published on 3 March 2024\n{STORY}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"Published on 1 March 2024\n{STORY}", encoding="utf-8")
    documents = loaded(tmp_path)
    left_out = unique(documents, alignments(documents, Settings()))
    assert {item.document for item in left_out} == {0}


def test_the_day_in_its_name_dates_a_newspaper(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Published on 3 March 2024\n{STORY}", encoding="utf-8")
    (tmp_path / "times-1844-03-12.txt").write_text(STORY, encoding="utf-8")
    documents = loaded(tmp_path)
    left_out = unique(documents, alignments(documents, Settings()))
    assert {item.document for item in left_out} == {0}


def test_a_table_of_other_figures_is_no_telling_of_another(tmp_path: Path) -> None:
    for name in ("a", "b"):
        rows = random.Random(name)
        towns = [
            f"{town} | {rows.randint(1, 40)} C | {rows.choice(SKIES)} | wind {rows.randint(1, 30)} km/h"
            for town in TOWNS
        ]
        (tmp_path / f"{name}.txt").write_text("\n".join(towns) + "\n", encoding="utf-8")
    documents = loaded(tmp_path)
    found = alignments(documents, Settings(minimum_similarity=0.8))
    assert found
    assert unique(documents, found) == ()


def test_what_stands_in_another_order_is_left_out(tmp_path: Path) -> None:
    first, second = (" ".join(f"{word}{i}" for i in range(30)) for word in ("alpha", "bravo"))
    (tmp_path / "a.txt").write_text(f"{first}. {second}.", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{second}. {first}.", encoding="utf-8")
    documents = loaded(tmp_path)
    left_out = unique(documents, alignments(documents, Settings()))
    assert {item.document for item in left_out} == {1}
    assert kept_text(documents[1].document.source, left_out) == ""
    assert not any(isinstance(piece, str) and len(piece) > 4 for item in left_out for piece in item.pieces)


COPIES: dict[str, Callable[[str], str]] = {
    "one blank more": lambda text: text.replace("which ", "which  ", 1),
    "other line ends": lambda text: text.replace("\n", "\r\n"),
    "blanks at line ends": lambda text: text.replace("\n", " \t\n"),
    "other measure": lambda text: "\n\n".join(map(textwrap.fill, text.split("\n\n"))),
    "indented": lambda text: textwrap.indent(text, "    "),
    "quoted": lambda text: textwrap.indent(text, "> ", lambda line: True),
    "no-break spaces": lambda text: re.sub(r" (?=[a-m])", "\u00a0", text),
    "other quotes": lambda text: text.replace("'", "’"),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_a_copy_with_other_blanks_is_nothing_new(tmp_path: Path, copy: Callable[[str], str]) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    # Each a paragraph of its own, in words of its own.
    story = "\n\n".join(textwrap.fill(re.sub(r"(?<=\w{3})\b", x, STORY), 50) for x in "rstv") + "\n"
    (folder / "a.txt").write_text(story, encoding="utf-8")
    (folder / "b.txt").write_bytes(copy(story).encode())
    assert round_trip(folder, tmp_path) >= 1
    documents = loaded(folder)
    left_out = unique(documents, alignments(documents, Settings()))
    first, second = write(documents, left_out, tmp_path / "again")
    assert first.new == 1 and second.new_words == 0 and second.words == first.words
    assert not (tmp_path / "again" / TEXTS / "b.txt").exists()  # not even its signs of quotation


def test_a_copy_of_what_tells_something_twice_is_nothing_new(tmp_path: Path) -> None:
    other = "Nobody knows why the bakers of the town sleep until noon whenever the wind is from the north.\n"
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(STORY + other + STORY, encoding="utf-8")
    documents = loaded(tmp_path)
    first, again, end = len(STORY), len(STORY + other), len(documents[0].text)
    pairs = [
        (Place(0, 0, first), Place(0, again, end)),
        (Place(0, 0, first), Place(1, 0, first)),
        (Place(0, first, end), Place(1, first, end)),  # of whose twin a part is left out already
    ]
    left_out = unique(documents, [Alignment(*pair, 1.0, 0) for pair in pairs])
    texts = [kept_text(documents[0].text, items) for items in in_place(left_out, 2)]
    assert texts == [STORY + other, ""]
    assert rebuilt(texts, left_out) == [STORY + other + STORY] * 2


def test_what_is_like_something_left_out_is_made_from_what_stays_for_that(tmp_path: Path) -> None:
    for name, date in (("a", ""), ("b", ""), ("c", "Published on 1 March 2024\n")):
        (tmp_path / f"{name}.txt").write_text(date + STORY, encoding="utf-8")
    documents = loaded(tmp_path)
    a, b = (Place(document, 0, len(STORY)) for document in range(2))
    c = Place(2, len(documents[2].text) - len(STORY), len(documents[2].text))
    left_out = unique(documents, [Alignment(a, b, 1.0, 0), Alignment(b, c, 1.0, 0)])
    assert {(item.document, item.kept_document) for item in left_out} == {(0, 2), (1, 2)}


def test_a_word_spelt_otherwise_is_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY.upper(), encoding="utf-8")
    documents = loaded(tmp_path)
    found = alignments(documents, Settings())
    assert found and found[0].similarity == 1
    assert unique(documents, found) == ()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blanks=st.lists(st.sampled_from([" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\n> "]), min_size=40, max_size=40))
def test_blanks_changed_at_random_come_back(tmp_path: Path, blanks: list[str]) -> None:
    parts = [part for pair in zip(STORY.split(), blanks, strict=False) for part in pair]
    for name, text in (("a.txt", STORY), ("b.txt", "".join(parts))):
        (tmp_path / name).write_bytes(text.encode())
    documents = loaded(tmp_path)
    left_out = unique(documents, alignments(documents, Settings()))
    assert [(item.document, item.start, item.end) for item in left_out] == [(1, 0, len(documents[1].document.source))]
    assert rebuilt([STORY, ""], left_out) == [item.document.source for item in documents]


def unit(number: int) -> str:
    """A paragraph of two sentences in words of its own, of which there are 12 + 14."""
    told = [f"{word}{'abcdefghij'[number]}" for word in re.findall(r"\w{3,}", STORY)]
    return f"{' '.join(told[:12]).capitalize()}. {' '.join(told[12:]).capitalize()} {' '.join(told[:3])}."


UNITS = [unit(number) for number in range(6)]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    files=st.lists(st.lists(st.integers(0, len(UNITS) - 1), min_size=1, max_size=9), min_size=1, max_size=5),
    between=st.sampled_from(["\n\n", "\n", "\r\n", "\n***\n", "\n\n> "]),
)
def test_however_often_something_is_told_it_is_kept_once(tmp_path: Path, files: list[list[int]], between: str) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").unlink(missing_ok=True)
    for number, units in enumerate(files):
        (tmp_path / f"{number}.txt").write_bytes((between.join(UNITS[unit] for unit in units) + "\n").encode())
    documents = loaded(tmp_path)
    left_out = unique(documents, alignments(documents, Settings()))
    by_document = in_place(left_out, len(documents))
    kept = [kept_text(document.document.source, items) for document, items in zip(documents, by_document, strict=True)]
    assert rebuilt(kept, left_out) == [document.document.source for document in documents]
    told = [word for text in kept for word in re.findall(r"\w+", text)]
    assert sorted(told) == sorted(word for unit in set().union(*files) for word in re.findall(r"\w+", UNITS[unit]))


def test_what_is_told_over_and_over_takes_few_lines_of_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY * 500, encoding="utf-8")
    documents = loaded(tmp_path)
    left_out = unique(documents, alignments(documents, Settings()))
    assert kept_text(documents[0].document.source, left_out) == STORY
    assert len(left_out) < 20


def test_what_is_only_like_a_part_of_it_is_left_out_where_it_is(tmp_path: Path) -> None:
    # Of the second one all but a word is in the first one, which is in part a twin of the third.
    edited = UNITS[1].replace("nineb", "twelve")
    for name, units in (("a", [UNITS[0]]), ("b", UNITS[:3]), ("c", [UNITS[0], UNITS[2], edited])):
        (tmp_path / f"{name}.txt").write_text("\n\n".join(units) + "\n", encoding="utf-8")
    assert edited != UNITS[1]
    documents = loaded(tmp_path)
    left_out = in_place(unique(documents, alignments(documents, Settings())), 3)
    texts = [kept_text(document.document.source, items) for document, items in zip(documents, left_out, strict=True)]
    assert texts == [UNITS[0] + "\n", "\n\n".join(UNITS[1:3]) + "\n", ""]


def test_words_of_the_same_letters_in_another_order_are_their_own(tmp_path: Path) -> None:
    some = ["aA", "bB", "cC", "dD", "eE", "fF", "gG", "hH", "iI", "jJ", "kK", "lL", "mM", "nN"]
    for name, told in (("a", some), ("b", [word.swapcase() for word in some]), ("c", some)):
        (tmp_path / f"{name}.txt").write_text(" ".join(told) + "\n", encoding="utf-8")
    documents = loaded(tmp_path)
    sources = [document.document.source for document in documents]
    pairs = [(Place(0, 0, 41), Place(1, 0, 41)), (Place(1, 0, 41), Place(2, 0, 41))]
    left_out = unique(documents, [Alignment(*pair, 1.0, 0) for pair in pairs])
    kept = [kept_text(source, items) for source, items in zip(sources, in_place(left_out, 3), strict=True)]
    assert kept == [sources[0], sources[1], ""] and rebuilt(kept, left_out) == sources


def test_a_sentence_is_not_cut_for_a_few_words_of_it(tmp_path: Path) -> None:
    some = " ".join(f"word{'abcdefghijklmnop'[number]}" for number in range(15))
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(
            f"{UNITS[0]}\n\nIn {name * 5} {name * 6} he said that {some}, {name * 7} or {name * 8}.\n", encoding="utf-8"
        )
    documents = loaded(tmp_path)
    left_out = unique(documents, [Alignment(Place(0, 0, len(UNITS[0])), Place(1, 0, len(UNITS[0])), 1.0, 0)])
    assert [documents[1].text[item.start : item.end].strip() for item in left_out] == [UNITS[0]]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_alignments_can_be_undone(tmp_path: Path, data: st.DataObject) -> None:
    words = st.sampled_from(["gale", "lamp", "né", "the", "9,5", "—", "灯", "塔"])
    blanks = st.sampled_from([" ", "  ", "\n", "\r\n", "\n> ", "\u00a0", ""])
    anything = st.lists(st.tuples(words, blanks).map("".join), min_size=1, max_size=40).map("".join)
    parts = data.draw(st.lists(anything, min_size=1, max_size=3))
    texts = data.draw(
        st.lists(st.lists(st.sampled_from(parts), min_size=1, max_size=4).map("".join), min_size=1, max_size=4)
    )
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_bytes(text.encode())
    for number in range(len(texts), 4):
        (tmp_path / f"{number}.txt").unlink(missing_ok=True)
    documents = loaded(tmp_path)

    def place() -> Place:
        document = data.draw(st.integers(0, len(texts) - 1))
        length = len(documents[document].text)
        start = data.draw(st.integers(0, length - 1))
        return Place(document, start, data.draw(st.integers(start + 1, length)))

    found = [Alignment(place(), place(), 1.0, 0) for _ in range(data.draw(st.integers(0, 8)))]
    left_out = unique(documents, found)
    by_document = in_place(left_out, len(documents))
    kept = [kept_text(document.document.source, items) for document, items in zip(documents, by_document, strict=True)]
    assert rebuilt(kept, left_out) == [document.document.source for document in documents]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("mine")
    with pytest.raises(TwicetoldError):
        list(write([], (), tmp_path))


def test_what_changed_since_it_was_read_is_told_from_what_has_no_bytes_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("grows.txt", "stays.txt", "goes.txt"):
        (folder / name).write_text(f"A line of {name}.\n", encoding="utf-8")
    (folder / "rows.jsonl").write_text('{"text": "A boat came home."}\n', encoding="utf-8")
    documents = loaded(folder)
    with (folder / "grows.txt").open("a", encoding="utf-8") as file:
        file.write("A further line.\n")
    (folder / "goes.txt").unlink()
    shares = write(documents, [], tmp_path / "unique")
    told = {share.file: (share.exact, share.has_changed) for share in shares}
    assert told == {
        "goes.txt": (False, True), "grows.txt": (False, True), "rows.jsonl": (False, False), "stays.txt": (True, False)
    }  # fmt: skip
