from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.reuse.alignment import diff

VOCABULARY = ["one", "Two", "three", "four", "five", "six", "seven", "é", "x-y", "“"]
texts = st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join)


def changed(before: str, after: str) -> list[tuple[str, str, str]]:
    return [
        (edit.op, before[edit.a_start : edit.a_end], after[edit.b_start : edit.b_end])
        for edit in diff(before, after)
        if edit.op != "equal"
    ]


def test_one_word_replaced() -> None:
    assert changed("the quick brown fox", "the quick red fox") == [("replace", "brown", "red")]


def test_words_put_in_and_taken_out() -> None:
    assert changed("a b c d", "a b x c") == [("insert", "", "x"), ("delete", "d", "")]


def test_case_and_quotes_are_light_differences() -> None:
    edits = diff("He said “no” today", 'He SAID "no" today')
    assert {edit.op for edit in edits} == {"equal"}
    assert [edit.exact for edit in edits] == [True, False, True]


def test_a_moved_sentence_is_marked_on_both_sides() -> None:
    before = "Ships left the harbour at dawn. Nobody in the town had expected it, said the mayor on Monday."
    after = "Nobody in the town had expected it, said the mayor on Monday. Ships left the harbour at dawn."
    edits = [edit for edit in diff(before, after) if edit.moved]
    assert [edit.op for edit in edits] == ["insert", "delete"] or [edit.op for edit in edits] == ["delete", "insert"]
    taken = next(edit for edit in edits if edit.op == "delete")
    put = next(edit for edit in edits if edit.op == "insert")
    assert taken.moved == (put.b_start, put.b_end)
    assert put.moved == (taken.a_start, taken.a_end)


def test_long_texts_are_cut_at_anchors() -> None:
    before = [f"w{i}" for i in range(9000)]
    after = [*before[:4000], "new", *before[4001:]]
    assert changed(" ".join(before), " ".join(after)) == [("replace", "w4000", "new")]


@given(texts, texts)
def test_edits_cover_both_texts_in_order(before: str, after: str) -> None:
    at_a = at_b = 0
    for edit in diff(before, after):
        assert at_a <= edit.a_start <= edit.a_end <= len(before)
        assert at_b <= edit.b_start <= edit.b_end <= len(after)
        assert not any(c.isalnum() for c in before[at_a : edit.a_start] + after[at_b : edit.b_start])
        at_a, at_b = edit.a_end, edit.b_end
    assert not any(c.isalnum() for c in before[at_a:] + after[at_b:])


@given(texts)
def test_a_text_equals_itself(text: str) -> None:
    assert all(edit.op == "equal" and edit.exact for edit in diff(text, text))


def test_a_word_with_an_apostrophe_is_replaced_as_a_whole() -> None:
    assert changed("They don't know it", "They didn’t know it") == [("replace", "don't", "didn’t")]
    assert [edit.exact for edit in diff("They don't know", "They don’t know")] == [True, False, True]


def test_a_number_is_replaced_as_a_whole() -> None:
    assert changed("It cost 1,200.50 at 10:30.", "It cost 1,300.50 at 10:45.") == [
        ("replace", "1,200.50", "1,300.50"),
        ("replace", "10:30", "10:45"),
    ]
    assert changed("It was so.No", "It was so.Yes") == [("replace", "No", "Yes")]


def test_parts_of_a_word_in_another_order_are_another_word() -> None:
    assert changed("rock'n", "n'rock") == [("replace", "rock'n", "n'rock")]


def test_one_character_of_a_script_without_spaces_is_replaced_alone() -> None:
    assert changed("市議会は火曜日に決めた", "市議会は水曜日に決めた") == [("replace", "火", "水")]


def test_a_short_word_does_not_part_a_long_change() -> None:
    before = "She said that nobody in the whole village had ever seen such rain"
    after = "She said that snow fell on the fields along every road for days in May"
    assert len(changed(before, after)) == 1


def test_a_name_parts_a_long_change() -> None:
    before = "They were glad about it, Mariella answered when everyone had left"
    after = "Some people were angry, Mariella wrote later on that day"
    assert "Mariella" in {before[edit.a_start : edit.a_end] for edit in diff(before, after) if edit.op == "equal"}


def test_words_that_come_again_and_again_do_not_hold_two_stories_side_by_side() -> None:
    before = (
        "The fleet left the harbour at dawn, sailors said. They were glad. Grain for Egypt was aboard, said sailors. "
        "They sang loud songs all night, sailors said."
    )
    after = (
        "A minister was asked about taxes on fuel, he said. They rise. Schools want more money for teachers, said the "
        "minister. They close early this year for lack of it, he said."
    )
    assert [op for op, *_ in changed(before, after)] == ["replace"]


def log(numbers: Iterable[int]) -> str:
    return "".join(
        f"{n} INFO worker-{n % 7} finished job {37 * n} in {13 * n % 97} ms without retries\n" for n in numbers
    )


def test_words_that_stand_on_all_lines_hold_logs_side_by_side() -> None:
    before, after = log(range(100, 250)), log(range(1250, 1340))
    stays = [before[edit.a_start : edit.a_end] for edit in diff(before, after) if edit.op == "equal"]
    assert sum("without retries" in words for words in stays) == 90


def test_long_texts_without_anchors_are_held_side_by_side() -> None:
    before, after = log(range(1000, 1600)), log(range(3000, 3600))
    stays = [before[edit.a_start : edit.a_end] for edit in diff(before, after) if edit.op == "equal"]
    assert sum("without retries" in words for words in stays) > 500


def test_a_phrase_that_comes_again_and_again_is_not_moved() -> None:
    stays = " ".join(f"word{i}" for i in range(30))
    before = " ".join(f"{word} and so it was" for word in ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot"))
    after = " ".join(f"{word} and so it was" for word in ("golf", "hotel", "india", "juliett", "kilo", "lima"))
    assert not [edit for edit in diff(f"{before} {stays}", f"{stays} {after}") if edit.moved]


def test_changes_near_each_other_are_parted_by_what_stays() -> None:
    assert changed("it was on the old roof of it", "it was in the new roof to it") == [
        ("replace", "on", "in"), ("replace", "old", "new"), ("replace", "of", "to")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("here", "there", "only"),
    [
        ("by air, the guard said.\n\nThe old ship lost power", "by air.\n\nThe old ship lost power", "the guard said"),
        ("It was so. He left. He came", "It was so. He came", "He left"),
    ],
)
def test_what_only_one_says_begins_and_ends_where_the_text_breaks(here: str, there: str, only: str) -> None:
    assert [here[edit.a_start : edit.a_end] for edit in diff(here, there) if edit.op == "delete"] == [only]
    assert [here[edit.b_start : edit.b_end] for edit in diff(there, here) if edit.op == "insert"] == [only]
