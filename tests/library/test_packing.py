"""Texts packed for the index and unpacked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import packing
from reader.library.database import TEXT_CHUNK
from reader.library.packing import pack, pack_map, unpack, unpack_map
from reader.text.sourcemap import SourceMap

MAP = SourceMap.of([(1, 2, 3), (5, 9, 2)])


@pytest.fixture(params=["zstandard", "zlib"], autouse=True)
def method(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if name == "zstandard" and packing.zstandard() is None:
        pytest.skip("Zstandard is not installed")
    return name


@pytest.fixture
def without(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if method == "zlib":
        monkeypatch.setattr(packing, "zstandard", lambda: None)


@given(st.text(st.characters(), max_size=300), st.integers(0, 2))
def test_texts_come_back(text: str, times: int) -> None:
    text += "\ud800 long " * (times * TEXT_CHUNK // 5)
    chunks = pack(text)
    assert len(chunks) == -(-len(text) // TEXT_CHUNK)
    assert unpack(chunks) == text


@pytest.mark.usefixtures("without")
def test_either_way_of_packing_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    chunks, packed_map = pack("a text " * 1000), pack_map(MAP)
    monkeypatch.undo()
    assert unpack(chunks) == "a text " * 1000
    assert unpack_map(packed_map) == MAP
    assert unpack_map(pack_map(SourceMap())) == SourceMap()


@pytest.mark.usefixtures("without")
def test_damage_is_a_value_error() -> None:
    (chunk,) = pack("a text that is packed, and then damaged " * 50)
    for damaged in (chunk[:-5], chunk[:9], chunk[:9] + b"\0\0" + chunk[11:], b"", b"nothing"):
        with pytest.raises(ValueError, match="damaged"):
            unpack([damaged])
    with pytest.raises(ValueError):
        unpack_map(pack("12345")[0])


def test_what_needszstandard_says_so(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if method == "zlib":
        pytest.skip("is for Zstandard")
    chunks = pack("a text")
    monkeypatch.setattr(packing, "zstandard", lambda: None)
    with pytest.raises(ValueError, match="Zstandard, which is not installed"):
        unpack(chunks)
