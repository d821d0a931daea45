"""Notes and highlights as Markdown."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.library.userdata.export import Excerpt, to_markdown
from reader.text.controls import sanitise


def test_each_document_and_article_has_a_heading() -> None:
    text = to_markdown(
        [
            Excerpt("a.txt", "The quay", 3, "It stood still.", "Why?\n\n- ask the *master*"),
            Excerpt("a.txt", "The quay", 9, "Two\n\nlines"),
            Excerpt("a.txt", "The sea", 12, "waves"),
            Excerpt("b.txt", "", 0, "gone"),
        ],
        "My notes",
    )
    assert text == (
        "# My notes\n"
        "\n## a.txt\n"
        "\n### The quay\n"
        "\n> It stood still.\n>\n> — a.txt, line 3\n"
        "\nWhy?\n\n- ask the *master*\n"
        "\n> Two\n>\n> lines\n>\n> — a.txt, line 9\n"
        "\n### The sea\n"
        "\n> waves\n>\n> — a.txt, line 12\n"
        "\n## b.txt\n"
        "\n> gone\n>\n> — b.txt, no longer in the text\n"
    )


def test_markup_in_files_is_only_text() -> None:
    text = to_markdown([Excerpt("a_b.txt", "# *1*", 1, "1. one\n- two\n<b>[x](y)</b> \x1b[31m\n---\n2024-01-02\n```")])
    assert text == (
        "# Notes\n"
        "\n## a\\_b.txt\n"
        "\n### \\# \\*1\\*\n"
        "\n> 1\\. one  \n> \\- two  \n> \\<b\\>\\[x\\](y)\\</b\\> ␛\\[31m  \n> \\---  \n> 2024\\-01-02  \n> \\`\\`\\`\n"
        ">\n> — a\\_b.txt, line 1\n"
    )


def test_renderers_keep_the_lines_of_notes_and_quotes_apart() -> None:
    note = "First thought\nsecond \n\n- one\n- two\n\nlast"
    html = MarkdownIt().render(to_markdown([Excerpt("a.txt", "", 1, "roses\nviolets", note)]))
    assert "roses<br />\nviolets</p>" in html
    assert "<p>First thought<br />\nsecond</p>" in html
    assert "<li>one</li>\n<li>two</li>" in html
    assert "<p>last</p>" in html


def test_a_quote_of_several_lines_of_prose_is_one_line() -> None:
    quote = textwrap.fill(
        "The tower above the harbour will be raised again in grey granite from the Harrow quarry, the works department"
        " said on Monday, and a lamp will be lit in it before the winter comes, which is soon.",
        70,
    )
    html = MarkdownIt().render(to_markdown([Excerpt("a.txt", "", 1, quote)]))
    assert f"<p>{' '.join(quote.split())}</p>" in html


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_nothing_in_it_is_harmful(document: str, article: str, quote: str, note: str) -> None:
    text = to_markdown([Excerpt(document, article, 1, quote, note)])
    assert sanitise(text, keep="\n\t") == text
    assert text.encode("utf-8")
