"""Code within a text: nothing in it divides the text."""

import pytest

from reader.text.articles import articles
from reader.text.code import in_code
from reader.text.paragraphs import paragraphs

PROSE = (
    "The keeper lit the lamp before the storm, and nobody on the pier believed that the ferry would come. She counted"
    " the ropes, the nets and the baskets, and wrote their number on the wall."
)


def code(text: str) -> list[str]:
    spans = paragraphs(text)
    lines = zip(spans.starts.tolist(), spans.ends.tolist(), in_code(text, spans).tolist(), strict=True)
    return [text[start:end] for start, end, is_code in lines if is_code]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Above\n\n```py\nimport lamp\n\nlamp.light()\n```\n\nBelow", ["```py", "import lamp", "lamp.light()", "```"]),
        ("````\n```\nlamp\n````\nBelow\n", ["````", "```", "lamp", "````"]),
        ("~~~ sh\nlamp\n~~~\nBelow\n", ["~~~ sh", "lamp", "~~~"]),
        ("So::\n\n    lamp\n\n    light\n\nBelow\n", ["lamp", "light"]),
        (".. code-block:: text\n\n    lamp\n\nBelow\n", ["lamp"]),
        ("```\nnever closed\n\nBelow\n", []),
        ("So::\n\nBelow\n", []),
        ("Lamp\n~~~~\n\nOne\n\nStorm\n~~~~~\n\nTwo\n", []),
    ],
)  # fmt: skip
def test_what_is_code(text: str, lines: list[str]) -> None:
    assert code(text) == lines


def test_no_line_of_code_is_a_separator() -> None:
    block = "```{doctest}\n>>> import attrs\n>>> @attrs.define\n... class C:\n...     pass\n```\n\n"
    sections = (f"## Of the {what}\n\n{PROSE}\n\n{block}{PROSE}\n\n" for what in ("lamp", "storm", "ferry", "pier"))
    text = "# Why not …\n\n" + "".join(sections)
    assert all(text[article.start :].startswith("#") for article in articles(text))
