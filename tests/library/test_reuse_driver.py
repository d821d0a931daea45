import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.library import reuse_driver
from reader.library.processes import Helpers
from reader.library.reuse_driver import Findings, compare, compare_texts
from reader.library.word_columns import WordColumns
from reader.reuse.copies import digest
from reader.reuse.engine import Alignment, Scope, Settings, find_reuse

WORDS = ["".join(random.Random(n).choices("abdegiklmnoprstu", k=3 + n % 6)) for n in range(3000)]
WEIGHTS = [1 / (rank + 3) for rank in range(len(WORDS))]

ENVELOPE = "From anna@berg.org Mon Nov  3 10:00:00 2025\nFrom: Anna Berg <anna@berg.org>\n"


def collection(seed: int, documents: int, n_words: int = len(WORDS)) -> list[str]:
    """Texts of made-up words, most with stories that others tell too; some the same, empty, in other scripts, or mails
    in one file."""
    rng = random.Random(seed)

    def prose(n: int) -> str:
        return " ".join(rng.choices(WORDS[:n_words], WEIGHTS[:n_words], k=n))

    stories = [f"“{prose(rng.randint(14, 60))}.”" for _ in range(5)]
    texts = [
        " ".join((prose(rng.randint(0, 90)), rng.choice(stories), prose(rng.randint(0, 40)), rng.choice(stories)))
        for _ in range(documents)
    ]
    archive = "\n".join(f"{ENVELOPE}\n{text}" for text in texts[3:9])
    return [*texts, archive, "", texts[0], f"Жили-были {texts[1]}", f"\U0001f600 {texts[2]} \ud800", texts[0], ""]


def last(found: object) -> tuple[Alignment, ...]:
    *_, end = found  # type: ignore[misc]
    assert isinstance(end, Findings)
    assert end.complete
    return end.alignments


@pytest.fixture(autouse=True)
def everything_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reuse_driver, "SMALL_WORDS", 0)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 5), st.sampled_from([16, 100, 1000, 1 << 20]), st.sampled_from([1, 50, 700, 1 << 19]), st.data())
def test_the_result_is_that_of_find_reuse(seed: int, block: int, group: int, data: st.DataObject) -> None:
    texts = collection(seed, 24, data.draw(st.sampled_from([80, len(WORDS)])))
    buffer = data.draw(st.sampled_from([1, 300, 1 << 22]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reuse_driver, "BLOCK_WORDS", block)
        patch.setattr(reuse_driver, "GROUP_WORDS", group)
        patch.setattr("reader.library.word_columns.BUFFER_CHARACTERS", buffer)
        found = last(compare_texts(iter(texts)))
    assert len(found) > 10
    assert found == find_reuse(texts)


def test_the_number_of_processes_does_not_matter(tmp_path: Path) -> None:
    texts = collection(3, 60)
    with Helpers(2) as helpers:
        assert last(compare_texts(texts, helpers=helpers, scratch=tmp_path)) == find_reuse(texts)
    assert not list(tmp_path.iterdir())


def test_settings_hold_on_disk() -> None:
    texts = collection(4, 24)
    wanted = Settings(minimum_words=20, minimum_similarity=0.5, scope=Scope.ACROSS)
    assert last(compare_texts(texts, wanted)) == find_reuse(texts, wanted)


@pytest.mark.parametrize("texts", [[], [""], ["one word"], ["", "a b c"]])
def test_next_to_nothing_is_compared(texts: list[str]) -> None:
    assert last(compare_texts(texts)) == ()


def test_small_collections_are_compared_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reuse_driver, "SMALL_WORDS", 1 << 21)
    texts = collection(5, 24)
    assert last(compare_texts(texts)) == find_reuse(texts)


def test_something_is_found_before_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reuse_driver, "PREVIEW_CHARACTERS", 3000)
    monkeypatch.setattr(reuse_driver, "GROUP_WORDS", 200)
    texts = collection(6, 40)
    read = 0

    def reading() -> object:
        nonlocal read
        for text in texts:
            read += 1
            yield text

    early = next(item for item in compare_texts(reading(), so_far=True) if isinstance(item, Findings))  # type: ignore[arg-type]
    assert early.alignments
    assert not early.complete
    assert read < len(texts)
    assert sum(isinstance(item, Findings) for item in compare_texts(texts, so_far=True)) > 2


def test_a_comparison_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    for steps in (1, 3, 5):
        going = compare_texts(collection(7, 24), scratch=tmp_path)
        for _ in range(steps):
            next(going)
        assert list(tmp_path.iterdir())
        going.close()
        assert not list(tmp_path.iterdir())


def test_folders_are_for_their_owner_only(tmp_path: Path) -> None:
    going = compare_texts(collection(7, 24), scratch=tmp_path)
    next(going)
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.rglob("*") if path.is_dir())
    going.close()


def test_a_library_that_changed_is_compared_from_its_columns(tmp_path: Path) -> None:
    before, after = collection(8, 20), collection(8, 20)[5:] + collection(9, 6)
    with WordColumns(tmp_path / "columns") as columns:
        assert last(compare(columns, [columns.add(text) for text in before])) == find_reuse(before)
    with WordColumns(tmp_path / "columns") as columns:
        new = [text for text in after if digest(text) not in columns]
        assert len(new) < len(after) / 2
        for text in new:
            columns.add(text)
        assert last(compare(columns, [digest(text) for text in after])) == find_reuse(after)


@pytest.mark.parametrize("torn", ["starts", "ends", "hashes", "characters", "texts"])
def test_columns_with_a_torn_end_lose_only_that(tmp_path: Path, torn: str) -> None:
    texts = collection(1, 10)
    archive = next(text for text in texts if text.startswith(ENVELOPE))
    with WordColumns(tmp_path) as columns:
        for text in texts[:6]:
            columns.add(text)
        columns.flush()
        columns.add(archive)
    with (tmp_path / torn).open("r+b") as file:
        file.truncate(file.seek(0, 2) - 1)
    with WordColumns(tmp_path) as columns:
        assert [digest(text) in columns for text in (*texts[:6], archive)] == [True] * 6 + [False]
        assert last(compare(columns, [columns.add(text) for text in texts])) == find_reuse(texts)
