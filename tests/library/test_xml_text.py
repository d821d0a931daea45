"""The text of XML: feeds of several stories, and documents without their tags."""

import re
from pathlib import Path

import pytest

from reader.library.documents import Document, document
from reader.library.skipping import Skipped
from reader.library.sources import discover, read
from reader.library.xml_text import xml_text
from reader.text.articles import articles
from reader.text.decoding import Decoded

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Gazette</title>
<item><media:title>A photograph</media:title><title>Lighthouse &amp; lens</title>
<pubDate>Tue, 12 Mar 2019 10:00:00 GMT</pubDate>
<description>&lt;p&gt;The lighthouse shone again, the keeper said.&lt;/p&gt;
&lt;p&gt;It is &lt;b&gt;white&lt;/b&gt;.&lt;/p&gt;
</description></item>
<item><title>Bridge closed</title><pubDate>Wed, 13 Mar 2019 10:00:00 GMT</pubDate><description>Short…</description>
<content:encoded><![CDATA[<p>The bridge was closed after a storm, the council said.</p>
<p>Nobody was hurt.</p>]]></content:encoded>
</item></channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>
<entry><title>Orchard</title><updated>2003-12-13T18:30:02Z</updated><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>The orchard gave
  more apples than <i>ever</i>.</p><p>They are sold here.</p></div></content></entry>
<entry><title>Rail\x0bway</title><published>2003-12-14T18:30:02Z</published>
<content>Opened &nbsp;again & again.</content></entry>
</feed>
"""


def stories(xml: str) -> list[tuple[str, str | None, list[str]]]:
    """The title, the day and the lines of each."""
    found = xml_text(xml)
    assert found
    whole = document("a", Decoded(found.text, "utf-8", 1.0, 0), stories=found.stories)
    text = whole.clean.text
    return [
        (each.title, each.date, text[each.start : each.end].strip().split("\n"))
        for each in articles(text, stories=whole.stories)
    ]


def test_each_item_of_a_feed_is_a_story_of_its_day_below_its_own_name() -> None:
    assert stories(RSS) == [
        ("The Gazette", None, ["The Gazette"]),
        (
            *("Lighthouse & lens", "2019-03-12"),
            ["Lighthouse & lens", "The lighthouse shone again, the keeper said.", "It is white."],
        ),
        (
            *("Bridge closed", "2019-03-13"),
            ["Bridge closed", "Short…", "The bridge was closed after a storm, the council said.", "Nobody was hurt."],
        ),
    ]


def test_references_and_signs_that_feeds_should_not_have_hide_nothing() -> None:
    assert stories(ATOM) == [
        ("Notes", None, ["Notes"]),
        ("Orchard", "2003-12-13", ["Orchard", "The orchard gave more apples than ever.", "They are sold here."]),
        ("Rail\ufffdway", "2003-12-14", ["Rail\ufffdway", "Opened \xa0again & again."]),
    ]


@pytest.mark.parametrize(
    ("opening", "item", "closing"),
    [
        (
            "<rss version='2.0'><channel><title>Gazette</title>",
            "<item><title>T{0}t</title>{1}</item>",
            "</channel></rss>",
        ),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry>{1}<title type='text'>T{0}t</title></entry>\n",
            "</feed>",
        ),
        (
            "<!-- <a> --><rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/'>",
            "<item rdf:about='x'>{1}</item>",
            "</rdf:RDF>",
        ),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "<description>Rain{0}r on the &amp;c. lamp{0}l.</description>",
        "<content>&lt;p>Rain{0}r &amp;nbsp; on&lt;/p>&lt;p>lamp{0}l.&lt;/p></content>",
        "<summary><![CDATA[<p>Rain{0}r</p> on the <b>lamp{0}l.</b>]]></summary>",
    ],
)
def test_of_a_feed_that_breaks_off_whole_items_are_stories_and_the_rest_is_shown(
    opening: str, item: str, closing: str, text: str
) -> None:
    items = [item.format(at, text.format(at)) for at in range(3)]
    feed = f"{opening}{''.join(items)}{closing}"
    whole = xml_text(feed)
    own = "<title>Gazette" in opening
    assert whole and len(whole.stories) == 3 + own
    for end in range(len(opening) + len(items[0]), len(feed)):
        found = xml_text(feed[:end])
        count = len(re.findall("</(?:item|entry)>", feed[:end])) + own
        assert found and count <= len(found.stories) <= 3 + own and found.stories[:count] == whole.stories[:count]
        assert all(word in found.text for word in re.findall(r"\b[A-Za-z]+\d[a-z]\b", feed[: end - 1]))


def test_an_item_that_is_not_well_formed_spoils_no_other() -> None:
    broken = RSS.replace("It is &lt;b", "It <is &lt;b", 1)
    found = xml_text(broken)
    assert found and [story.title for story in found.stories] == ["", "Lighthouse & lens", "Bridge closed"]
    assert all(words in found.text for words in ("shone again", "It <is white", "Nobody was hurt"))


def test_other_xml_is_its_text_without_tags() -> None:
    found = xml_text(
        "<r><h>A <b>bold</b> word</h><!-- c --><v><l>One</l><l>Two</l></v><t>\n  wrapped\n  here\n</t></r>"
    )
    assert found == ("A bold word\nOne\nTwo\nwrapped\nhere", (), True)


def test_entities_are_neither_fetched_nor_grown(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    grown = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE r [<!ENTITY e0 "laughs">{grown}<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    assert xml_text(f"{bomb}<r>&e9; and &s;</r>") == ("&e9; and &s;", (), True)
    outside = f'<!DOCTYPE r SYSTEM "{secret.as_uri()}"><r>Nothing else</r>'
    assert xml_text(outside) == ("Nothing else", (), True)


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<r><t>One</t><v>Two", "One\nTwo"),
        ('<?xml version="1.0"?><!-- c -->\n<r><t>A <b>big</b> t</t><v>Of &lt;p&gt; & q</x></r>', "A big t\nOf <p> & q"),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><r><t>One</t><t", "One"),
    ],
)  # fmt: skip
def test_of_xml_that_is_broken_all_text_is_read_and_it_is_said(xml: str, text: str) -> None:
    assert xml_text(xml) == (text, (), False)


@pytest.mark.parametrize("text", ["<r><a/>", "<r a='1'/>", "no <tag> above", "<r></r><r></r>", "", f"{'<r>' * 9000}"])
def test_what_is_no_xml_with_text_is_left_as_it_is(text: str) -> None:
    assert xml_text(text) is None


@pytest.mark.parametrize(
    ("name", "said", "shown"),
    [
        ("feed", RSS, "The Gazette\n\nLighthouse & lens\nThe lighthouse"),
        ("feed.rss", RSS, "The Gazette\n\nLighthouse & lens\nThe lighthouse"),
        ("report.xml", "<r><t>Only words</t></r>", "Only words"),
        ("report.xml", "<r><t>Only words", "Only words"),
        ("about.md", RSS, RSS),
        ("about.txt", "Of <rss> and <feed>", "Of <rss> and <feed>"),
    ],
)
def test_which_files_are_read_so(tmp_path: Path, name: str, said: str, shown: str) -> None:
    (tmp_path / name).write_text(said, encoding="utf-8")
    ((found, *reasons),) = ([*read(file)] for file in discover([tmp_path]))  # type: ignore[arg-type]
    assert isinstance(found, Document) and found.clean.text.startswith(shown.partition("\r")[0])
    assert bool(reasons) == (said == "<r><t>Only words")
    assert all(isinstance(reason, Skipped) and reason.is_begun for reason in reasons)
