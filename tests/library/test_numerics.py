"""What numpy is told on which processors."""

import os
import subprocess
import sys

import pytest

from reader.library import numerics
from reader.library.numerics import FEATURES, THREADS, set_up


def told(description: str, **environment: str) -> str | None:
    set_up(environment, description)
    return environment.get(FEATURES)


def cpuinfo(vendor: str, family: int) -> str:
    return (
        f"processor\t: 0\nvendor_id\t: {vendor}\ncpu family\t: {family}\nmodel name\t: some: name\n\nprocessor\t: 1\n"
    )


@pytest.mark.parametrize(("vendor", "family"), [("GenuineIntel", 6), ("AuthenticAMD", 26), ("AuthenticAMD", 23)])
def test_other_processors_are_left_as_they_are(vendor: str, family: int) -> None:
    assert told(cpuinfo(vendor, family)) is None
    assert told("") is None


def test_zen_4_sorts_without_avx512(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numerics, "_numpy_version", lambda: (2, 4))
    assert "X86_V4" in (told(cpuinfo("AuthenticAMD", 25)) or "")
    monkeypatch.setattr(numerics, "_numpy_version", lambda: (2, 3))
    assert "AVX512_SKX" in (told(cpuinfo("AuthenticAMD", 25)) or "")


def test_what_the_user_chose_stays() -> None:
    assert told(cpuinfo("AuthenticAMD", 25), **{FEATURES: "AVX512_SPR"}) == "AVX512_SPR"


def test_products_of_matrices_take_one_thread_unless_the_user_wants_more() -> None:
    environment: dict[str, str] = {}
    set_up(environment, "")
    assert environment == {THREADS: "1"}
    environment = {THREADS: "3"}
    set_up(environment, "")
    assert environment == {THREADS: "3"}


def test_numpy_takes_what_it_is_told() -> None:
    environment = dict(os.environ)
    environment.pop(FEATURES, None)
    set_up(environment, cpuinfo("AuthenticAMD", 25))
    code = "from numpy._core._multiarray_umath import __cpu_features__; print(__cpu_features__.get('X86_V4', False))"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    assert not done.stderr


def test_numpy_has_nothing_to_complain_of_here() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in (FEATURES, THREADS)}
    set_up(environment)
    command = [sys.executable, "-W", "error", "-c", "import numpy"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
