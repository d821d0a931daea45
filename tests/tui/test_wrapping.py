"""The wrap table: nothing lost, nothing too wide, nothing cut that need not be."""

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.text.page_paragraphs import Paragraph
from reader.tui.hyphenation import divisions
from reader.tui.wrapping import Divide, WrapTable, cells_of, is_divided, wrap, wrap_paragraph

TEXTS = st.text(
    st.sampled_from("abcdefgh  \n-—.,é́日本👩\u200d👧🇫🇷ß\tжЖ\u05d0") | st.characters(exclude_categories=("Cs", "Cc")),
    max_size=300,
)


def lines(text: str, table: WrapTable) -> list[str]:
    return [text[start:end] for start, end in zip(table.starts, table.ends, strict=True)]


def wrapped(text: str, width: int, spacing: int = 0) -> list[str]:
    return lines(text, wrap(text, 0, len(text), width, spacing))


def test_breaks_at_spaces() -> None:
    assert wrapped("the quick brown fox jumps", 10) == ["the quick", "brown fox", "jumps"]


def test_breaks_after_a_hyphen_or_dash_inside_a_word_but_not_in_a_date() -> None:
    assert wrapped("a well-known fact", 8) == ["a well-", "known", "fact"]
    assert wrapped("on 2024-02-10 there", 10) == ["on", "2024-02-10", "there"]


def test_breaks_at_a_zero_width_space_and_gives_what_is_not_seen_no_cell() -> None:
    assert wrapped("ខ្ញុំ\u200bទៅ\u200bផ្សារ", 4) == ["ខ្ញុំ\u200bទៅ\u200b", "ផ្សារ"]
    assert wrapped("one\u2060two three", 8) == ["one\u2060two", "three"]


def test_cuts_a_word_only_when_it_is_longer_than_the_line() -> None:
    assert wrapped("ab abcdefghijkl cd", 5) == ["ab", "abcde", "fghij", "kl cd"]


def divided(text: str, width: int, divide: Divide) -> WrapTable:
    table = WrapTable()
    wrap_paragraph(table, text, Paragraph(0, len(text.rstrip())), width, divide=divide)
    return table


def test_words_are_divided_where_their_language_allows_it_and_a_cell_is_left_for_the_hyphen() -> None:
    text = "the hyphenation of hyphenation"
    table = divided(text, 12, lambda word: divisions(word, "en"))
    assert lines(text, table) == ["the hyphena", "tion of hy", "phenation"]
    assert [is_divided(text, end) for end in table.ends] == [True, True, False]
    russian = "это удивительное событие"
    for language in ("ru", "en"):  # a word's letters tell more than the language of the page
        table = divided(russian, 14, lambda word, of=language: divisions(word, of))  # type: ignore[misc]
        assert lines(russian, table) == ["это удивитель", "ное событие"]
    assert divisions("NATO-Staaten"[:4], "de") == divisions("short", "en") == ()


@given(st.text(st.sampled_from("abcdefghij жзикл"), max_size=200), st.integers(4, 30))
def test_dividing_loses_nothing_and_fits(text: str, width: int) -> None:
    table = divided(text, width, lambda word: range(2, len(word) - 2))
    found = lines(text, table)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in found)


def test_keeps_the_indentation_of_a_paragraph() -> None:
    assert wrapped("  if x:\n    return something long", 16) == ["  if x:", "    return", "something long"]


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert wrapped("one\ntwo\n\n\nthree", 10, spacing=1) == ["one", "", "two", "", "three"]


def test_wide_characters_break_anywhere() -> None:
    assert wrapped("日本語日本語", 5) == ["日本", "語日", "本語"]


def test_closing_punctuation_begins_no_line_and_opening_ends_none() -> None:
    assert wrapped("日本語日本，語日。", 10) == ["日本語日", "本，語日。"]
    assert wrapped("日本語日「本語」。日", 10) == ["日本語日", "「本語」。", "日"]
    assert wrapped("日本語日本”語", 10) == ["日本語日", "本”語"]


@given(st.text(st.sampled_from("日本ab 、。「」（），！"), max_size=80), st.integers(2, 20))
def test_such_lines_are_never_too_wide(text: str, width: int) -> None:
    found = wrapped(text, width)
    assert all(cell_len(line) <= width for line in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_keeps_graphemes_whole() -> None:
    family = "👩\u200d👩\u200d👧"
    assert wrapped(f"aa{family}{family}", 4) == [f"aa{family}", family]


@given(TEXTS, st.integers(2, 40))
@example("a\u0301" * 30, 7)
@example("\u200d\u200d", 2)
@example("日" * 50, 3)
def test_every_visible_character_is_on_one_line_in_order(text: str, width: int) -> None:
    table = wrap(text, 0, len(text), width)
    shown = "".join(lines(text, table))
    assert "".join(shown.split()) == "".join(text.split())
    assert list(table.starts) == sorted(table.starts)
    assert all(start <= end for start, end in zip(table.starts, table.ends, strict=True))


@given(TEXTS, st.integers(4, 40))
@example("000A-A", 4)
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    for line in wrapped(text, width):
        assert cells_of(line) <= width or len(line) <= 2, line


@given(TEXTS, st.integers(4, 40))
def test_every_character_is_found_again(text: str, width: int) -> None:
    table = wrap(text, 0, len(text), width)
    for offset, character in enumerate(text):
        if not character.isspace():
            line = table.line_at(offset)
            assert table.starts[line] <= offset < table.ends[line]


@given(st.text("ab \n", max_size=100), st.integers(0, 50), st.integers(0, 50))
def test_a_span_is_wrapped_as_if_it_were_alone(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    assert lines(text, wrap(text, start, end, 9)) == wrapped(text[start:end], 9, 1)


def test_cells_of_counts_tabs_as_the_screen_shows_them() -> None:
    assert cells_of("a\tb") == cell_len("a    b")
