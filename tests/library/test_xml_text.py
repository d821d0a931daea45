"""The text of XML: feeds of several stories, and documents without their tags."""

from pathlib import Path

import pytest

from reader.library.documents import Document, document
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


def test_each_item_of_a_feed_is_a_story_of_its_day() -> None:
    assert stories(RSS) == [
        (
            *("Lighthouse & lens", "2019-03-12"),
            ["Lighthouse & lens", "The lighthouse shone again, the keeper said.", "It is white."],
        ),
        (
            *("Bridge closed", "2019-03-13"),
            ["Bridge closed", "The bridge was closed after a storm, the council said.", "Nobody was hurt."],
        ),
    ]


def test_references_and_signs_that_feeds_should_not_have_hide_nothing() -> None:
    assert stories(ATOM) == [
        ("Orchard", "2003-12-13", ["Orchard", "The orchard gave more apples than ever.", "They are sold here."]),
        ("Rail\ufffdway", "2003-12-14", ["Rail\ufffdway", "Opened \xa0again & again."]),
    ]


def test_other_xml_is_its_text_without_tags() -> None:
    found = xml_text(
        "<r><h>A <b>bold</b> word</h><!-- c --><v><l>One</l><l>Two</l></v><t>\n  wrapped\n  here\n</t></r>"
    )
    assert found == ("A bold word\nOne\nTwo\nwrapped\nhere", ())


def test_entities_are_neither_fetched_nor_grown(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    grown = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE r [<!ENTITY e0 "laughs">{grown}<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    assert xml_text(f"{bomb}<r>&e9; and &s;</r>") == ("&e9; and &s;", ())
    outside = f'<!DOCTYPE r SYSTEM "{secret.as_uri()}"><r>Nothing else</r>'
    assert xml_text(outside) == ("Nothing else", ())


@pytest.mark.parametrize("text", ["<r><a>broken", "<r a='1'/>", "<r></r><r></r>", "", f"{'<r>' * 9000}"])
def test_what_is_no_xml_with_text_is_left_as_it_is(text: str) -> None:
    assert xml_text(text) is None


@pytest.mark.parametrize(
    ("name", "said", "shown"),
    [
        ("feed", RSS, "Lighthouse & lens\nThe lighthouse"),
        ("feed.rss", RSS, "Lighthouse & lens\nThe lighthouse"),
        ("report.xml", "<r><t>Only words</t></r>", "Only words"),
        ("report.xml", "<r><t>Only words", "<r><t>Only words"),
        ("about.md", RSS, RSS),
        ("about.txt", "Of <rss> and <feed>", "Of <rss> and <feed>"),
    ],
)
def test_which_files_are_read_so(tmp_path: Path, name: str, said: str, shown: str) -> None:
    (tmp_path / name).write_text(said, encoding="utf-8")
    ((found,),) = ([*read(file)] for file in discover([tmp_path]))  # type: ignore[arg-type]
    assert isinstance(found, Document) and found.clean.text.startswith(shown.partition("\r")[0])
