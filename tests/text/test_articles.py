"""Every story found, nothing lost."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.articles import Kind, articles, titled
from reader.text.page import Page, page
from reader.text.paragraphs import paragraphs
from reader.text.segmentation import numbered_items

SEEDS = Path(__file__).parents[2] / "seeds"


def seed(number: int) -> str:
    path = next(SEEDS.glob(f"{number:03}_*.txt"))
    return path.read_text(encoding="utf-8")


def starts(text: str) -> list[int]:
    """1-based lines at which stories start."""
    return [text.count("\n", 0, a.start) + 1 for a in articles(text) if a.kind is Kind.ARTICLE]


def assert_covers(text: str) -> None:
    spans = articles(text)
    assert [a.start for a in spans] == [0, *(a.end for a in spans[:-1])] if text else spans == ()
    assert not spans or spans[-1].end == len(text)
    assert all(a.start < a.end and a.title for a in spans)


def test_nothing_has_no_articles() -> None:
    assert articles("") == ()


@pytest.mark.parametrize("text", [" ", "\n", "\n\n \t\n", "\u2028"])
def test_white_space_is_residue(text: str) -> None:
    (only,) = articles(text)
    assert (only.start, only.end, only.kind) == (0, len(text), Kind.RESIDUE)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_covered(text: str) -> None:
    assert_covers(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["A story.", "", "Day: May 3, 2024", "— A (@a) May 3, 2024", "Read more", "\r", "В начале.", "```"]
        )
    )
)
def test_any_lines_are_covered(lines: list[str]) -> None:
    assert_covers("\n".join(lines))


def test_a_dump_is_cut_into_its_stories() -> None:
    found = set(starts(seed(0)))
    assert (
        len(found & {1, 3, 38, 72, 90, 102, 124, 127, 146, 164, 205, 224, 260, 282, 302, 318, 346, 367, 387, 404}) >= 18
    )


def test_a_story_told_twice_is_two_stories() -> None:
    assert {8, 160} <= set(starts(seed(1)))


def test_sub_heads_cut_no_story_and_both_copies_are_cut_alike() -> None:
    found = starts(seed(1))
    assert not {n for n in found if 8 < n < 56 or 160 < n < 207}
    assert not {18, 21, 38, 44, 100, 111, 119, 130, 137} & set(found)


LEDGER = """The council agreed on Friday to rebuild the old harbour, which was closed nine years ago after a storm.
“It belongs to all of us,” said Anna Novak, who has sold fish there since she was a child.
Source: The Daily Ledger
— A view of the quay
Day: May 3, 2024
Ships are waiting outside. pic.twitter.com/AbC123
— Harbour Watch (@harbourwatch) May 2, 2024
"""


def test_kinds_dates_and_sources() -> None:
    story, day, post = articles(LEDGER)
    assert (story.kind, story.source) == (Kind.ARTICLE, "The Daily Ledger")
    assert (day.kind, day.date) == (Kind.RESIDUE, "2024-05-03")
    assert (post.kind, post.title, post.date, post.source) == (
        Kind.POST,
        "Ships are waiting outside",
        "2024-05-02",
        "Harbour Watch",
    )


@pytest.mark.parametrize(
    "dateline",
    ["LONDON (AP), May 3, 2024 —", "New York, 3 May 2024", "St. Petersburg, 03.05.2024", "3 мая 2024 г., Киев"],
)
@pytest.mark.parametrize("above", ["", "The harbour will be rebuilt\n"])
def test_a_dateline_on_a_line_of_its_own_dates_its_story(above: str, dateline: str) -> None:
    (story,) = articles(above + dateline + "\n" + LEDGER.split("Source")[0])
    assert story.date == "2024-05-03"
    assert story.source == ("AP" if "AP" in dateline else None)
    assert "harbour" in story.title


@pytest.mark.parametrize(
    "line", ["What we know of May 3, 2024", "The plan of 3 May 2024", "Before May 3, 2024, nobody"]
)
def test_a_title_with_a_day_is_no_dateline(line: str) -> None:
    (story,) = articles(line + "\n" + LEDGER.split("Source")[0])
    assert (story.title, story.date) == (line, None)


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "a\n" * 20_000, "1234567890" * 20_000, "(@ " * 20_000, "---\n" * 5_000, "我们" * 50_000]
)
def test_what_is_no_prose_is_one_article(text: str) -> None:
    assert len(articles(text)) == 1


def test_a_program_a_poem_and_a_log_are_one_article() -> None:
    program = Path(__file__).read_text(encoding="utf-8")
    poem = "\n\n".join(["The river waits\nunder the old bridge,\nand nobody comes\nbefore the winter."] * 9)
    log = "".join(f"2024-05-03 10:{i:02}:00 INFO [harbour] ship {i} has arrived at the quay\n" for i in range(60))
    assert [len(articles(text)) for text in (program, poem, log)] == [1, 1, 1]


def test_a_wrapped_copy_has_the_same_stories() -> None:
    lines = [line for line in seed(0).split("\n") if line.strip()]
    copy = "\n\n".join("\n".join(textwrap.wrap(line, 72, break_long_words=False)) for line in lines)

    def counted(text: str) -> set[int]:
        return {len("".join(text[: a.start].split())) for a in articles(text) if a.kind is Kind.ARTICLE}

    assert len(counted(seed(0)) ^ counted(copy)) <= 1


def test_a_caption_between_a_day_and_a_story_is_the_story_s_own() -> None:
    caption = "Photo: The quay at dawn (AP Photo/Anna Novak)\n"
    text = LEDGER.split("Source")[0]
    day, story = articles("Day: May 3, 2024\n" + caption + text)
    assert (day.kind, story.kind) == (Kind.RESIDUE, Kind.ARTICLE)
    assert story.start == len("Day: May 3, 2024\n")
    assert story.title.startswith("The council agreed")


def body(text: str) -> Page:
    return page(text, paragraphs(text))


def test_lines_that_come_three_times_are_no_part_of_a_story() -> None:
    refrain = "Buy the almanac of all harbours today.\n"
    told = [
        f"The {n} ship has arrived at the quay, {'and many people saw it, ' * 8}as the keeper said.\n" for n in "ABC"
    ]
    assert body("".join(line + refrain for line in told)).body.tolist() == [0, 2, 4]
    assert len(body("".join(line + "Yes.\n" for line in told)).body) == 6
    assert len(body((told[0] + refrain + told[1]) * 3).body) == 9


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [((1, 2, 3), [False, True, True]), ((1, 4, 2), [False, False, True]), ((7, 8, 8), [False, True, True])],
)
def test_the_next_number_of_a_list_starts_no_story(numbers: tuple[int, ...], wanted: list[bool]) -> None:
    text = "".join(f"{n}. What the harbour needs number {n}\n" for n in numbers)
    assert numbered_items(text, body(text)).tolist() == wanted


def test_two_paragraphs_are_one_story() -> None:
    paragraphs_of_prose = LEDGER.split("Source")[0]
    assert [a.kind for a in articles(paragraphs_of_prose)] == [Kind.ARTICLE]


def test_what_a_file_gives_its_story() -> None:
    text = (
        "Title: The sluice\nDate: 2023-05-01\n\n"
        + "The gate of the sluice failed on Monday night, the board said. " * 4
    )
    found = articles(text)
    (story,) = (each for each in titled(found, "The gate", "2024-06-02") if each.kind is Kind.ARTICLE)
    assert (story.title, story.date) == ("The gate", "2024-06-02")
    assert [(each.title, each.date) for each in titled(found, "")] == [(each.title, each.date) for each in found]
    assert "2023-05-01" in [each.date for each in found]


def test_the_day_in_the_name_of_a_file_is_that_of_what_tells_none() -> None:
    story = "The gate of the sluice failed on Monday night, the board said. " * 4
    days = [each.date for each in titled(articles(story), "", day_of_name="2024-06-02")]
    assert days == ["2024-06-02"]
    assert [each.date for each in titled(articles(story), "", "2020-01-01", day_of_name="2024-06-02")] == ["2020-01-01"]
    dated = articles(f"Title: The sluice\nDate: 2023-05-01\n\n{story}")
    assert "2023-05-01" in [each.date for each in titled(dated, "", day_of_name="2024-06-02")]
