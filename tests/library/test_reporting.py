"""Pages and tables of what is told twice: complete, harmless, and made to be read by others."""

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.library.loaded import LoadedDocument, load
from reader.library.reporting.clusters import clusters
from reader.library.reporting.page import compared, page
from reader.library.reporting.tables import COLUMNS, DOCUMENT_COLUMNS, document_records, document_table, passim, table
from reader.library.retelling import alignments
from reader.reuse.places import Alignment, Place
from reader.reuse.settings import Settings
from reader.text.words import words
from tests.hostile import PAYLOADS

STORY = (
    "The harbour council voted on Tuesday to rebuild the old lighthouse, which the gales of last winter had broken, "
    "and to let nine sailors live in the keeper's house until the lamp burns again."
)
MARKUP = (
    "<script>document.title='owned'</script><img src=x onerror=alert(1)>",
    "</style></script></title><svg onload=alert(1)>",
    "\"><a href='javascript:alert(1)'>x</a><!--",
    "<iframe srcdoc='<b>x'></iframe><base href='http://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>&lt;b&gt;&#x3c;",
    "<link rel=stylesheet href=http://evil.example/x.css><style>*{display:none}</style>",
)


def told_twice(folder: Path, texts: dict[str, str]) -> tuple[list[LoadedDocument], tuple[Alignment, ...]]:
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    loaded = [item for item in load([folder]) if isinstance(item, LoadedDocument)]
    return loaded, alignments(loaded, Settings())


class Tags(HTMLParser):
    """What a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_nothing_in_a_text_or_name_becomes_markup(tmp_path: Path) -> None:
    hostile = "\n".join([*MARKUP, *PAYLOADS.values()])
    texts = {f"{number}<img src=x onerror=alert(1)>.txt": f"{hostile}\n{STORY} {hostile}\n" for number in range(3)}
    loaded, found = told_twice(tmp_path, texts)
    assert found
    text = "".join(page(loaded, found, "<script>x</script>"))
    seen = Tags(text).seen
    assert [tag for tag, _ in seen].count("script") == 1
    assert not {"img", "svg", "iframe", "base", "link", "object"} & {tag for tag, _ in seen}
    for tag, attributes in seen:
        assert not any(name.startswith("on") or name in ("src", "style", "srcdoc") for name in attributes)
        assert attributes.get("href", "#").startswith("#"), tag
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert "http" not in re.sub(r"http-equiv|&[^;]*;|http://evil\.example", "", text)


def test_the_policy_lets_in_only_what_it_knows(tmp_path: Path) -> None:
    loaded, found = told_twice(tmp_path, {"a.txt": STORY, "b.txt": STORY})
    text = "".join(page(loaded, found, "news"))
    policy = next(a["content"] for tag, a in Tags(text).seen if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert policy.count("sha256-") == 2


def test_every_telling_is_on_the_page(tmp_path: Path) -> None:
    reworded = STORY.replace("nine sailors", "a dozen fishermen")
    loaded, found = told_twice(tmp_path, {"a.txt": STORY, "b.txt": reworded, "c.txt": STORY})
    text = "".join(page(loaded, found, "news"))
    assert text.count('class="telling') == 3 and "the same words" in text
    assert "<del>nine sailors </del>" in text and "<ins>a dozen fishermen</ins>" in text
    assert "told 3 times in 3 documents" in text


WORDS = st.lists(st.sampled_from(["gale", "Lamp", "né", "<b>", "&", "9,5", "—", "\n", "the"]), max_size=30)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_a_marked_telling_is_whole(first: str, other: str) -> None:
    marked = compared(first, other)
    without = re.sub(r"<del[^>]*>.*?</del>|</?ins[^>]*>", "", marked, flags=re.S)
    plain = without.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert plain == other


def test_places_that_overlap_are_one_telling() -> None:
    a, b, c = Place(0, 0, 100), Place(0, 10, 120), Place(1, 0, 100)
    (cluster,) = clusters([Alignment(a, c, 1.0, 0), Alignment(b, c, 0.9, 0)])
    assert cluster.tellings == (Place(0, 0, 120), c)
    assert cluster.documents == 2


def test_a_table_has_a_line_for_each_pair_and_no_formula(tmp_path: Path) -> None:
    loaded, found = told_twice(tmp_path, {"=1+1.txt": STORY, '@a "quoted", name.txt': STORY, "c.txt": STORY})
    rows = list(csv.DictReader("".join(table(loaded, found)).split("\n")))
    assert len(rows) == len(found) == 3 and tuple(rows[0]) == COLUMNS
    assert {row["a_document"] for row in rows} == {"./=1+1.txt", './@a "quoted", name.txt'}
    assert int(rows[0]["a_end"]) - int(rows[0]["a_start"]) >= len(STORY) - 1
    assert {row["words"] for row in rows} == {str(len(words(STORY)))}


def test_documents_that_share_something_say_how_much_of_each_the_other_tells(tmp_path: Path) -> None:
    more = " ".join(f"Wherry{n} sloop{n}" for n in range(20))
    loaded, found = told_twice(tmp_path, {"=a.txt": STORY, "b.txt": f"{STORY}\n\n{more}", "c.txt": more})
    size = len(words(STORY))
    first, second = document_records(loaded, found)
    assert (first["a"], first["b"], first["words"]) == ("b.txt", "c.txt", 40)
    assert (first["a_share"], first["b_share"]) == (round(40 / (size + 40), 4), 1.0)
    assert (second["a"], second["words"], second["a_share"]) == ("=a.txt", size, 1.0)
    assert second["b_share"] == round(size / (size + 40), 4) and second["similarity"] == second["pairs"] == 1
    rows = list(csv.DictReader("".join(document_table(loaded, found)).split("\n")))
    assert tuple(rows[0]) == DOCUMENT_COLUMNS and rows[1]["a"] == "./=a.txt"


def test_passim_gets_a_record_for_each_telling(tmp_path: Path) -> None:
    loaded, found = told_twice(tmp_path, {"a.txt": STORY, "b.txt": f"\ufeffBefore it.\r\n{STORY}", "c.txt": STORY})
    rows = [json.loads(line) for line in passim(loaded, found)]
    assert [(row["id"], row["cluster"], row["size"]) for row in rows] == [(f"{name}.txt", 0, 3) for name in "abc"]
    for row, document in zip(rows, loaded, strict=True):
        assert document.document.source[row["begin"] : row["end"]] == row["text"]
        assert row["text"].startswith("The harbour council")
