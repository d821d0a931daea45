"""Stories of a web page that holds several, each with its headline."""

import pytest

from reader.library.documents import document
from reader.library.webpages import LARGEST_FOR_EXTRACTION, main_text, plain_text
from reader.text.articles import articles, titled
from reader.text.decoding import Decoded
from reader.text.explanation import explain

LARGE = f"<!--{' ' * LARGEST_FOR_EXTRACTION}-->"
"""Makes a page so large that all of its text is read."""

SUBJECTS = ("harbour", "bridge", "orchard", "railway")


def card(subject: str, above: str = "", inside: str = "") -> str:
    lead = f"The council agreed on Friday to rebuild the old {subject}, which was closed nine years ago after a storm."
    rest = f"“The {subject} belongs to all of us,” said Anna Novak, who has lived beside the {subject} for years."
    return f"<article>{above}<h2>The new {subject}</h2><p>{lead}</p>{inside}<p>{rest}</p></article>"


def page(body: str) -> str:
    return f"<html><head><title>All of the news</title></head><body>{body}</body></html>"


def stories(html: str) -> list[tuple[str, str]]:
    """The title and the first line of each."""
    found = main_text(html)
    whole = document("a", Decoded(found.text, "utf-8", 1.0, 0), found.title, found.stories)
    text = whole.clean.text
    spans = titled(articles(text, stories=whole.stories), whole.title)
    assert "".join(text[each.start : each.end] for each in spans) == text
    return [(each.title, text[each.start : each.end].partition("\n")[0]) for each in spans]


EACH = [(f"The new {subject}", f"The new {subject}") for subject in SUBJECTS]


def test_each_article_of_a_page_has_its_own_headline() -> None:
    assert stories(page("".join(map(card, SUBJECTS)))) == EACH
    nested = "".join(card(subject, inside=f"<h3>How the {subject} was</h3>{card('sluice')}") for subject in SUBJECTS)
    assert stories(page(nested)) == EACH
    assert stories(page(LARGE + "".join(map(card, SUBJECTS)))) == EACH


def test_what_stands_above_a_headline_is_of_its_story() -> None:
    desks = [f"From the {subject} desk" for subject in SUBJECTS]
    cards = [card(subject, above=f"<p>{desk}</p>") for subject, desk in zip(SUBJECTS, desks, strict=True)]
    assert stories(page(LARGE + "".join(cards))) == [
        (title, desk) for (title, _), desk in zip(EACH, desks, strict=True)
    ]


def test_offsets_are_those_of_the_repaired_text() -> None:
    broken = card("harbour", inside="<p>" + "It wasnâ€™t the councilâ€™s fault, nor the keeperâ€™s. " * 9 + "</p>")
    assert stories(page(broken + card("bridge") + card("orchard"))) == EACH[:3]


def test_a_page_of_one_article_has_the_title_of_the_page() -> None:
    assert [title for title, _ in stories(page(card("harbour")))] == ["All of the news"]
    inner = "<article><p>" + "The keepers were brought ashore by boat, and nobody was hurt at all. " * 4 + "</p>"
    assert main_text(page(inner + "<h2>In the north</h2><p>It rained.</p></article>" + card("bridge"))).stories == ()


def test_what_stands_above_all_stories_has_the_title_of_the_page() -> None:
    above = "<p>" + "This page tells what happened in the town in the last week of November. " * 3 + "</p>"
    found = stories(page(LARGE + above + "".join(map(card, SUBJECTS))))
    assert [title for title, _ in found] == ["All of the news", *(title for title, _ in EACH)]


def test_why_a_story_of_a_page_starts_there() -> None:
    found = main_text(page("".join(map(card, SUBJECTS))))
    why = explain(found.text, stories=found.stories).gaps
    assert [(each.start, each.cues) for each in why] == [
        (story.start, (("separator: element", 1.0),)) for story in found.stories
    ]


@pytest.mark.parametrize("depth", [260, 3_000, 50_000])
@pytest.mark.parametrize("element", ["div", "b", "article"])
def test_elements_in_very_many_others_end_no_page(element: str, depth: int) -> None:
    inner = f"<{element} class='a>b'>" * depth + "<p>A <i>dee</i>p word.<script>if (a<b) '<div>'</script></p>"
    html = page(f"<p>Words before.</p>{inner}{f'</{element}>' * depth}<p>Words after.</p>")
    for text in (main_text(html).text, plain_text(html)):
        assert text == "Words before.\nA deep word.\nWords after."
    assert main_text(html).title == "All of the news"
