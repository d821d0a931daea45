"""Dates of newspapers."""

import re

import pytest

from reader.text.dates import DATE, date_in_name, date_of_value, find_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published on Feb 08, 2024 02:14 PM IST", "2024-02-08"),
        ("— A (@a) February 9, 2024", "2024-02-09"),
        ("KYIV, Sept. 3rd, 2023 (Agency) -", "2023-09-03"),
        ("10 февраля 2024 года", "2024-02-10"),
        ("on 4 July 1999 in", "1999-07-04"),
        ("2024-12-31T10:00", "2024-12-31"),
        ("31.12.2024", "2024-12-31"),
        ("February 31, 2024, then March 2, 2024", "2024-03-02"),
        ("1. März 2019", "2019-03-01"),
        ("Freitag, 01. Mär. 2019, 10:00 Uhr", "2019-03-01"),
        ("le 1er août 2019 à Paris", "2019-08-01"),
        ("3 févr. 2019", "2019-02-03"),
        ("1 de marzo de 2019", "2019-03-01"),
        ("2 dic. 2019", "2019-12-02"),
        ("1° maggio 2019", "2019-05-01"),
        ("12 settembre 2019", "2019-09-12"),
        ("5 янв. 2019 г.", "2019-01-05"),
        ("5 мая 2019 года", "2019-05-05"),
        ("30 février 2019", None),
        ("in February of that year", None),
        ("99.99.9999", None),
        ("", None),
    ],
)
def test_find_date(text: str, day: str | None) -> None:
    assert find_date(text) == day


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u00a0 ", " \u202f", "  "])
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thu, Feb 08, 2024 02:14 PM IST", "2024-02-08"),
        ("Friday, 9th of February 2024, at 10:00", "2024-02-09"),
        ("10 февраля 2024 года", "2024-02-10"),
    ],
)
def test_blanks_that_do_not_break_are_blanks(text: str, day: str, blank: str) -> None:
    written = text.replace(" ", blank)
    assert find_date(written) == date_of_value(written) == day
    assert re.fullmatch(DATE, written, re.IGNORECASE)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2023-05-01", "2023-05-01"),
        ("2023-05-01T23:59:00Z", "2023-05-01"),
        ("20230501T101500Z", "2023-05-01"),
        ("2023/5/1", "2023-05-01"),
        ("Mon, 01 May 2023 10:00:00 +0000", "2023-05-01"),
        ("May 1, 2023", "2023-05-01"),
        (1682899200, "2023-05-01"),
        ("1682899200", "2023-05-01"),
        (1682899200.5, "2023-05-01"),
        (1682899200_000, "2023-05-01"),
        (1682899200_000_000, "2023-05-01"),
        ("1682899200.000200", "2023-05-01"),
        (1682899200_000_000_000, "2023-05-01"),
        ("Mon May 01 10:00:00 +0000 2023", "2023-05-01"),
        ("Mon May  1 10:00:00 2023", "2023-05-01"),
        ("Mon Foo 01 10:00:00 +0000 2023", None),
        (631_151_999, None),
        (4_102_444_800, None),
        (2023, None),
        (10**400, None),
        (True, None),
        ("20231301", None),
        ("nan", None),
        ("1e999", None),
        ("yesterday", None),
        (["2023-05-01"], None),
    ],
)
def test_the_day_of_a_value_in_data(value: object, day: str | None) -> None:
    assert date_of_value(value) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("times-1844-03-12.txt", "1844-03-12"),
        ("times_1844_03_12.txt", "1844-03-12"),
        ("times18440312.txt", "1844-03-12"),
        ("IMG_20240105_123456.txt", "2024-01-05"),
        ("2024-01-05 and again 20240105.txt", "2024-01-05"),
        ("times-1844.zip/times-1844-03-12.txt", "1844-03-12"),
        ("times-1844-03-12.zip/page 1.txt", "1844-03-12"),
        ("times-1844-03-12.zip/times-1844-03-13.txt", "1844-03-13"),
        ("times-1844-03-12.jsonl#3", "1844-03-12"),
        ("1844-01-01_1844-12-31.txt", ""),
        ("1844-02-30.txt", ""),
        ("1844-03_12.txt", ""),
        ("no-118440312.txt", ""),
        ("no-184403121.txt", ""),
        ("12340312.txt", ""),
        ("times.txt", ""),
    ],
)
def test_the_day_in_a_name(name: str, day: str) -> None:
    assert date_in_name(name) == day
