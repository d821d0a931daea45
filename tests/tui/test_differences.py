"""Edit scripts merged into one text."""

from hypothesis import given
from hypothesis import strategies as st

from reader.reuse.alignment import diff
from reader.tui.differences import LONG_WORDS, Differences, compare, counterpart, differences

SOME_WORDS = ["the", "cat", "sat", "on", "a", "red", "mat,", "and", "then", "he", "left.", "again"]
WORDS = st.lists(st.sampled_from(SOME_WORDS), max_size=40)


def merged(here: str, there: str) -> Differences:
    return differences(here, there, diff(here, there))


def parts(value: Differences, *kinds: str) -> list[str]:
    return [value.text[start:end] for start, end, kind in value.parts if kind in kinds]


def test_what_differs_is_marked() -> None:
    value = merged("The cat sat on the mat", "The cat sat on the old mat today")
    assert parts(value, "there") == ["old", "today"]
    assert parts(value, "here") == []


def test_a_replaced_word_stands_before_its_replacement() -> None:
    value = merged("He saw the red house there", "He saw the blue house there")
    assert [(value.text[a:b], kind) for a, b, kind in value.parts][1:3] == [("red", "here"), ("blue", "there")]


def test_signs_by_themselves_are_no_part_of_what_differs_beside_them() -> None:
    value = merged("# Daily note 12\n\n## Todo\n\n- bread", "# Daily note 4\n\n## Todo\n\n- milk")
    assert parts(value, "here", "there") == ["12", "4", "bread", "milk"]
    value = merged("| bread | 11, |\n| milk | 2 |", "| bread | 3, |\n| milk | 2 |")
    assert parts(value, "here", "there") == ["11,", "3,"]
    value = merged("He said – as they all did – that he went", "He said – as they often did – that he went")
    assert parts(value, "here", "there") == ["all", "often"]


def test_a_long_stretch_that_is_the_same_is_shortened() -> None:
    same = " ".join(f"word{i}" for i in range(3 * LONG_WORDS))
    value = merged(f"{same} one", f"{same} two")
    assert parts(value, "left-out") == [f"⋯ {3 * LONG_WORDS - 24} words the same ⋯"]
    assert parts(value, "here", "there") == ["one", "two"]


def test_a_line_end_amid_chinese_is_no_blank() -> None:
    here, there = "老守塔人站在狭窄的\n礁石上。春天来了。", "老守塔人站在狭\n窄的礁石上。冬天\n来了。"
    assert merged(here, there) == merged(here.replace("\n", ""), there.replace("\n", ""))


@given(WORDS, WORDS)
def test_either_text_can_be_read_from_the_merged_one(here: list[str], there: list[str]) -> None:
    value = merged(" ".join(here), " ".join(there))
    if parts(value, "left-out"):
        return
    letters = lambda words: "".join(c for word in words for c in word if c.isalpha())  # noqa: E731
    assert letters(parts(value, "same", "here")) == letters(here)
    assert letters(parts(value, "same", "there")) == letters(there)


MARKED = st.lists(
    st.sampled_from(
        ["the", "cat,", "«sat", "on»,", "—", "(a", "red)", "mat.", "well-known", "he’d", "“left”…", "昨晚，登", "\n"]
    ),
    max_size=20,
)


@given(MARKED, MARKED)
def test_no_character_of_the_twin_is_lost(here: list[str], there: list[str]) -> None:
    value = merged(" ".join(here), " ".join(there))
    if not parts(value, "left-out") and any(word.isalpha() for word in there):
        assert "".join("".join(parts(value, "same", "there", "moved-in")).split()) == "".join("".join(there).split())


def test_punctuation_stays_where_words_differ() -> None:
    value = merged(
        "Она увидела «французскую линзу». Мы ждали этого дня шесть лет», — сказала она. Работы шли долго.",
        "Она увидела «линзу из Парижа». Мы ждали — шесть лет», — сказала она. Работы шли (очень) долго.",
    )
    assert (
        "«линзу" in value.text
        and "Парижа»." in value.text
        and "лет», — сказала она. Работы шли (очень) долго." in value.text
    )
    assert merged("a well-known man", "a well-read man").text == "a well-known read man"
    assert merged("One cat sat", "Two cat sat").text == "One Two cat sat"
    assert merged("Now the cat sat", "the cat sat").text == "Now the cat sat"
    assert merged("台风昨晚登陆，带来强风。", "台风今晨登陆，带来强风。").text == "台风昨晚今晨登陆，带来强风。"


@given(WORDS, WORDS)
def test_parts_are_in_order_and_apart(here: list[str], there: list[str]) -> None:
    value = merged(" ".join(here), " ".join(there))
    reached = 0
    for start, end, _ in value.parts:
        assert reached <= start < end <= len(value.text)
        reached = end


def test_the_counterpart_of_a_place_is_the_same_word_in_the_twin() -> None:
    here, there = "one two three four five six", "zero one two new three five six seven"
    edits = diff(here, there)
    for word in ("one", "two", "three", "five", "six"):
        assert counterpart(edits, here.index(word)) == there.index(word)
    assert counterpart(edits, here.index("four")) <= there.index("five")
    assert counterpart(edits, 10_000) <= len(there)


def test_ideographs_are_counted_one_by_one() -> None:
    made = compare("台风昨晚登陆，带来强风。", "台风今晨登陆，带来强风。")
    assert made.shared_words() == "8 of 10 words"


def test_words_are_counted_as_they_are_compared() -> None:
    line = "path=/v1/celim took 381ms"
    assert compare(f"Then {line} or so", f"Now {line}", (5, 5 + len(line))).shared_words() == "5 of 5 words"
