"""Articles written for others."""

import gzip
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.library.exporting import FileNames, Format, exported, write_files
from reader.library.loaded import LoadedDocument, load


def documents(folder: Path) -> list[LoadedDocument]:
    return [item for item in load([folder]) if isinstance(item, LoadedDocument)]


def test_every_form_holds_every_article(seeds: Path) -> None:
    read = documents(seeds)
    stories = sum(article.kind.value == "article" for document in read for article in document.articles)
    for form in Format:
        written = list(exported(read, form))
        assert len(written) == stories
        assert all(article.body.endswith("\n") for article in written)
    for article in exported(read, Format.JSONL, everything=True):
        record = json.loads(article.body)
        document = next(item for item in read if item.name == record["document"])
        assert record["text"] in document.text


def test_a_text_export_has_a_header_and_the_whole_text(seeds: Path) -> None:
    (document, *_) = documents(seeds)
    stories = [article for article in document.articles if article.kind.value == "article"]
    for article, written in zip(stories, exported([document], Format.TEXT), strict=True):
        header, _, body = written.body.partition("\n\n")
        assert f"Title: {article.title}" in header and f"Document: {document.name}:" in header
        assert body.strip("\n") == document.text[article.start : article.end].strip("\n")


def test_files_have_their_titles_for_names(seeds: Path, tmp_path: Path) -> None:
    count = write_files(exported(documents(seeds), Format.MARKDOWN), tmp_path / "out", Format.MARKDOWN)
    files = list((tmp_path / "out").rglob("*.md"))
    assert len(files) == count > 20
    assert all(path.read_text(encoding="utf-8").startswith("# ") for path in files)


@given(
    st.lists(st.text(max_size=30) | st.sampled_from(["a/b", "a", "A", "../../x", "/etc/passwd", "a/b/c"]), max_size=12)
)
def test_no_name_leaves_the_folder_or_is_given_twice(tmp_path_factory: object, names: list[str]) -> None:
    folder = Path(tmp_path_factory.mktemp("names"))  # type: ignore[attr-defined]
    made = FileNames(folder)
    paths = []
    for name in names:
        path = made.path(name)
        path.write_text("x")
        paths.append(path)
        assert path.resolve().is_relative_to(folder.resolve())
    assert len({str(path).casefold() for path in paths}) == len(paths)


def test_a_name_that_can_stay_as_it_is_does(tmp_path: Path) -> None:
    names = ["a:b.txt", "a*b.txt", "c/./d.txt", "a_b.txt", "c/d.txt"]
    paths = [path.relative_to(tmp_path).as_posix() for path in FileNames(tmp_path).paths(names)]
    assert paths == ["a_b~2.txt", "a_b~3.txt", "c/d~2.txt", "a_b.txt", "c/d.txt"]


def test_markdown_stays_what_it_is(tmp_path: Path) -> None:
    own = "# Lantern\n\n- the **lamp** burns\n- the keeper sleeps\n"
    for name in ("a.md", "b.md.gz", "c.txt"):
        data = own.encode()
        (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    bodies = [written.body for written in exported(documents(tmp_path), Format.MARKDOWN)]
    assert ["- the **lamp** burns\n- the keeper sleeps\n" in body for body in bodies] == [True, True, False]
    assert [body.count("Lantern") for body in bodies] == [1, 1, 2]
