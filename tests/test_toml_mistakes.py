"""Files of settings that cannot be read: each mistake is told in plain words, with its line and what to write."""

import pytest

from reader.settings import default_text, parse_settings


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "[page]\nmeasure = 60\n\n[page]\nindent = 2\n",
            4,
            "[page] is there already, from line 1 on: move what stands",
        ),
        ("[page]\r\nmeasure = 60\r\n\r\n[page]\r\n", 4, "[page] is there already, from line 1 on"),
        ("[page]\nmeasure = 60\nmeasure = 70\n", 3, '"page.measure" is set on line 2 already: remove one'),
        ("page = 3\n[page]\n", 2, '"page" is set on line 1 already: remove one'),
        ('theme = "dark\nkeymap = "vim"\n', 1, "a quote is missing at the end"),
        ("theme = 'dark\n", 1, "a quote is missing at the end"),
        ("theme = dark\n", 1, 'write "dark" for dark'),
        ("[page]\njustify = Yes # please\n", 2, "write true for Yes"),
        ("theme = “dark”\n", 1, "straight quotes"),
        ("[page]\nmeasure =\n", 2, "there is nothing behind the ="),
        ("[page]\nmeasure: 60\n", 2, "there is no = behind the name"),
        ("[page\nmeasure = 60\n", 1, "stands in brackets"),
        ('[keys]\n"made.mark" = ["m" "x"]\n', 2, "a comma between any two and a ]"),
        ('[keys]\n"made.mark" = ["m",\n\n[page]\n', 4, "a list above this line needs a ]"),
        ("[repeats]\nsimilarity = 0,8\n", 2, "not 0,8"),
        ('? = "x"\n', 1, "stands in quotes"),
        ('theme = "\\q"\n', 1, "single quotes"),
    ],
)
def test_a_mistake_is_told_in_plain_words(text: str, line: int, said: str) -> None:
    (problem,) = parse_settings(text)[1]
    assert problem.line == line and said in problem.message
    assert problem.message.endswith("; nothing of the file is used")
    assert "at line" not in problem.message


def test_a_second_table_below_the_file_that_is_written_is_told() -> None:
    text = default_text() + "\n[page]\nmeasure = 60\n"
    (problem,) = parse_settings(text)[1]
    at = default_text().split("\n").index("[page]") + 1
    assert f"[page] is there already, from line {at} on" in problem.message


def test_tabs_are_no_mistake() -> None:
    settings, problems = parse_settings('theme\t=\t"dark"\n[page]\n\tmeasure = 60\n')
    assert not problems and settings.page.measure == 60
