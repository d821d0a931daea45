"""What is a log, and where its days begin."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from reader.text.articles import Kind, articles
from reader.text.logs import days, is_log
from reader.text.paragraphs import single_lines

BEGIN = datetime(2024, 3, 4, 6, 25, 1, tzinfo=UTC)
TOLD = "The harbour was closed until the storm had passed over the coast."
"""A sentence that, by itself, may open a story."""

Line = Callable[[datetime], str]

DATED: dict[str, tuple[Line, list[str]]] = {
    "nginx": (
        lambda at: f'10.7.3.{at.minute} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "GET /{at.second} HTTP/1.1" 200 "{TOLD}"',
        ["2024-03-04", "2024-03-05"],
    ),
    "name of a client": (
        lambda at: f'in24.example.com - - [{at:%d/%b/%Y:%H:%M:%S} -0400] "GET /{at.second}" 200 {TOLD}',
        ["2024-03-04", "2024-03-05"],
    ),
    "syslog": (lambda at: f"{at:%b} {at.day:2} {at:%H:%M:%S} web-1 app[{at.minute}]: {TOLD}", ["Mar 4", "Mar 5"]),
    "apache errors": (lambda at: f"[{at:%a %b %d %H:%M:%S.%f %Y}] [core] {TOLD}", ["2024-03-04", "2024-03-05"]),
    "nginx errors": (lambda at: f"{at:%Y/%m/%d %H:%M:%S} [error] 1#1: {TOLD}", ["2024-03-04", "2024-03-05"]),
    "JSON": (
        lambda at: f'{{"level": "info", "ts": "{at:%Y-%m-%dT%H:%M:%SZ}", "msg": "{TOLD}"}}',
        ["2024-03-04", "2024-03-05"],
    ),
    "glog": (lambda at: f"I{at:%m%d %H:%M:%S.%f} 1 main.go:7] {TOLD}", ["Mar 4", "Mar 5"]),
    "hadoop": (lambda at: f"{at:%y%m%d %H%M%S} 148 INFO dfs.DataNode: {TOLD}", ["2024-03-04", "2024-03-05"]),
    "squid": (lambda at: f"{at.timestamp():.3f} 79 10.7.3.1 TCP_MISS/200 {TOLD}", ["2024-03-04", "2024-03-05"]),
    "chat": (lambda at: f"{at.day}/{at.month}/{at:%y}, {at:%H:%M} - Ann: {TOLD}", ["4/3/24", "5/3/24"]),
}

UNDATED: dict[str, Line] = {
    "kernel": lambda at: f"[{at.timestamp() % 100_000:12.6f}] usb 1-1: {TOLD}",
    "IRC": lambda at: f"[{at:%H:%M:%S}] <ann> {TOLD}",
    "addresses": lambda at: f"10.7.3.{at.minute} {TOLD}",
}


def log(line: Line, count: int = 40) -> str:
    return "".join(f"{line(BEGIN + timedelta(hours=at))}\n" for at in range(count))


def titles(text: str) -> list[str]:
    found = articles(text)
    assert {article.kind for article in found} == {Kind.ARTICLE}
    return [article.title for article in found]


@pytest.mark.parametrize("program", DATED)
def test_a_log_is_divided_by_its_days(program: str) -> None:
    line, expected = DATED[program]
    assert titles(log(line)) == expected


@pytest.mark.parametrize("program", [*DATED, *UNDATED])
def test_a_log_of_one_day_is_one_article(program: str) -> None:
    line = DATED[program][0] if program in DATED else UNDATED[program]
    text = log(line, 12)
    assert is_log(text)
    assert len(titles(text)) == 1


@pytest.mark.parametrize("program", UNDATED)
def test_a_log_without_days_is_one_article(program: str) -> None:
    assert len(titles(log(UNDATED[program], 60))) == 1


def test_stack_traces_belong_to_the_day_of_the_record_above() -> None:
    frames = "".join(f"\tat com.example.Harbour.close(Harbour.java:{line})\n" for line in range(30))
    text = log(lambda at: f"{at:%Y-%m-%d %H:%M:%S,%f} ERROR {TOLD}\njava.lang.IllegalStateException: {TOLD}\n{frames}")
    found = articles(text)
    assert [(article.title, article.date) for article in found] == [(day, day) for day in ("2024-03-04", "2024-03-05")]
    assert text[found[1].start :].startswith("2024-03-05")


def test_lines_around_midnight_may_change_places_but_not_whole_days() -> None:
    lines = log(DATED["nginx"][0], 400).splitlines(keepends=True)
    midnight = next(at for at, line in enumerate(lines) if "05/Mar" in line)
    lines[midnight - 1 : midnight + 1] = lines[midnight], lines[midnight - 1]
    shuffled = "".join(lines)
    assert len(titles(shuffled)) == 17
    assert len(titles("".join(lines * 2))) == 1


def test_moments_of_a_few_lines_are_no_days_of_the_others() -> None:
    audit = log(lambda at: f"[{at.timestamp() % 100_000:12.6f}] audit({at.timestamp():.3f}:7): {TOLD}")
    kernel = log(UNDATED["kernel"], 200)
    assert len(titles(audit)) > 1
    assert len(titles(audit + kernel)) == 1


def test_days_of_a_few_characters_are_read_in_one_piece() -> None:
    text = "".join(f"{BEGIN + timedelta(days=at):%Y-%m-%d %H:%M:%S} {TOLD}\n" for at in range(30))
    assert days(text, single_lines(text)) is None


def test_stories_behind_their_dates_are_no_records() -> None:
    text = "".join(f"{BEGIN + timedelta(days=at):%Y-%m-%d %H:%M:%S} {' '.join([TOLD] * 20)}\n" for at in range(12))
    assert not is_log(text)


def test_dates_of_some_lines_make_no_log() -> None:
    line = f"{BEGIN:%Y-%m-%d %H:%M:%S} {TOLD}\n"
    assert is_log(line * 20)
    assert not is_log((line + f"{TOLD}\n" * 2) * 20)


def test_dates_above_stories_make_no_log() -> None:
    assert not is_log(f"{BEGIN:%Y-%m-%d %H:%M:%S}\n{TOLD}\n" * 20)
    assert not is_log(f"Posted {BEGIN:%Y-%m-%d %H:%M:%S}\n{TOLD}\n" * 20)


def test_the_lines_around_a_stack_trace_go_with_it() -> None:
    frame = '  File "harbour.py", line 7, in close\n    raise ValueError(storm)\n'
    assert is_log(
        f"{BEGIN:%H:%M:%S} ERROR {TOLD}\nTraceback (most recent call last):\n{frame}ValueError: {TOLD}\n" * 20
    )


def test_a_day_that_there_is_not_is_called_what_the_log_calls_it() -> None:
    text = log(lambda at: f"{at:%Y-%m}-{at.day + 60} {at:%H:%M:%S} {TOLD}")
    assert [article.date for article in articles(text)] == [None, None]
