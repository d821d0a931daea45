"""Dates of newspapers."""

import pytest

from reader.text.dates import find_date


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
        ("in February of that year", None),
        ("99.99.9999", None),
        ("", None),
    ],
)
def test_find_date(text: str, day: str | None) -> None:
    assert find_date(text) == day
