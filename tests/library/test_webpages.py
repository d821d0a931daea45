"""Stories of a web page that holds several, each with its headline."""

from collections.abc import Sequence

import pytest

from reader.library.documents import document
from reader.library.webpages import LARGEST_FOR_EXTRACTION, main_text, plain_text
from reader.text.articles import articles, titled
from reader.text.decoding import Decoded
from reader.text.explanation import explain
from tests.text.test_headings import STORIES, WALK

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
    spans = titled(articles(text, stories=whole.stories), whole.title, stories=whole.stories)
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


def told(form: str, titled: str = "Paper", between: str = "", names: Sequence[str] = tuple(STORIES)) -> str:
    """A page of stories under headings of a form."""
    parts = [
        form.format(name) + "".join(f"<p>{each}</p>" for each in paragraphs)
        for name, paragraphs in zip(names, STORIES.values(), strict=True)
    ]
    return f"<!doctype html><title>{titled}</title><body>{between.join(parts)}</body>"


def names_of(html: str) -> list[str]:
    return [name for name, _ in stories(html)]


def test_headings_of_one_level_head_the_stories_of_a_page() -> None:
    assert names_of(told("<h1>{}</h1>")) == [*STORIES]
    assert names_of(told("<h2>{}</h2>").replace("<body>", "<body><h1>The Times</h1>")) == [*STORIES]
    assert names_of(told("<h1>{}</h1>").replace("<body>", "<body><h1>The Times</h1>")) == [*STORIES]


def test_a_page_has_the_day_of_all_of_its_stories() -> None:
    meta = '<meta property="article:published_time" content="1844-03-12"><title>'
    page_of_all = told("<h2>{}</h2>").replace("<title>", meta)
    assert [story.is_sure for story in main_text(page_of_all).stories] == [False] * 4
    assert main_text(page_of_all).date == "1844-03-12"


def test_rules_part_the_stories_of_a_page() -> None:
    assert len(names_of(told("", between="<hr>"))) == 4
    assert names_of(told("", between="<hr>"))[0].startswith("The steam packet Halcyon")


@pytest.mark.parametrize(
    "html",
    [
        told("<h1>{}</h1>", "Dreadful Shipwreck | The Times"),
        told("<h1>{}</h1>", names=("Dreadful Shipwreck", "Colliery Explosion", "Theatre", "Conclusion")),
        told("<h1>{}</h1>").replace("<body>", f"<body><p>{' '.join(STORIES['Theatre'])}</p>"),
        told("<h1>{}</h1>").replace("</body>", "<pre>harbour --all</pre></body>"),
        told("<h2>{}</h2>").replace("<body>", f"<body><h1>The coast</h1><p>{' '.join(STORIES['Theatre'])}</p>"),
        "<!doctype html><title>Paper</title><body>"
        + "".join(
            f"<h2>{name}</h2><p>{'</p><p>'.join(STORIES[name])}</p>" for name in ("Dreadful Shipwreck", "Theatre")
        ),
        "<title>Paper</title>" + "".join(f"<h1>{name}</h1><p>It rained.</p>" for name in STORIES),
    ],
    ids=["named in the title", "conclusion", "told above", "code", "sub-heads", "two sub-heads", "short"],
)
def test_headings_of_one_story_leave_a_page_whole(html: str) -> None:
    assert main_text(html).stories == ()
    assert len(stories(html)) == 1


def test_rules_within_one_story_leave_a_page_whole() -> None:
    scenes = ["".join(f"<p>{each}</p>" for each in told) for told in WALK]
    html = f"<!doctype html><title>The letter</title><body>{'<hr>'.join(scenes)}</body>"
    assert len(main_text(html).stories) == 4
    assert names_of(html) == ["The letter"]
