"""Who else tells a passage, through places that it was not aligned with."""

from pathlib import Path

import pytest

from reader.library import tellings
from reader.library.entries import AlignmentEntry
from reader.library.queries import passages, with_more
from reader.library.tellings import Tellings
from tests.library.making import catalogue_of, prose

TOLD = "The council voted to rebuild the old lighthouse that a winter storm had torn down to its granite base."
OTHERWISE = "The council voted to raise again the old lighthouse that a winter storm had torn down to its granite base."
UNLIKE = "Barley of a new kind ripens three weeks before any other sort, growers in northern valleys were told today."


def test_a_cluster_is_followed_from_place_to_place(tmp_path: Path) -> None:
    documents = [prose(name, text) for name, text in zip("abcdef", [TOLD, TOLD, OTHERWISE, TOLD, UNLIKE, TOLD])]  # noqa: B905
    pairs = [(0, 1, 7), (1, 2, 7), (2, 3, 7), (3, 4, 7), (3, 5, 8)]
    alignments = [AlignmentEntry(a, 0, 100, b, 0, 100, 0.9, cluster) for a, b, cluster in pairs]
    catalogue = catalogue_of(tmp_path, documents, *alignments)
    (passage,) = passages(catalogue, 0, 0, 100)
    assert [twin.document for twin in passage.twins] == [1]
    found = list(Tellings(catalogue).further_twins(0, passage, lambda: False))
    assert [(twin.document, twin.told_start, twin.told_end, twin.within) for twin in found] == [
        (2, 0, 100, False),
        (3, 0, 100, False),
    ]  # not what only tells something else of the cluster, and nothing of another cluster
    assert found[0].similarity == pytest.approx(2 * 17 / (19 + 20), abs=0.03) and found[1].similarity == 1.0
    more = with_more(passage, found)
    assert [twin.document for twin in more.twins] == [3, 1, 2] and more.other_documents == 3


@pytest.mark.parametrize(
    "long",
    [
        f"{UNLIKE} {UNLIKE} {TOLD} {UNLIKE}",
        f"{UNLIKE.removesuffix(', growers in northern valleys were told today.')} {TOLD}",
    ],
    ids=["much more", "little more"],
)
def test_of_a_place_that_tells_more_the_part_that_tells_the_passage_is_the_twin(tmp_path: Path, long: str) -> None:
    alignments = [
        AlignmentEntry(0, 0, len(TOLD), 1, 0, len(TOLD), 1.0, 7),
        AlignmentEntry(1, 0, len(TOLD), 2, 0, len(long), 0.5, 7),
    ]
    texts = {"a": TOLD, "b": TOLD, "c": long}
    catalogue = catalogue_of(tmp_path, [prose(name, text) for name, text in texts.items()], *alignments)
    (passage,) = passages(catalogue, 0, 0, len(TOLD))
    (twin,) = Tellings(catalogue).further_twins(0, passage, lambda: False)
    assert (long[twin.start : twin.end], twin.similarity) == (TOLD.removesuffix("."), 1.0)


def test_what_tells_the_passage_part_by_part_is_no_further_twin(tmp_path: Path) -> None:
    parts = [AlignmentEntry(0, start, start + 50, 2, start, start + 50, 0.9, 8 + start) for start in (0, 50)]
    whole = [AlignmentEntry(a, 0, 100, a + 1, 0, 100, 0.9, 7) for a in range(3)]
    catalogue = catalogue_of(tmp_path, [prose(name, TOLD) for name in "abcd"], *whole, *parts)
    passage = passages(catalogue, 0, 0, 100)[0]
    assert (passage.start, passage.end) == (0, 100)
    assert [twin.document for twin in Tellings(catalogue).further_twins(0, passage, lambda: False)] == [3]


def test_nothing_more_is_found_once_nobody_wants_it(tmp_path: Path) -> None:
    alignments = [AlignmentEntry(a, 0, 100, a + 1, 0, 100, 0.9, 7) for a in range(3)]
    catalogue = catalogue_of(tmp_path, [prose(name, TOLD) for name in "abcd"], *alignments)
    (passage,) = passages(catalogue, 0, 0, 100)
    assert list(Tellings(catalogue).further_twins(0, passage, lambda: True)) == []
    assert len(list(Tellings(catalogue).further_twins(0, passage, lambda: False))) == 2


def test_what_was_found_at_a_place_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alignments = [AlignmentEntry(a, 0, 100, a + 1, 0, 100, 0.9, 7) for a in range(3)]
    catalogue = catalogue_of(tmp_path, [prose(name, TOLD) for name in "abcd"], *alignments)
    (passage,) = passages(catalogue, 0, 0, 100)
    looking = Tellings(catalogue)
    found = list(looking.further_twins(0, passage, lambda: False))
    monkeypatch.setattr(catalogue, "text", None)
    monkeypatch.setattr(catalogue, "alignments", None)
    assert list(looking.further_twins(0, passage, lambda: False)) == found


def test_places_like_the_passage_lead_on_before_others_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tellings, "MOST_UNLIKE", 4)
    texts = [TOLD, TOLD, UNLIKE, *[UNLIKE] * 9, OTHERWISE, TOLD]
    unlike = [(1, 2), *((2, n) for n in range(3, 12))]
    pairs = [(0, 1), *unlike, (1, 12), (12, 13)]
    alignments = [AlignmentEntry(a, 0, 100, b, 0, 100, 0.9, 7) for a, b in pairs]
    catalogue = catalogue_of(tmp_path, [prose(f"{n:02}", text) for n, text in enumerate(texts)], *alignments)
    (passage,) = passages(catalogue, 0, 0, 100)
    read: list[int] = []
    text = catalogue.text
    monkeypatch.setattr(catalogue, "text", lambda entry, *span: read.append(int(entry.name)) or text(entry, *span))
    assert [twin.document for twin in Tellings(catalogue).further_twins(0, passage, lambda: False)] == [12, 13]
    assert len(set(read) - {0, 12, 13}) < 9
