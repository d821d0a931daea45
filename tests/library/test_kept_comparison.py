import random
import re
from pathlib import Path

import pytest

from reader.library import kept_comparison, reuse_driver
from reader.library.kept_comparison import compare_kept
from reader.library.reuse_driver import Findings
from reader.reuse import rarity
from reader.reuse.copies import digest
from reader.reuse.engine import Alignment, Settings, find_reuse
from reader.reuse.parts import Stories
from tests.library.test_reuse_driver import ENVELOPE, WEIGHTS, WORDS

SETTINGS = Settings()


@pytest.fixture(autouse=True)
def kept_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_comparison, "SMALL_WORDS", 0)
    monkeypatch.setattr(reuse_driver, "BLOCK_WORDS", 1000)
    monkeypatch.setattr(rarity, "SAMPLE_WORDS", 1 << 9)
    monkeypatch.setattr(rarity, "PIECE_WORDS", 32)


class Author:
    """Writes texts of made-up words, most with stories and stock phrases that others have too."""

    def __init__(self, seed: int, n_words: int = len(WORDS)) -> None:
        self.random = random.Random(seed)
        self.words, self.weights = WORDS[:n_words], WEIGHTS[:n_words]
        self.stories = [self.prose(self.random.randint(14, 60)) for _ in range(6)]
        self.phrases = [self.prose(16) for _ in range(2)]

    def prose(self, n: int) -> str:
        return " ".join(self.random.choices(self.words, self.weights, k=n))

    def text(self) -> str:
        parts = [self.prose(self.random.randint(5, 60)) for _ in range(2)]
        parts += self.random.sample(self.stories, self.random.randint(0, 2))
        parts += [phrase for phrase in self.phrases if self.random.random() < 0.8]
        self.random.shuffle(parts)
        return ". ".join(parts)


def sentences(texts: list[str]) -> Stories:
    """Every other sentence begins a story."""
    return lambda document: [sentence.end() for sentence in re.finditer(r"\. ", texts[document])][::2]


def found(folder: Path, texts: list[str], asked: list[str] | None = None) -> tuple[Alignment, ...]:
    def text(document: int) -> str:
        if asked is not None:
            asked.append(texts[document])
        return texts[document]

    stories = sentences(texts)
    *_, end = compare_kept(folder, [digest(text) for text in texts], text, SETTINGS, stories=stories)
    assert isinstance(end, Findings)
    assert end.complete
    return end.alignments


@pytest.mark.parametrize(("seed", "n_words"), [(0, len(WORDS)), (1, len(WORDS)), (2, 80)])
def test_any_sequence_of_changes_gives_the_result_of_comparing_all(
    seed: int, n_words: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = Author(seed, n_words)
    texts = [author.text() for _ in range(70)]
    updated = kept_comparison._updated
    outcomes = []

    def watched(*arguments: object) -> object:
        outcomes.append(updated(*arguments))  # type: ignore[arg-type]
        return outcomes[-1]

    monkeypatch.setattr(kept_comparison, "_updated", watched)
    for _ in range(9):
        assert found(tmp_path, texts) == find_reuse(texts, SETTINGS, sentences(texts))
        for _ in range(author.random.choice((0, 1, 1, 3))):
            act = author.random.randrange(4)
            at = author.random.randrange(len(texts))
            if act == 0:
                texts.insert(at, author.text())
            elif act == 1:
                texts.pop(at)
            elif act == 2:
                texts[at] = texts[at].replace("a", "o", 1) + author.prose(3)
            else:
                texts.append(texts[at])
    assert sum(rows is not None for rows in outcomes) >= 2


def test_only_new_texts_are_asked_for(tmp_path: Path) -> None:
    author = Author(7)
    texts = [author.text() for _ in range(40)]
    found(tmp_path, texts)
    asked: list[str] = []
    texts[3] = author.text()
    found(tmp_path, texts, asked)
    assert asked == [texts[3]]


def test_an_archive_of_mails_may_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    author = Author(11)
    texts = [author.text() for _ in range(60)]
    archive = [f"{ENVELOPE}\n{author.text()}\n" for _ in range(10)]
    everything, calls = kept_comparison.likely_rows, []
    monkeypatch.setattr(kept_comparison, "likely_rows", lambda *args, **kw: calls.append(1) or everything(*args, **kw))
    for at in (3, 0, 9, 5):
        archive.insert(at, f"{ENVELOPE}\n{author.text()}\n")
        now = ["".join(archive), *texts]
        assert found(tmp_path, now) == find_reuse(now, SETTINGS, sentences(now))
    assert len(calls) < 4  # sometimes all are compared again


def test_a_folder_that_was_damaged_gives_the_same_result(tmp_path: Path) -> None:
    author = Author(8)
    texts = [author.text() for _ in range(40)]
    right = found(tmp_path, texts)
    for damage in ("state.npz", "base/bags-0", "columns/texts"):
        path = tmp_path / damage
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        assert found(tmp_path, texts) == right


def test_words_of_texts_that_are_gone_do_not_pile_up(tmp_path: Path) -> None:
    author = Author(9)
    for _ in range(6):
        texts = [author.text() for _ in range(20)]
        assert found(tmp_path, texts) == find_reuse(texts, SETTINGS, sentences(texts))
    size = sum(path.stat().st_size for path in (tmp_path / "columns").iterdir())
    assert size < 60 * sum(map(len, texts))


def test_a_wrong_digest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="digest"):
        list(compare_kept(tmp_path, [digest("a")], lambda _: "b"))
