"""The paragraphs of a page: which lines are joined, which are kept, and what parts them."""

import random
import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text import flow as flows
from reader.text.flow import Flow, LinesAsTheyAre, ParagraphLines
from reader.text.joined import joined
from reader.text.page_paragraphs import Paragraph

STORY = (
    "The tower above the harbour will be raised again in grey granite from the Harrow quarry, the works department of "
    "the town said on Monday, and a lamp will be lit in it before the winter comes.",
    "Marta Kolb, who leads the department, told the council that the stone is cheaper than it was, though nobody in "
    "the hall believed her; the quarry had been closed for years, and its owner lives abroad.",
    "Nothing was decided.",
    "A second reading is planned for the spring, when the members who were away at sea are expected to be back in "
    "town, and the well-known architect, whose plans were lost in the fire, will speak to them about the stairs.",
)


def filled(paragraphs: tuple[str, ...] = STORY, width: int = 70, between: str = "\n\n", **how: str) -> str:
    return between.join(textwrap.fill(paragraph, width, break_long_words=False, **how) for paragraph in paragraphs)


def said(text: str, *, is_markdown: bool = False) -> list[str]:
    """The paragraphs of a text as they are shown."""
    flow = Flow(text, is_markdown=is_markdown)
    return [flow.shown(each.start, each.end).text for each in flow.paragraphs(0, len(text))]


def free(text: str, *, is_markdown: bool = False) -> list[int]:
    """How many lines are left free above each paragraph but the first, where one likes one between paragraphs."""
    found = list(Flow(text, is_markdown=is_markdown).paragraphs(0, len(text)))
    return [max(each.above, int(each.spaced)) for each in found[1:]]


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
def test_the_lines_of_filled_paragraphs_are_joined(width: int) -> None:
    text = filled(width=width)
    assert said(text) == list(STORY)
    assert free(text) == [1, 1, 1]


def test_lines_that_are_paragraphs_stay_so_and_blank_lines_are_as_many_as_one_likes() -> None:
    lines = [STORY[0], "A sub-head", STORY[1], STORY[2], STORY[3]]
    assert said("\n".join(lines)) == said("\n".join(lines).replace("A sub-head", "\n\n\nA sub-head")) == lines
    assert free("\n".join(lines)) == [1, 1, 1, 1]


MINUTES = (
    "The chair opened the meeting at seven in the evening and noted that a quorum of the board was present.",
    "Frau Özdemir beantragt, die Übungsräume im Erdgeschoss künftig auch sonntags zu öffnen; der Antrag wird mit "
    "sieben gegen zwei Stimmen angenommen.",
    "Mr Größmann pointed out that the heating in the great hall had been failing since November and that the street in "
    "front of the house was not being cleared.",
)
NOUN = "Herr Größmann weist darauf hin, dass die Heizung im großen Saal seit November ausfällt und nicht geheizt wird."


def test_short_paragraphs_tell_together_that_a_noun_was_broken_off_by_the_margin() -> None:
    broken = textwrap.fill(NOUN, 70)
    assert "\nNovember" in broken
    assert said(filled((*MINUTES, NOUN))) == [*MINUTES, NOUN]
    assert said(f"{filled(MINUTES[:2])}\n\n{broken}")[2:] == [broken]  # too few to tell
    had_room = broken.replace("Saal seit\nNovember", "bis\nMai")  # so that the line was meant to end there
    assert said(f"{filled(MINUTES)}\n\n{had_room}")[3:] == [had_room]
    closed = broken.replace("seit\n", "auch.\n")
    assert said(f"{filled(MINUTES)}\n\n{closed}")[3:] == [closed]


SONG = "The sea is wide, the sea is deep,\nAnd under it the sailors sleep;\nThey will not wake for bell or drum."


def test_verse_stands_together_among_lines_that_are_paragraphs() -> None:
    further_in = textwrap.indent(SONG, "    ")
    for text in (
        "\n".join([f"{STORY[0]}\nThe old song:", further_in, *STORY[1:]]),
        "\n".join([STORY[0], f"\n{SONG}\n", *STORY[1:]]),
    ):
        song = further_in if further_in in text else SONG
        assert said(text)[-4:] == [song, *STORY[1:]]
        assert set(free(text)) == {1}
    among = ["Sub-head", "Another", STORY[0], *SONG.split("\n"), *STORY[1:]]
    assert said("\n".join(among)) == among


def test_a_mark_that_closes_a_sentence_of_chinese_belongs_to_the_line_before() -> None:
    words = "老守塔人站在狭窄的礁石上望着远处的风暴聚集孩子们在市场里追逐"
    one, two, three, four = (words[at:] + words[:at] for at in (0, 5, 9, 16))
    text = f"　　{one[2:]}\n{two}\n{three}\n{four}\n。\n\n　　{two[2:]}\n{three}\n。{one[1:]}\n{four}\n。"
    assert said(text) == [f"　　{one[2:]}{two}{three}{four}。", f"　　{two[2:]}{three}。{one[1:]}{four}。"]


KEPT_LINES = [
    "     The sea is wide, the sea is deep,\n       And under it the sailors sleep;\n"
    "     They will not wake for bell or drum\n       Until the other sailors come.",
    "Name    Age   Town\nAnna     12   Falmouth\nBert    103   Truro",
    "Mr. John Smith,\n12 Harbour Road,\nFalmouth.",
    "The Second Night\n----------------",
]


@pytest.mark.parametrize("kept", KEPT_LINES)
def test_lines_that_stay_stand_together_whatever_parts_the_prose_around_them(kept: str) -> None:
    prose = filled(between="\n", initial_indent="   ")
    text = f"{prose}\n\n{kept}\n\n{prose}"
    assert [each.strip() for each in said(text)] == [*STORY, kept.strip(), *STORY]
    assert free(text) == [1] * 8


def test_what_is_said_is_parted_as_the_paragraphs_are_between_which_no_blank_lines_stand() -> None:
    speech = [
        '    "And what is more, a short one."',
        '    "Indeed."',
        '    "Why not, then?" said he, and so did',
        '    "No."',
    ]
    text = "\n".join(
        [filled(between="\n", initial_indent="    "), *speech, filled(between="\n", initial_indent="    ")]
    )
    assert [each.strip() for each in said(text)] == [*STORY, *map(str.strip, speech), *STORY]
    assert set(free(text)) == {1}


def test_a_long_poem_between_paragraphs_that_no_blank_lines_part_is_not_spaced() -> None:
    poem = "\n".join(f"        The {number} ship went out to sea" + "."[: number % 2] for number in range(50))
    prose = filled(between="\n", initial_indent="    ")
    assert free(f"{prose}\n\n{poem}\n\n{prose}") == [1] * 4 + [0] * 49 + [1] * 4


@pytest.mark.parametrize("indent", ["    ", "\t", ""])
def test_paragraphs_that_no_blank_lines_part_are_told_by_their_indentation_or_short_last_lines(indent: str) -> None:
    text = filled(between="\n", initial_indent=indent)
    assert [each.strip() for each in said(text)] == list(STORY)
    assert free(text) == [1, 1, 1]


VERSE = "I wandered lonely as a cloud\nThat floats on high o'er vales and hills,\nWhen all at once I saw a crowd,"
BLANK_VERSE = (
    "Of Man's first disobedience, and the fruit\nOf that forbidden tree whose mortal taste\n"
    "Brought death into the World, and all our woe,\nWith loss of Eden, till one greater Man"
)
CODE = "def f(x: int) -> int:\n    return x + 1  # which is more\n\n\ndef g(y: int) -> int:\n    return f(y)"
ADDRESS = "Marta Kolb\nWorks Department\n12 Harrow Street\nOldtown OT1 2AB"
HEADERS = (
    "From: Marta Kolb <marta@example.org>\nTo: the council of the town of Oldtown, and who else reads it\nSubject: x"
)
TABLE = "| key | does |\n|-----|------|\n| j   | down |"
PROGRAM = "    assert argument is None or isinstance(argument, Descriptor)\n    self.argument = argument"
REMARK = (
    "// What the server said, kept so that the view without a filter can be shown again\n// exactly as it was made."
)
COLUMNS = "one    two    three\nfour   five   six"


@pytest.mark.parametrize("lines", [VERSE, BLANK_VERSE, CODE, ADDRESS, HEADERS, TABLE, COLUMNS, PROGRAM, REMARK])
def test_other_lines_stay_lines_and_the_blank_lines_of_the_file_part_them(lines: str) -> None:
    text = f"{filled(STORY[:2])}\n\n{lines}\n\n{filled(STORY[2:])}"
    assert said(text) == [*STORY[:2], *lines.split("\n\n\n"), *STORY[2:]]
    assert free(text) == [1, 1, *([2] if lines is CODE else []), 1, 1]
    assert said(lines) == lines.split("\n\n\n")


def test_a_log_stands_line_by_line() -> None:
    lines = [
        f"2026-11-{day:02} 10:00:07,123 INFO reader: read {day} files of the library again." for day in range(1, 29)
    ]
    assert said("\n".join(lines)) == lines
    assert not any(free("\n".join(lines)))


def test_a_long_table_of_values_stands_line_by_line() -> None:
    lines = [
        f"n{number},place {number % 7},{1900 + number},some words about {number} that differ" for number in range(80)
    ]
    assert said("\n".join(lines)) == lines
    assert not any(free("\n".join(lines)))


def test_items_of_lists_are_paragraphs_without_blank_lines_between_them() -> None:
    text = (
        "- one item that is short\n- another that is long enough to be filled over two lines of the file, so that\n"
        "  its second line is indented\n  1. nested item that is also long enough to be filled, since it says it\n"
        "     twice over\n- last"
    )
    assert said(text) == said(text, is_markdown=True)
    assert said(text) == [
        "- one item that is short",
        "- another that is long enough to be filled over two lines of the file, so that its second line is indented",
        "  1. nested item that is also long enough to be filled, since it says it twice over",
        "- last",
    ]
    assert free(text) == [0, 0, 0]
    assert [each.lead for each in Flow(text).paragraphs(0, len(text))] == ["  ", "  ", "     ", "  "]


CLOSINGS = [
    "Yours faithfully,\nJohn Smith",
    "Mit freundlichen Grüßen\nMarta Kolb",
    "I am, Sir,\nyour obedient servant,\nJ. Smith",
]


@pytest.mark.parametrize("closing", CLOSINGS)
def test_the_closing_of_a_letter_stands_below_what_is_said(closing: str) -> None:
    letter = f"Dear Sir,\n\n{filled(STORY[:2])}\n{closing}\n\n{filled(STORY[2:])}"
    assert said(letter) == ["Dear Sir,", *STORY[:2], closing, *STORY[2:]]


LINK = "https://www.example.org/towns/falmouth/harbour/tower/2024/the-tower-will-be-raised-again-in-grey-granite.html"


@pytest.mark.parametrize("link", [LINK, LINK + "?page=" + "1" * 100, f"({LINK})"])
def test_a_link_that_is_longer_than_the_lines_stands_in_its_paragraph(link: str) -> None:
    told = STORY[1].replace("cheaper", f"cheaper {link}")
    text = filled((STORY[0], told, STORY[3]), break_on_hyphens=False)
    assert said(text) == [STORY[0], told, STORY[3]]


def test_links_below_each_other_stay_lines() -> None:
    links = "\n".join(f"{LINK}#{number}" for number in range(4))
    text = f"{filled()}\n\n{links}\n\nSee\n{LINK}"
    assert said(text) == [*STORY, links, f"See\n{LINK}"]


def test_terms_stand_above_what_is_said_of_them() -> None:
    of_lamp, of_quarry = (
        textwrap.fill(told, 70, initial_indent=" " * 4, subsequent_indent=" " * 4) for told in STORY[:2]
    )
    text = f"lamp\n{of_lamp}\nquarry\n{of_quarry}\n\n-q, --quiet\n{of_lamp.lower()}\nstairs\n    A word."
    assert said(text) == [
        "lamp", f"    {STORY[0]}", "quarry", f"    {STORY[1]}",
        "-q, --quiet", f"    {STORY[0].lower()}", "stairs\n    A word.",
    ]  # fmt: skip
    assert free(text) == [0, 0, 0, 1, 0, 0]


def test_a_heading_of_minutes_stays_with_what_stands_directly_below_it() -> None:
    moved = f"Councillor Smith moved that {STORY[0][0].lower()}{STORY[0][1:]}"
    short = "The mayor called the meeting to order."
    text = f"CITY COUNCIL\n\n1. CALL TO ORDER\n{short}\n2. AGENDA\n{moved}\n\n3. COMMENT\n{moved}\n4. END\n{short}"
    assert said(text) == [
        "CITY COUNCIL", f"1. CALL TO ORDER\n{short}", "2. AGENDA", moved, "3. COMMENT", moved, f"4. END\n{short}"
    ]  # fmt: skip
    assert free(text) == [1, 0, 0, 1, 0, 1]


def test_what_stands_behind_a_gap_goes_on_below_it() -> None:
    rows = [
        textwrap.fill(told, 72, initial_indent=f"  {term:14}", subsequent_indent=" " * 16)
        for term, told in zip(("--lamp=WHERE", "-q", "--stairs", "-n NUMBER"), STORY, strict=True)
    ]
    flow = Flow("\n".join(rows))
    found = list(flow.paragraphs(0, len(flow.text)))
    assert [flow.shown(each.start, each.end).text for each in found] == [
        f"  {term:14}{told}" for term, told in zip(("--lamp=WHERE", "-q", "--stairs", "-n NUMBER"), STORY, strict=True)
    ]
    assert {each.lead for each in found if each.flows} == {" " * 16}


def evened(paragraph: str, width: int, tabs: bool) -> str:
    """A paragraph whose lines but the last a filler made even at the right, as nroff does, perhaps with tabs."""
    *lines, last = textwrap.wrap(paragraph, width, break_on_hyphens=False)
    for at, line in enumerate(lines):
        words = line.split(" ")
        free = width - len("".join(words))
        gaps = [free // (len(words) - 1) + (gap < free % (len(words) - 1)) for gap in range(len(words) - 1)]
        lines[at] = "".join(word + " " * gap for word, gap in zip(words, [*gaps, 0], strict=True))
    text = "\n".join([*lines, last])
    return "\n".join(to_tabs(line) for line in text.split("\n")) if tabs else text


def to_tabs(line: str) -> str:
    """A line with tabs for gaps that reach a column of them, as col(1) writes them."""
    cells = [line[at : at + 8] for at in range(0, len(line), 8)]
    return "".join(cell.rstrip(" ") + "\t" if cell.endswith("  ") and len(cell) == 8 else cell for cell in cells)


@pytest.mark.parametrize("tabs", [False, True])
@pytest.mark.parametrize("width", [50, 66, 72])
def test_lines_that_were_made_even_are_joined_and_tables_are_not(width: int, tabs: bool) -> None:
    table = "\n".join(
        f"{name:<{width - 20}}{number:20}" for name, number in (("Anna", 12), ("Bert", 103), ("Carla", 7))
    )
    page = f"{'TOWER(1)':<{width - 8}}TOWER(1)"
    text = "\n\n".join([page, *(evened(told, width, tabs) for told in STORY), table])
    assert said(text)[1:5] == list(STORY)
    assert said(text)[0] == page and said(text)[5:] == [table]


BOX = "┌──────┬──────┐\n│The   │if it │\n│lamp  │burns │\n└──────┴──────┘"
COMMAND = "reader export --format markdown --everything news/2024/november/ \\\n    --to articles/ and-more-of-it/"


@pytest.mark.parametrize("lines", [BOX, COMMAND])
def test_boxes_and_commands_stay_lines(lines: str) -> None:
    assert said(f"{filled(STORY)}\n\n{lines}") == [*STORY, lines]


def test_quoted_mail_is_joined_with_its_signs_before_each_line() -> None:
    quoted = textwrap.indent(filled(STORY[:1]), "> ") + "\n>\n" + textwrap.indent(filled(STORY[1:2]), "> ")
    text = f"{filled()}\n\n{quoted}\n"
    found = [each for each in Flow(text).paragraphs(text.index(">"), len(text)) if each.flows]
    assert [joined(text, each.start, each.end).text for each in found] == [f"> {STORY[0]}", f"> {STORY[1]}"]
    assert {each.lead for each in found} == {"> "}


def test_a_line_end_is_nothing_where_words_are_written_without_blanks_or_a_word_is_divided() -> None:
    chinese = (
        "灯塔将再次用哈罗采石场的灰色花岗岩建造并配有一盏灯工程部门的负责人周一表示工程将于明年春天开始预计需要两年时间"
        * 2
    )
    lines = "\n".join(textwrap.wrap(chinese, 30))
    assert said(lines) == [chinese]
    for text, shown in (
        ("a well-\nknown hall", "a well-known hall"),
        ("the sea--\nas it was", "the sea--as it was"),
        ("the sea --\nas it was", "the sea -- as it was"),
        ("from 1914-\n1918 on", "from 1914- 1918 on"),
        ("exam\u00ad\nple", "exam\u00adple"),
        ("one \n   two", "one two"),
        ("日本\nis Japan", "日本 is Japan"),
    ):
        assert joined(text, 0, len(text)).text == shown


def test_a_line_that_divides_a_word_was_broken_however_much_room_it_leaves() -> None:
    lines = [
        "The committee on transport met on Thursday evening to hear from the gover-",
        "nor of the province, who said that the state-of-the-art terminal will open in September",
        "at the latest. The governor added that a well-known company from the re-",
        "gion has been asked to supply the glass, the steel and the remaining furni-",
        "ture, and that no contract was signed before September.",
    ]
    (paragraph,) = said("\n".join(lines))
    assert "from the governor of the province" in paragraph and "from the region" in paragraph


def test_markdown_is_told_by_its_grammar() -> None:
    text = (
        "---\ntitle: a\nkind: b\n---\n\n# Head\nShort lines\nof one\nparagraph.\n\n```\ncode\n\ncode\n```\n\n"
        "    indented\n    code\n\nhard  \nbreak\n\nSetext\n------\n\n<p>\nHTML\n</p>\n"
    )
    assert said(text, is_markdown=True) == [
        "---\ntitle: a\nkind: b\n---",
        "# Head",
        "Short lines of one paragraph.",
        "```\ncode",
        "code\n```",
        "    indented\n    code",
        "hard  \nbreak",
        "Setext\n------",
        "<p>\nHTML\n</p>",
    ]


DIVIDED = (
    "The keeper gave an example of what he meant when he spoke of the light\n"
    "and every other one was worse than the last before it. He was the well-\n"
    "known friend of another well-known man who might be asked to find any-\n"
    "thing; anything he liked was in the interest of the town, and every ex-\n"
    "ample that the keeper gave was like the first one that he gave the town-\n"
    "man, men who spoke against it and were for it before, so that it was Ex-\n"
    "Ample that it was called in the end, with no more of an interest in-\n"
    "terest of the county went on for as long as anybody had known them.\n"
)


@pytest.mark.parametrize("before", ["", "> ", "    "])
@pytest.mark.parametrize("hyphen", ["-", "\u2010"])
def test_a_hyphen_that_divides_a_word_which_stands_elsewhere_is_not_shown(before: str, hyphen: str) -> None:
    text = textwrap.indent(DIVIDED.replace("-\n", f"{hyphen}\n"), before)
    (shown,) = said(text)
    for word in ("to find anything;", "every example that", "interest interest of"):
        assert word in shown
    for kept in (f"the well{hyphen}known friend", f"town{hyphen}man", f"Ex{hyphen}Ample"):
        assert kept in shown
    flow = Flow(text)
    at = flow.shown(0, len(text)).text.index("every example") + len("every ex")
    assert text[flow.shown(0, len(text)).place_of(at) :].startswith("ample that")


def test_the_word_may_stand_in_a_neighbouring_region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows, "REGION", 300)
    divided = "The keeper gave him whatever he asked for as an exam-\nple and the architect thanked him for that."
    text = f"{divided}\n\n{filled()}\n\n{filled(tuple(told.replace('quarry', 'example') for told in STORY))}"
    assert said(text)[0] == divided.replace("-\n", "")
    assert "exam-ple" in said(text.replace("example", "exemple"))[0]


LONG = (
    "A line that is longer than any that a program or a typist would have broken, so that it is a paragraph by itself. "
)
LINES = st.sampled_from(
    [
        *(
            "",
            "",
            " ",
            "The lamp.",
            "# Head",
            "- item",
            "  more of it",
            "> quoted mail",
            "> ",
            "| a | b |",
            "```",
            "日本",
        ),
        *(
            "2026-11-25 10:00:01 x",
            "    an indented line that is about as long as the others are",
            "a well-",
            "\tx = f(y)",
        ),
        *(
            "the tower will be raised again in grey granite from the",
            "Harrow quarry, the works department said on Monday,",
            "raised again in grey granite from the exam-",
            "ple of the example that was raised again in an exam-",
            "the  tower   will be raised  again in   grey granite of",
            "    the\ttower  will be raised  again in   grey granite",
        ),
        "灯塔将再次用哈罗采石场的灰色花岗岩建造并配有一盏灯",
        LONG * 2,
    ]
)
TEXTS = st.lists(LINES, max_size=40).map("\n".join)


@given(TEXTS, st.booleans(), st.integers(20, 400))
@example("", False, 20)
def test_nothing_is_lost_or_shown_twice(text: str, is_markdown: bool, region: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(flows, "REGION", region)
        flow = Flow(text, is_markdown=is_markdown)
        found = list(flow.paragraphs(0, len(text)))
        ends = [0, *(each.end for each in found)]
        starts = [*(each.start for each in found), len(text)]
        assert all(end <= start for end, start in zip(ends, starts, strict=True))
        assert not "".join(text[end:start] for end, start in zip(ends, starts, strict=True)).strip()
        assert all(each.start < each.end and not each.lead.strip("> ↳") for each in found)
        for at in range(len(text) + 1):
            start, end = flow.paragraph_at(at, 0, len(text))
            assert not found or any((start, end) == (each.start, each.end) for each in found)


@given(TEXTS, st.booleans())
def test_each_character_that_is_shown_is_that_of_its_place(text: str, is_markdown: bool) -> None:
    flow = Flow(text, is_markdown=is_markdown)
    shown = flow.shown(0, len(text))
    places = [shown.place_of(at) for at in range(len(shown.text))]
    assert places == sorted(set(places))
    hidden = {at for start, end in flow.joints(0, len(text)) for at in range(start, end)}
    assert all(
        character == (" " if place in hidden else text[place])
        for character, place in zip(shown.text, places, strict=True)
    )
    assert set(range(len(text))) - hidden <= set(places)


@given(TEXTS, st.booleans(), st.randoms(use_true_random=False))
def test_one_comes_through_all_paragraphs_and_back(text: str, is_markdown: bool, pick: random.Random) -> None:
    start = pick.randint(0, len(text))
    end = pick.randint(start, len(text))
    flow = Flow(text, is_markdown=is_markdown)
    wanted = [each.within(start, end).start for each in flow.paragraphs(start, end)]
    forth, at = [], start - 1
    while (found := flow.next_start(at, start, end)) is not None:
        forth.append(at := found)
    whole = {each.start for each in flow.paragraphs(0, len(text))}
    assert forth == [each for each in wanted if each in whole]
    back, at = [], end
    while (found := flow.previous_start(at, start, end)) is not None:
        back.append(at := found)
    assert back[::-1] == wanted


def test_a_text_as_it_is_has_its_blank_lines() -> None:
    text = "\none\n\n \ntwo\n"
    assert [(each.start, each.end) for each in LinesAsTheyAre(text).paragraphs(0, len(text))] == [
        (0, 0), (1, 4), (5, 5), (6, 7), (8, 11)
    ]  # fmt: skip
    assert list(ParagraphLines(text).paragraphs(0, len(text))) == [Paragraph(1, 4), Paragraph(8, 11)]


def test_the_cuts_of_a_long_text_stand_between_paragraphs() -> None:
    text = filled(STORY * 600)
    flow = Flow(text)
    starts = {each.start for each in flow.paragraphs(0, len(text))}
    cuts = list(flow.cuts(0, len(text)))
    assert len(cuts) > 5 and starts.issuperset(cuts)
    assert said(text) == list(STORY) * 600
