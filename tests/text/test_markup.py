"""Signs of Markdown and reStructuredText: within a line, and lines of nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.articles import articles
from reader.text.markup import first_told, plain
from reader.text.titles import headline, title


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("[26.1.0](https://lamp.example/tree/(26.1.0)) - 2026-03-19", "26.1.0 - 2026-03-19"),
        ('The [`foo[0]`](a.md "of [a]") and [all](#all), [see][it]', "The foo[0] and all, see"),
        ("# ![Logo](logo.svg) The [Lamp](<a b.md>)", "# The Lamp"),
        ("[![Tests](https://a.example/b.svg)](https://a.example) [![Docs](c.svg)][docs]", ""),
        ("![cut](data:image/png;base64,AAAA", ""),
        ("Lit by the lamp |Build Status| |PyPI|", "Lit by the lamp"),
        ("[[Harbour|the old harbour]] and [[Lamp]], [[https://a.example][a link]]", "the old harbour and Lamp, a link"),
        ("The `Lamp <https://a.example>`_, :meth:`~.Lamp.light` of :class:`.Lamp`", "The Lamp, light of Lamp"),
        ("{meth}`__getstate__ <object.__getstate__>`, {pep}`557`", "__getstate__, PEP 557"),
        ("Using ``async`` and `a*b*c`", "Using async and a*b*c"),
        ('<a name="x"></a>The lamp<br/>', "The lamp"),
        ("[^1]: The lamp[^2]", "The lamp"),
        ("*The* **lamp** is _lit_, __Really__ ***so*** **`a_b`**", "The lamp is lit, Really so a_b"),
        ("**Warning: the lamp", "Warning: the lamp"),
        (r"\*Lamp\*", "*Lamp*"),
    ],
)
def test_signs_of_markup_are_not_read(line: str, read: str) -> None:
    assert " ".join(plain(line).split()) == read


@pytest.mark.parametrize(
    "line",
    [
        "... def __init__(self, a, b):",
        "__all__ and __future__",
        "def light(*args, **kwargs):",
        "2*3*4 and a_b_c, snake_case_ and self._x = _y",
        "handlers[i](x), a[i][j], [1][2]",
        "vector<int>, List<T>, 1 < 2",
        "The value of |x| is small",
        "[Editor's note] [sic](he said so)",
        "``Quoted,'' he said",
        "if [[ -f lamp ]]; then",
    ],
)
def test_what_is_no_markup_stays(line: str) -> None:
    assert plain(line) == line
    assert headline(line) == line.rstrip(" |")


def test_a_language_keeps_its_sharp() -> None:
    assert headline("## The lamp in C# ##") == "The lamp in C#"


STORY = "The keeper lit the lamp in the evening and went down to the harbour to see who came.\n"


@pytest.mark.parametrize(
    ("top", "called"),
    [
        (".. currentmodule:: lamp\n\nLamp\n====\n\n", "Lamp"),
        (".. _lamp:\n.. module:: a.b\n   :synopsis: It is lit.\n\n#####\nLamps\n#####\n\n", "Lamps"),
        (".. image:: a.svg\n    :alt: Docs\n    :target: https://a.example\n\nThe lamp\n--------\n\n", "The lamp"),
        ("|PyPI| |Docs|\n\n.. |PyPI| image:: a.svg\n   :alt: x\n\nlamp\n~~~~\n\n", "lamp"),
        (":orphan:\n\nlamp\n====\n\n", "lamp"),
        ("(how-to)=\n{.hide}\n# Lamp\n\n", "Lamp"),
        ("---\norphan: true\ntags:\n- a\n---\n\n# Lamp\n\n", "Lamp"),
        ('---\nlayout: post\ntitle: "A lamp"\n---\n\n', "A lamp"),
        ("```{include} a.md\n:start: b\n```\n\n# Lamp\n\n", "Lamp"),
        ("[![Tests](https://a.example/b.svg)](https://a.example)\n\n# Lamp\n\n", "Lamp"),
        ('<p align="center">\n  <img src="https://a.example/b.svg">\n</p>\n<!-- a\nb -->\n# Lamp\n\n', "Lamp"),
        ("Metadata-Version: 2.4\nName: lamp\nVersion: 1.0\nSummary: It is lit.\n\n", "lamp"),
    ],
)
def test_what_stands_above_a_heading_is_no_title(top: str, called: str) -> None:
    assert [each.title for each in articles(top + STORY)][-1] == called


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("```{include} ../CHANGES.md\n:start-after: x\n```\n", "include ../CHANGES.md"),
        (".. include:: ../CHANGES.rst\n", "include ../CHANGES.rst"),
        ("![The lamp](a.svg)\n", "The lamp"),
        ("```python\nlight(lamp)\n```\n", "light(lamp)"),
    ],
)
def test_a_text_of_nothing_else_is_called_by_what_it_shows(text: str, called: str) -> None:
    assert [each.title for each in articles(text)] == [called]


def test_a_line_of_dashes_is_no_front_matter_above_prose() -> None:
    assert first_told(["---", "The lamp was lit. It burned.", "---"], [False] * 3) == 1


@given(st.text(alphabet="ab_*`[](){}<>|:!^~.\\ -", max_size=80))
def test_nothing_is_made_up(line: str) -> None:
    letters = iter(line)
    assert all(letter in letters for letter in plain(line))
    assert title([line])


@pytest.mark.parametrize("unit", [":a-", "*a ", "_a ", "|1}| ", ")*-| |", ".:a", "[a](", "`a ", "![", "<a "])
def test_no_line_takes_time_beyond_its_length(unit: str) -> None:
    # With time that grows with the square, each of these would take minutes.
    assert plain(f"x{unit * 50_000}x").startswith("x")


def test_what_stands_for_pictures_is_gone_from_both_ends_however_many_there_are() -> None:
    many = "|build| |docs|_ " * 500
    assert plain(f"{many}Parts |of| it {many}|ab||cd|") == "Parts |of| it "
    assert plain(many) == ""
