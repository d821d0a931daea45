"""What was read in one telling and stands in another."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.library.entries import AlignmentEntry
from reader.library.userdata.carrying import carried_over
from reader.library.userdata.spans import Spans, spans
from reader.positions import Span

OPENING = "The chair opened the meeting at seven in the evening and noted that a quorum was present.\n"
ROOMS = "Ms Özdemir moved that the practice rooms should be opened on Sundays; it was carried by seven votes to two.\n"
HEATING = "Mr Größmann pointed out that the heating in the great hall had been failing since November.\n"
RESERVES = "The treasurer reported that the association held reserves of 12,480 euros.\n"

JANUARY = OPENING + ROOMS + HEATING
MARCH = OPENING + RESERVES + ROOMS


def parts(here: str, there: str, read: Spans, least: float = 0.8, before: Spans = Spans()) -> list[str]:  # noqa: B008
    """What of one telling counts as read after parts of another were."""
    alignment = AlignmentEntry(0, 0, len(here), 1, 0, len(there), 0.7, 0)
    carried = carried_over(0, [alignment], {1: read}, lambda document: (here, there)[document], least, before)
    return [here[start:end] for start, end in carried]


def known(here: str, there: str, read: Spans, least: float = 0.8) -> str:
    return "".join(parts(here, there, read, least))


def all_of(text: str) -> Spans:
    return Spans(((0, len(text)),))


def test_what_is_new_within_a_passage_was_not_read_in_its_twin() -> None:
    assert known(MARCH, JANUARY, all_of(JANUARY)) == OPENING + ROOMS
    assert known(JANUARY, MARCH, all_of(MARCH)) == OPENING + ROOMS


def test_only_what_was_shown_of_a_twin_was_read() -> None:
    assert known(MARCH, JANUARY, Spans(((0, len(OPENING)),))) == OPENING
    assert known(MARCH, JANUARY, spans([(0, len(OPENING)), (len(OPENING + ROOMS), len(JANUARY))])) == OPENING
    assert known(MARCH, JANUARY, Spans()) == ""


def test_new_words_of_a_sentence_that_was_read_are_not_known() -> None:
    lost = ROOMS.replace("carried", "lost").replace("seven", "three")
    said = known(lost, ROOMS, all_of(ROOMS))
    assert said == lost.replace("lost ", "").replace("three ", "")


def test_few_words_of_a_sentence_do_not_count() -> None:
    other = "The chair closed the meeting late at night and thanked everybody for a present.\n"
    assert known(OPENING + other, OPENING + HEATING, all_of(OPENING + HEATING)) == OPENING
    half = "Mr Größmann pointed out that the heating costs twice as much as was thought in the spring.\n"
    assert known(half, HEATING, all_of(HEATING)) == ""
    assert "Mr Größmann pointed out that the heating" in known(half, HEATING, all_of(HEATING), 0.3)


def test_a_sentence_that_was_moved_was_read() -> None:
    moved = known(HEATING + OPENING, OPENING + HEATING, all_of(OPENING + HEATING))
    assert moved.endswith("chair opened the meeting at seven in the evening and noted that a quorum was present.\n")
    assert moved.startswith(HEATING)


def test_case_line_breaks_and_marks_do_not_matter() -> None:
    broken = "“The chair opened the MEETING at seven\nin the evening – and noted that a quorum was present!”\n"
    assert known(broken, OPENING, all_of(OPENING)) == broken


def test_what_was_read_earlier_in_the_same_document_is_carried_over() -> None:
    text = OPENING + RESERVES + OPENING
    again = len(OPENING + RESERVES)
    within = [AlignmentEntry(0, 0, len(OPENING), 0, again, len(text), 1.0, 0)]
    carried = carried_over(0, within, {0: Spans(((0, len(OPENING)),))}, lambda document: text, 0.8, Spans())
    assert carried.pairs == ((again, len(text)),)


def test_what_is_known_anyway_stays_known() -> None:
    before = Spans(((len(OPENING), len(OPENING) + 13),))
    assert parts(MARCH, JANUARY, Spans(), before=before) == ["The treasurer"]
    assert parts(MARCH, JANUARY, all_of(JANUARY), before=before) == [OPENING + "The treasurer", ROOMS]


def test_the_likeliest_twin_is_asked_first_and_others_while_it_is_not_enough() -> None:
    texts = (MARCH, JANUARY, MARCH.replace("12,480", "9,000"))
    alignments = [
        AlignmentEntry(0, 0, len(MARCH), twin, 0, len(texts[twin]), similarity, 0)
        for twin, similarity in ((1, 0.7), (2, 0.98))
    ]
    read = {twin: all_of(texts[twin]) for twin in (1, 2)}
    asked: list[int] = []

    def text_of(document: int) -> str:
        asked.append(document)
        return texts[document]

    assert carried_over(0, alignments, read, text_of, 0.8, Spans(), 0.9).share(0, len(MARCH)) >= 0.9
    assert set(asked) == {0, 2}
    carried_over(0, alignments, read, text_of, 0.8, Spans())
    assert set(asked) == {0, 1, 2}


@given(
    st.lists(st.sampled_from([OPENING, ROOMS, HEATING, RESERVES]), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=6),
    st.floats(0.1, 1),
)
def test_only_words_that_were_read_are_carried_over(told: list[str], read: list[Span], least: float) -> None:
    was_read = spans((start, min(end, len(JANUARY))) for start, end in read)
    shown = " ".join(JANUARY[start:end] for start, end in was_read)
    carried = " ".join(parts("".join(told), JANUARY, was_read, least))
    assert _words(carried) <= _words(shown)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
