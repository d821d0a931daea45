"""Text as Markdown, and Markdown as what it is."""

import re
import textwrap
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.text.flow import Flow
from reader.text.markdown import article, escaped, own_article

BODY = """The **bold** keeper of the _lamp_ writes.

- one item
  - another

```python
x = [1]
```

| a | b |
|---|---|
| 1 | 2 |

    four blanks before it

## Second part
"""


def test_markdown_shows_a_line_as_it_is() -> None:
    assert escaped("# no *heading* <script>") == "\\# no \\*heading\\* \\<script\\>"
    assert escaped("1. no list") == "1\\. no list"
    assert escaped("- no list") == "\\- no list"
    assert escaped("![x](javascript:y)") == "\\!\\[x\\](javascript:y)"


def test_text_is_not_taken_for_markdown() -> None:
    html = MarkdownIt().render(article("1 *", ["a_b.txt:3"], Flow(BODY), 0, len(BODY)))
    assert "<h2>" not in html and "<li>" not in html and "<strong>" not in html and "<code>" not in html


def test_a_paragraph_of_several_lines_is_one_and_other_lines_stay_lines() -> None:
    prose = (
        "The tower will be raised again in grey granite from the Harrow quarry"
        " and a lamp will be lit in it before the winter comes, which is soon, since the leaves are brown."
    )
    verse = "Shall I compare thee to a summer's day?\n  Thou art more lovely and more temperate:"
    text = "\n\n".join([textwrap.fill(prose, 60), verse, textwrap.fill(prose, 60)])
    html = MarkdownIt().render(article("Lamp", ["a.txt:3"], Flow(text), 0, len(text)))
    assert html.count(f"<p>{prose}</p>") == 2
    assert html.count("<p>") == 4  # with the facts
    assert "day?<br />\n\u00a0\u00a0Thou" in html


def rendered(text: str) -> str:
    return MarkdownIt().render(article("Lamp", ["a.txt:3"], Flow(text), 0, len(text)))


def test_nested_items_and_terms_stay_in_lines_as_far_in_as_they_were() -> None:
    told = "of the lamp that will be lit in the tower before the winter comes, and of"
    text = f"  - one\n    1. two {told}\n       the stairs\n  - three\n\nterm\n    {told}\n    no more"
    html = rendered(text)
    two = "\u00a0" * 4
    assert f"<p>- one<br />\n\u00a0\u00a01. two {told} the stairs<br />\n- three</p>" in html
    assert f"<p>term<br />\n{two}{told} no more</p>" in html


COLUMNS = "Name     Age   Town\nAnna\t  12   *Falmouth*\n  ```\t 103   Truro"


def test_columns_stand_in_a_fence_that_nothing_in_them_closes() -> None:
    html = rendered(f"What follows is a table.\n\n{COLUMNS}\n\nThat was it.")
    assert f"<pre><code>{COLUMNS.expandtabs()}\n</code></pre>" in html
    assert html.count("<p>") == 3


def test_code_keeps_its_lines_and_their_indentation() -> None:
    html = rendered("So it is:\n\n\tif lamp:\n\t    light(*it)\n\nDone.")
    assert f"<p>{chr(0xA0) * 8}if lamp:<br />\n{chr(0xA0) * 12}light(*it)</p>" in html


LINES = st.lists(
    st.sampled_from(
        [
            "# head",
            "- item",
            "  1. item",
            "a  b   c",
            "\tcode()",
            "> quoted",
            "---",
            "===",
            "| a |",
            "```",
            "",
            "",
            "words",
        ]
    ),
    max_size=12,
)


@given(LINES.map("\n".join))
def test_every_word_is_rendered_in_order_and_nothing_becomes_markup(text: str) -> None:
    html = rendered(text)
    body = html[html.index("</p>") + 4 :]
    assert set(re.findall(r"</?(\w+)", body)) <= {"p", "br", "pre", "code"}
    words = unescape(re.sub(r"<[^>]*>", " ", body)).split()
    # The sign of a quotation stands once before lines that are joined.
    assert [word for word in words if word != ">"] == [word for word in text.split() if word != ">"]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# Lantern\n", "Lantern"),
        ("\n## Lantern ##\n", "Lantern"),
        ("Lantern\n=======\n", "Lantern"),
        ("# **Lantern**\n", "Lantern"),
        ("# Lantern\n", "Lantern (2)"),  # the second of that title
    ],
)
def test_the_heading_of_markdown_stands_for_the_title(heading: str, title: str) -> None:
    before = "Of another article.\n"
    text = f"{before}{heading}\n{BODY}Of the next one.\n"
    start, end = len(before), len(text) - len("Of the next one.\n")
    saved = own_article(title, ["a.md:2", None, "2024"], text, start, end)
    assert saved == f"{heading.strip()}\n\n*a.md:2 · 2024*\n\n{BODY}"


@pytest.mark.parametrize("heading", ["", "# Another thing\n\n", "#hashtag\n\n", "- Lantern\n\n"])
def test_markdown_with_another_heading_or_none_gets_its_title(heading: str) -> None:
    text = heading + BODY
    assert own_article("The *L*antern", ["a.md:1"], text, 0, len(text)) == f"# The \\*L\\*antern\n\n*a.md:1*\n\n{text}"


def test_front_matter_stays_at_the_top() -> None:
    front = "---\ntitle: Lantern\ntags: [a]\n---\n"
    text = f"{front}\n{BODY}"
    for start in (0, 4):  # the line before it is no part of an article
        saved = own_article("Lantern", ["a.md:1"], text, start, len(text))
        assert saved == f"{front}\n# Lantern\n\n*a.md:1*\n\n{BODY}"


def test_a_label_above_the_heading_stays_there() -> None:
    text = "(lamp)=\n# The [lamp](https://lamp.example) of `old_town`\n\nIt burns.\n"
    made = own_article("The lamp of old_town", ["a.md:1"], text, 0, len(text))
    assert made.startswith("(lamp)=\n\n# The [lamp](https://lamp.example) of `old_town`\n\n*a.md:1*\n\nIt burns.")
