"""Where a text stands in the source that it was taken out of."""

import base64
import quopri

import pytest

from reader.text.locating import line_of

SENTENCES = [
    f"In the {name} year the café of the harbour – and “its” boats – was painted again." for name in ("1st", "2nd")
]
TEXT = "The café\n" + "\n".join(SENTENCES)
PAGE = """<html><head><title>The caf&eacute; - News</title></head>
<body><nav>The menu of
the page</nav>
<h1>The <b>caf&#233;</b></h1>
<p class="first
one">In the 1st year the caf&eacute; of the
harbour &ndash; and &ldquo;its&rdquo; boats &ndash;
was painted again.</p>
<p>In the 2nd year the caf&eacute; of the harbour &ndash; and “its” boats –
was painted again.</p></body></html>
"""
MAIL = "From: A\nSubject: The café\nX-Id: 7\n\n"


@pytest.mark.parametrize(("words", "line"), [("The café", 4), ("In the 1st", 6), ("boats", 7), ("In the 2nd", 9)])
def test_in_a_page(words: str, line: int) -> None:
    assert line_of(PAGE, TEXT, TEXT.index(words)) == line


def test_in_packed_mail() -> None:
    text = MAIL + "\n".join(SENTENCES)
    quoted = MAIL + quopri.encodestring("\n".join(SENTENCES).encode()).decode()
    second = next(number for number, line in enumerate(quoted.split("\n"), 1) if "2nd" in line)
    assert second > 6
    assert line_of(quoted, text, text.index("In the 2nd")) == second
    packed = MAIL + base64.encodebytes("\n".join(SENTENCES).encode()).decode()
    assert line_of(packed, text, text.index("In the 2nd")) == 2  # the nearest above it that is there as it is


def test_what_is_not_there_is_not_found() -> None:
    assert line_of("", TEXT, 0) == line_of("Something else stands here.", TEXT, 20) == 0
