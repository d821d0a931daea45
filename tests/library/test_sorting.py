"""Which processors numpy is told to leave some instructions alone on."""

import os
import subprocess
import sys

import pytest

from reader.library.sorting import VARIABLE, sort_well


def told(description: str, **environment: str) -> str | None:
    sort_well(environment, description)
    return environment.get(VARIABLE)


def cpuinfo(vendor: str, family: int) -> str:
    return (
        f"processor\t: 0\nvendor_id\t: {vendor}\ncpu family\t: {family}\nmodel name\t: some: name\n\nprocessor\t: 1\n"
    )


@pytest.mark.parametrize(("vendor", "family"), [("GenuineIntel", 6), ("AuthenticAMD", 26), ("AuthenticAMD", 23)])
def test_other_processors_are_left_as_they_are(vendor: str, family: int) -> None:
    assert told(cpuinfo(vendor, family)) is None
    assert told("") is None


def test_zen_4_sorts_without_avx512() -> None:
    assert "X86_V4" in (told(cpuinfo("AuthenticAMD", 25)) or "")


def test_what_the_user_chose_stays() -> None:
    assert told(cpuinfo("AuthenticAMD", 25), **{VARIABLE: "AVX512_SPR"}) == "AVX512_SPR"


def test_numpy_takes_what_it_is_told() -> None:
    environment = dict(os.environ)
    environment.pop(VARIABLE, None)
    sort_well(environment, cpuinfo("AuthenticAMD", 25))
    code = "from numpy._core._multiarray_umath import __cpu_features__; print(__cpu_features__.get('X86_V4', False))"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    assert not done.stderr
