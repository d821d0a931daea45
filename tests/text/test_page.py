"""What the paragraphs of a page are."""

from reader.text.page import Page, page
from reader.text.paragraphs import paragraphs
from reader.text.residue import Frame

FIRST, SECOND, THIRD = [
    f"The {name} agreed on Friday to rebuild the old harbour, which was closed nine years ago after a storm, and the"
    " ships that wait outside will be let in again before the winter comes to the bay.\n"
    for name in ("council", "keeper of the lighthouse", "parliament")
]


def read(text: str) -> Page:
    return page(text, paragraphs(text))


def test_lines_like_titles_belong_to_the_story_below() -> None:
    sheet = read("A harbour for all\nWhy it took so long\n" + FIRST + SECOND + "The cost of it\n" + THIRD)
    assert sheet.prose.tolist() == [2, 3, 5]
    assert sheet.tops.tolist() == [0, 3, 4]
    assert sheet.body.tolist() == [0, 1, 2, 3, 4, 5]


def test_a_day_or_a_caption_may_stand_between_a_title_and_its_story_but_no_footer() -> None:
    assert read("A harbour for all\nPublished on May 3, 2024\n" + FIRST + SECOND).tops.tolist() == [0, 3]
    assert read(FIRST + "Ring us up any day\n© 2024 The Ledger\n" + SECOND).tops.tolist() == [0, 3]


def test_what_ends_like_a_sentence_or_goes_on_is_no_heading() -> None:
    for line in ("He said so.", "“He said so.”", "Here is what we know:", "Are they?", "the quay, the ships,"):
        assert read(FIRST + line + "\n" + SECOND).prose.tolist() == [0, 1, 2]


def test_a_text_without_full_stops_has_no_headings() -> None:
    sheet = read("a line of it\n" * 9 + SECOND)
    assert (sheet.frames != Frame.HEADING).all()


def test_frames_are_known_by_their_beginning_or_by_what_they_hold() -> None:
    text = FIRST + "Getty Images\nBoats at dawn (AP Photo/Anna Novak)\nRead more: the ships\nMay 3, 2024\n" + SECOND
    assert sorted(set(read(text).frames.tolist())) == sorted({Frame.TEXT, Frame.CREDIT, Frame.BAR, Frame.DAY})
