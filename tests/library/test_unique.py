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
from reader.library.loaded import LoadedDocument, load
from reader.library.rebuilding import rebuild, rebuilt
from reader.library.retelling import alignments
from reader.library.unique import TEXTS, in_place, kept_text, unique, write
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
    assert [item.document for item in left_out] == [1]
    assert sum(isinstance(piece, str) and len(piece) > 4 for piece in left_out[0].pieces) == 0


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
    story = "\n\n".join(textwrap.fill(re.sub("(?<=e)r", f"{x}", STORY), 50) for x in "rstv") + "\n"
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
    assert [(item.document, item.kept_document) for item in left_out] == [(1, 2), (0, 2)]


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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_alignments_can_be_undone(tmp_path: Path, data: st.DataObject) -> None:
    words = st.sampled_from(["gale", "lamp", "né", "the", "9,5", "—", "灯", "塔"])
    blanks = st.sampled_from([" ", "  ", "\n", "\r\n", "\n> ", "\u00a0", ""])
    anything = st.lists(st.tuples(words, blanks).map("".join), min_size=1, max_size=40).map("".join)
    texts = data.draw(st.lists(anything, min_size=1, max_size=4))
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
