"""Subtitles: numbers and times of cues are read, and are no words of what is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.reuse.alignment import diff
from reader.reuse.engine import find_reuse
from reader.text.articles import Kind, articles
from reader.text.layouts import Unweighed, survey
from reader.text.subtitles import is_subtitles, said, without_cues
from reader.text.words import words
from reader.tui.differences import compare

TOLD = (
    "We have to get out of this lighthouse\nbefore the whole place burns down!",
    "Nobody told the keeper, nor his dog,\nwhich slept below the lamp.",
    "Then ring the bell and wake them both.",
)
OTHERS = (
    "Forty bakers walked out of the works.",
    "Is there any flour left?",
    "Not until the weekend, said their union.",
)


def srt(lines: tuple[str, ...], first: int = 1) -> str:
    """The lines as SubRip has them, from a number on."""
    return "\n".join(
        f"{number}\n00:{number:02}:45,{number:03} --> 00:{number:02}:50,587\n{line}\n"
        for number, line in enumerate(lines, first)
    )


VTT = (
    "WEBVTT Harbour Lights\nKind: captions\n\nSTYLE\n::cue { color: papayawhip }\n\nNOTE of the translator\n\n"
    "the bell\n00:45.084 --> 00:50.587 align:start position:0%\n<i>Then ring</i> the<00:46.000> bell.\n\n"
    "00:51.000 --> 00:52.000\n<v Anna>Wake them both.\n"
)
SPOKEN_VTT = "Then ring the bell. <v Anna>Wake them both."


def test_only_what_is_said_has_words() -> None:
    text = srt(TOLD, 7)
    assert without_cues(text).split() == " ".join(TOLD).split()
    assert without_cues(VTT).split() == SPOKEN_VTT.split()
    assert said(text)[0] == "".join(f"{line}\n\n" for line in TOLD)[:-1]
    plain = "At 00:45 --> the arrow\n7\n<i>is</i> no time."
    assert without_cues(plain) is plain


@given(
    st.text(st.sampled_from("1 \n:,.->aWEBVT<i>")).map(
        lambda text: text.replace("12", "00:00:01,000 --> 00:00:02,000\n")
    )
)
def test_offsets_hold(text: str) -> None:
    blanked = without_cues(text)
    assert len(blanked) == len(text)
    assert all(one == other or (one == " " and other != "\n") for one, other in zip(blanked, text, strict=True))
    told, source_map = said(text)
    assert all(text[source_map.to_source(at)] == sign for at, sign in enumerate(told))


@pytest.mark.parametrize("text", [srt(TOLD), VTT, f"\n{srt(TOLD)}", srt(TOLD * 40)])
def test_subtitles_are_one_article_called_by_what_is_said(text: str) -> None:
    assert is_subtitles(text) and survey(text).unweighed is Unweighed.SUBTITLES
    (article,) = articles(text)
    assert (article.start, article.end, article.kind) == (0, len(text), Kind.ARTICLE)
    assert article.title.startswith(("We have to get out of this lighthouse", "Then ring the bell"))


@pytest.mark.parametrize(
    "text", ["", srt(TOLD[:1]), f"The format is as follows.\n\n{srt(TOLD)}", "00:45 --> 00:50\n" * 9]
)
def test_what_only_shows_times_is_no_subtitles(text: str) -> None:
    assert not is_subtitles(text)


def test_the_same_lines_at_other_times_are_the_same() -> None:
    one, other = srt((*TOLD, *OTHERS[:2])), srt((OTHERS[2], *TOLD), 31)
    (found,) = find_reuse([one, other])
    told = [(one, other)[side.document][side.start : side.end] for side in (found.a, found.b)]
    assert found.similarity == 1
    assert [without_cues(each).split() for each in told] == [" ".join(TOLD).split()] * 2
    assert not any(edit.op != "equal" for edit in diff(*told))
    comparison = compare(*told)
    count = len(words(" ".join(TOLD)))
    assert (comparison.shared, comparison.words) == (count, count)
    assert comparison.differences.text == " ".join(" ".join(TOLD).split())


def test_times_alone_are_told_nowhere_twice() -> None:
    assert not find_reuse([srt(OTHERS * 1), srt(tuple(f"{line} No." for line in TOLD))])


def test_a_time_that_was_looked_for_is_shown() -> None:
    text = srt(TOLD)
    at = text.index("02:45")
    told, source_map = said(text, [(at, at + 5)])
    assert "2\n00:02:45,002 -->" in told and "00:01" not in told and "00:03" not in told
    assert told[source_map.to_clean(at) :].startswith("02:45")
