"""Headings over stories, and headings inside of one."""

from collections.abc import Iterable, Sequence

import pytest

from reader.text.articles import Article, Kind, articles, titled
from reader.text.metadata import Story
from reader.text.paragraphs import paragraphs
from reader.text.separators import separators

STORIES = {
    "Dreadful Shipwreck": (
        "The steam packet Halcyon, bound from Bristol for Cork with eighty-four passengers and a cargo, struck upon"
        " the Mewstone rocks shortly before three o'clock on Tuesday morning last, and went to pieces within the hour.",
        "The night was thick with a driving sleet from the south-west, and the mate declares that no light was seen"
        " from the headland, the lamp having been extinguished by the bursting of the panes in the gale of Monday.",
    ),
    "Colliery Explosion": (
        "An explosion of fire-damp took place on Thursday at the Felling Bank colliery, near Gateshead, by which"
        " twenty-seven men and boys have lost their lives, and many more are so burnt that hope is given up.",
        "The viewer descended at great hazard within two hours, and brought up fourteen persons alive. The coroner has"
        " adjourned the inquest until the waste shall have been examined.",
    ),
    "Disturbance at Bridgwater": (
        "Considerable alarm prevailed in the town of Bridgwater on Saturday in consequence of a disturbance in the corn"
        " market, where a number of labouring people overturned the stalls of three dealers.",
        "The magistrates caused the Riot Act to be read from the steps of the Cornhill, and a troop of the Somerset"
        " Yeomanry having arrived from Taunton, the crowd dispersed without further mischief.",
    ),
    "Theatre": (
        "Mademoiselle Rosalba Ferretti made her first appearance before an English audience on Monday evening in the"
        " part of Amina, and was received with an enthusiasm which this house has not witnessed since.",
        "Her voice is a pure soprano of two octaves and a half, even throughout, and her shake is perfect; as an"
        " actress she has yet something to learn, particularly in the management of her hands.",
    ),
}
"""Two paragraphs of four stories, by their headlines."""


WALK = tuple(
    tuple(
        f"She walked along the {a} {b} of the harbour and thought of the letter that her father had left her in it on"
        " the day when he went out with the others and did not come back."
        for b in ("wall", "quay", "steps")
    )
    for a in ("long", "grey", "east", "high")
)
"""Four parts of one story."""

PARTS = ("The Harbour", "The Sea", "The Letter", "Theatre")


def sheet(form: str, names: Sequence[str] = tuple(STORIES), told: Iterable[Sequence[str]] = STORIES.values()) -> str:
    """Stories under headlines of a form."""
    return "\n\n".join("\n\n".join((form.format(name), *own)) for name, own in zip(names, told, strict=True))


def walk(form: str, last: str = PARTS[-1]) -> str:
    """One story in parts."""
    return sheet(form, (*PARTS[:-1], last), WALK)


def found(text: str) -> list[Article]:
    return [each for each in articles(text) if each.kind is Kind.ARTICLE]


def titles(text: str) -> list[str]:
    return [each.title for each in found(text)]


@pytest.mark.parametrize("form", ["# {}", "## {}", "=", "-"])
def test_short_headlines_of_one_level_divide_a_file(form: str) -> None:
    underlined = [name if "{" in form else f"{name}\n{form * len(name)}" for name in STORIES]
    assert titles(sheet(form if "{" in form else "{}", underlined)) == [*STORIES]


def test_what_stands_above_the_first_headline_is_the_head_of_its_story() -> None:
    (first, *_) = every = found(f"The Times\n\n12 March 1844\n\n{sheet('# {}')}")
    assert [each.title for each in every] == [*STORIES]
    assert (first.start, first.title) == (0, "Dreadful Shipwreck")


@pytest.mark.parametrize(
    "text",
    [
        f"# The parish\n\n{' '.join(WALK[0])}\n\n{walk('## {}')}",
        walk("# {}", "Conclusion"),
        walk("# {}", "4. Conclusion"),
        walk("# {}", "ЗАКЛЮЧЕНИЕ"),
        f"---\ntitle: A journey\nauthor: A. Novak\n---\n\n{walk('# {}')}",
        f"{' '.join(WALK[0])}\n\n{walk('# {}')}",
        f"{walk('# {}')}\n\n```\nharbour --all\n```\n",
    ],
    ids=["sections below a title", "conclusion", "numbered", "Russian", "front matter", "told above", "code"],
)
def test_headings_of_one_text_leave_it_whole(text: str) -> None:
    assert len(found(text)) == 1


def test_headings_of_the_highest_level_are_taken_at_their_word() -> None:
    assert titles(walk("# {}")) == [*PARTS]


@pytest.mark.parametrize("stop", ["", "."])
def test_headlines_in_capitals_between_empty_lines_divide_a_file(stop: str) -> None:
    called = [name.upper() + stop for name in STORIES]
    assert titles(sheet("{}", called)) == called
    signed = [("BY OUR OWN REPORTER", *told) for told in STORIES.values()]
    assert titles(sheet("{}", called, signed)) == called


def test_capitals_inside_one_text_leave_it_whole() -> None:
    assert len(found(sheet("{}", [part.upper() for part in PARTS], WALK))) == 1
    only_one = [name.upper() if name == "Theatre" else name for name in STORIES]
    for names in (only_one, [*map(str.upper, PARTS[:-1]), "CONCLUSION"]):
        text = sheet("{}", names)
        kinds, _ = separators(text, paragraphs(text))
        assert "capitals" not in {marks.kind for marks in kinds}


def test_what_is_not_released_yet_is_a_version() -> None:
    names = ("Unreleased", "1.2.0", "1.1.0", "1.0.0")
    text = sheet("# {}", names, WALK)
    (versions, *_), _ = separators(text, paragraphs(text))
    assert (versions.kind, [mark.title for mark in versions.marks]) == ("version", [*names])


def test_where_a_file_is_not_sure_of_its_stories_the_text_decides() -> None:
    for text, count in ((sheet("{}"), 4), (walk("{}"), 1)):
        names = STORIES if count > 1 else PARTS
        offered = [Story(text.index(f"{name}\n"), name, is_sure=False) for name in names]
        spans = articles(text, stories=offered)
        assert sum(each.kind is Kind.ARTICLE for each in spans) == count
        called = titled(spans, "The Times", stories=offered)
        assert called[0].title == ("The Times" if count == 1 else "Dreadful Shipwreck")
