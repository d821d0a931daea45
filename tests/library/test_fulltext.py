"""Full text: what is found, where exactly, and what is said of what is not."""

import re
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.find.cancelling import Cancelled
from reader.find.request import LONGEST_QUERY, fault, read
from reader.library.bigrams import places_of, spread, spread_query, unspread
from reader.library.catalogue import Catalogue
from reader.library.database import TOKENIZER
from reader.library.excerpts import densest
from reader.library.fulltext import FullText
from reader.library.highlighting import Highlighter
from reader.library.vocabulary import nearest, suggestions
from reader.positions import Span
from reader.text.fold import fold
from tests.library.making import catalogue_of, indexed, prose

TEXTS = {
    "harbour.txt": "The harbour council voted on Tuesday to rebuild the old lighthouse above the Needles reef.",
    "barley.txt": "A café in Lund serves bread of the new barley. The barley ripens early; the council likes barley.",
    "train.txt": "The night train to Lund was late again, said the railway council of the province.",
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return catalogue_of(tmp_path, [prose(name, text) for name, text in TEXTS.items()])


def found(catalogue: Catalogue, query: str) -> list[tuple[int, list[Span]]]:
    """The documents, each of which is one article, and where in them it stands."""
    text = FullText(catalogue)
    results = list(text.search(query))
    assert results[-1].ranked
    assert results[-1].total == len(results[-1].places)
    assert set(results[0].places) == set(results[-1].places)
    documents = [document for document, _ in results[-1].places]
    texts = [catalogue.text(catalogue.documents[document]) for document in documents]
    return list(zip(documents, text.highlighter.spans(texts, results[-1].query), strict=True)) if documents else []


def names(catalogue: Catalogue, query: str) -> list[str]:
    return [catalogue.documents[document].name for document, _ in found(catalogue, query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lighthouse", {"harbour.txt"}),
        ("CAFE", {"barley.txt"}),
        ("council", {"harbour.txt", "barley.txt", "train.txt"}),
        ("council lund", {"barley.txt", "train.txt"}),
        ('"harbour council"', {"harbour.txt"}),
        ('"council harbour"', set()),
        ("light*", {"harbour.txt"}),
        ("NEAR(railway province, 3)", {"train.txt"}),
        ("NEAR(night province, 3)", set()),
        ("train OR lighthouse", {"train.txt", "harbour.txt"}),
        ("council NOT lund", {"harbour.txt"}),
        ("(train OR barley) AND lund", {"train.txt", "barley.txt"}),
    ],
)
def test_the_grammar(catalogue: Catalogue, query: str, expected: set[str]) -> None:
    assert set(names(catalogue, query)) == expected


SIGNED = {
    "c.txt": "C code, by a class of people who care; a net costs 5 pieces, a b is json, snake case, 日本中国.",
    "cpp.txt": "The C++ language, not C#, takes --json or --csv, and a/b.",
    "net.txt": "ASP.NET and .NET like snake_case; don’t pay $5 in a café/bar, 日本・中国.",
}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("C++", {"cpp.txt": ["C++"]}),
        ('"c++ language not" ', {"cpp.txt": ["C++ language, not"]}),
        ("C# ", {"cpp.txt": ["C#"]}),
        ("c# | class", {"c.txt": ["class"], "cpp.txt": ["C#"]}),
        (".NET", {"net.txt": ["NET", ".NET"]}),
        ("--json", {"cpp.txt": ["--json"]}),
        ("--js", {"cpp.txt": ["--json"]}),
        ("a/b", {"cpp.txt": ["a/b"]}),
        ("$5", {"net.txt": ["$5"]}),
        ("snake_case ", {"net.txt": ["snake_case"]}),
        ("cafe/bar", {"net.txt": ["café/bar"]}),
        ("don't", {"net.txt": ["don’t"]}),
        ("日本・中国", {"net.txt": ["日本・中国"]}),
        ("people,", {"c.txt": ["people"]}),
        ("care; ", {"c.txt": ["care"]}),
        ("net !$5", {"c.txt": ["net"]}),
        ("json NOT (C# OR rust)", {"c.txt": ["json"]}),
        ("net NOT (net NOT $5)", {"net.txt": ["NET", "NET"]}),
        ('NEAR("C++" takes, 5) AND json', {"cpp.txt": ["C++", "takes", "json"]}),
        ("C+++", {}),
        ("/b", {"cpp.txt": ["b"], "net.txt": ["bar"]}),
    ],
)
def test_signs_count_where_they_are_typed_with_a_word(
    tmp_path: Path, query: str, expected: dict[str, list[str]]
) -> None:
    catalogue = catalogue_of(tmp_path, [prose(name, text) for name, text in SIGNED.items()])
    places = {
        catalogue.documents[number].name: [SIGNED[catalogue.documents[number].name][start:end] for start, end in spans]
        for number, spans in found(catalogue, read(query).words)
    }
    assert places == expected


def test_the_most_about_it_comes_first(catalogue: Catalogue) -> None:
    assert names(catalogue, "barley OR train")[0] == "barley.txt"


def test_spans_are_those_of_each_match(catalogue: Catalogue) -> None:
    ((_, spans),) = found(catalogue, "barley AND cafe")
    text = TEXTS["barley.txt"]
    assert [text[start:end] for start, end in spans] == ["café", "barley", "barley", "barley"]
    start, end = densest(text, spans)
    assert 0 <= start <= spans[0][0] and spans[0][1] <= end <= len(text)


def test_the_span_of_a_phrase_is_one(catalogue: Catalogue) -> None:
    ((_, spans),) = found(catalogue, '"railway council"')
    assert [TEXTS["train.txt"][start:end] for start, end in spans] == ["railway council"]


@pytest.mark.parametrize(
    "query", ["council (", 'the "harbour', "counc!l", "Lund's", "AND", "x:y", "a-b", "*", '""', "NEAR(", "^", "\0"]
)
def test_what_is_no_query_is_looked_for_as_it_is_written(catalogue: Catalogue, query: str) -> None:
    found(catalogue, query)
    assert names(catalogue, "(council") == names(catalogue, "council")


@pytest.mark.parametrize("joined", [" OR ", " AND ", " ", " | "])
def test_a_query_is_not_cut_where_it_is_understood(catalogue: Catalogue, joined: str) -> None:
    query = joined.join(["barley"] * 90)
    assert len(query) <= LONGEST_QUERY and not fault(query)
    assert names(catalogue, read(query).words) == ["barley.txt"]


@settings(max_examples=60)
@given(st.text(max_size=40) | st.text(alphabet='ab"*()^:+-{} ', max_size=20))
def test_no_query_is_an_error(query: str) -> None:
    highlighter = Highlighter(TOKENIZER)
    text = FullText.__new__(FullText)
    text.highlighter = highlighter
    understood = text.understood(query)
    assert not understood or highlighter.takes(understood)


@given(st.text(alphabet=st.sampled_from("aé \x00\x02\x03\n\ud800ß😀.,"), max_size=60))
def test_spans_are_words_of_the_text_whatever_is_in_it(text: str) -> None:
    (spans,) = Highlighter(TOKENIZER).spans([text], "a*")
    starts = [match.start() for match in re.finditer(r"(?:(?<=[ \x00\x02\x03\n\ud800😀.,])|^)[aé]", text)]
    # Neighbouring matches may be joined, so that every start is in a span and every span begins at one.
    assert {start for start, _ in spans} <= {start for start in starts if text[start] == "a"} | set(starts)
    assert all(text[start] in "aé" and text[end - 1] in "aéß" for start, end in spans)


def test_what_begins_with_a_few_letters_is_found_soon_and_then_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.fulltext.FIRST_HITS", 3)
    monkeypatch.setattr("reader.library.fulltext.FIRST_WORDS", 2)
    texts = [f"harbour{letter} stands by itself" for letter in "fedcba"] + ["harboura again", "Lund"]
    catalogue = catalogue_of(tmp_path, [prose(str(number), text) for number, text in enumerate(texts)])
    for query, count in (
        ("harbour*", 7),
        ("HARBOUR *", 7),
        ('"harbour"*', 7),
        ('"harbour*"', 0),
        ("harbourc*", 1),
        ("harbour* NOT again", 6),
        ("stands NOT harbour*", 0),
    ):
        first, last = FullText(catalogue).search(query)
        assert (len(first.places), last.total) == (min(count, 3), count), query
        assert set(first.places) <= set(last.places)
        if count == 7:  # those with the first words come first, which stand behind the others
            assert first.places[0] == (4, 0)


CHINESE = "新华社北京电，国家主席昨天在北京会见了外宾。他说，abc公司将在上海建厂。"
THAI = "นายกรัฐมนตรีกล่าวว่ารัฐบาลจะสร้างโรงเรียนใหม่ในกรุงเทพ"
JAPANESE = "東京の大学で新しいロボットが発表された。"
HINDI = "प्रधानमंत्री ने दिल्ली में कहा"


@pytest.mark.parametrize(
    ("query", "name", "spans"),
    [
        ("北京", "zh", ["北京", "北京"]),
        ("华社北", "zh", ["华社北"]),
        ("国家主席 上海", "zh", ["国家主席", "上海"]),
        ('"北京电 国家"', "zh", ["北京电，国家"]),
        ("国家主*", "zh", ["国家主"]),
        ("abc公司", "zh", ["abc公司"]),
        ("NEAR(北京 外宾, 6)", "zh", ["北京", "外宾"]),
        ("厂", "zh", ["厂"]),
        ("รัฐบาล", "th", ["รัฐบาล"]),
        ("โรงเรียน OR 上海市", "th", ["โรงเรียน"]),
        ("ロボット 大学", "ja", ["大学", "ロボット"]),
        ("दिल्ली", "hi", ["दिल्ली"]),
    ],
)
def test_texts_in_scripts_without_spaces(tmp_path: Path, query: str, name: str, spans: list[str]) -> None:
    texts = {"zh": CHINESE, "th": THAI, "ja": JAPANESE, "hi": HINDI, "en": TEXTS["train.txt"]}
    catalogue = catalogue_of(tmp_path, [prose(key, text) for key, text in texts.items()])
    ((document, places),) = found(catalogue, query)
    assert catalogue.documents[document].name == name
    assert [texts[name][start:end] for start, end in places] == spans


@pytest.mark.parametrize("query", ["京北", "北京市", '"国家 北京"', "上海 NOT 建厂", "大阪"])
def test_characters_in_another_order_are_not_found(tmp_path: Path, query: str) -> None:
    assert found(catalogue_of(tmp_path, [prose("zh", CHINESE)]), query) == []


@given(st.text(alphabet="京北海ไทย ab,。é", max_size=30), st.data())
def test_every_run_of_a_text_without_spaces_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    runs = re.findall("[京北海ไทย]{2,}", text)
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 2))
    part = run[start : data.draw(st.integers(start + 2, len(run)))]
    (spans,) = Highlighter(TOKENIZER).spans([text], spread_query(part))
    covered = {at for first, last in spans for at in range(first, last)}
    expected = {
        at for match in re.finditer(f"(?={part})", text) for at in range(match.start(), match.start() + len(part))
    }
    assert covered == expected


@pytest.mark.parametrize(
    ("query", "spans"),
    [
        ("еще", ["ещё", "еще", "Ещё"]),
        ("ещё", ["ещё", "еще", "Ещё"]),
        ("ЁЛКА", ["ёлка"]),
        ("елк*", ["ёлка"]),
        ("путин", ["Пу\u0301тин"]),
        ("мой", ["мои\u0306"]),
        ("שלום", ["שָׁלוֹם"]),
        ("كتاب", ["كِتَابٌ"]),
        ("eleves", ["e\u0301le\u0300ves"]),
        ("élèves", ["e\u0301le\u0300ves"]),
        ("ガキ", ["カ\u3099キ"]),
        ("한국어", [normalize("NFD", "한국어")]),
        ("ελλαδα", ["ΕΛΛΑΔΑ", "Ελλάδα"]),
        ("φάρος", ["ΦΑΡΟΣ", "φάρος"]),
        ("orsted dorde lodz", ["Łódź", "Ørsted", "Đorđe"]),
        ("Łódź", ["Łódź"]),
        ("first office", ["ﬁrst", "oﬃce"]),
        ("ﬁr*", ["ﬁrst"]),
        ('"first oﬃce"', ["ﬁrst oﬃce"]),
        ("cooperate", ["co\u00adop\u00aderate"]),
        ("h2o", ["H₂O"]),
        ("full width", ["Ｆｕｌｌ", "ｗｉｄｔｈ"]),
        ("パン", ["ﾊﾟﾝ"]),
        ("“sorted", ["sorted"]),
    ],
)
def test_letters_are_the_same_however_they_are_written(tmp_path: Path, query: str, spans: list[str]) -> None:
    text = "Он ещё спит, а ёлка еще стоит. Ещё Пу\u0301тин и мои\u0306, שָׁלוֹם, كِتَابٌ, e\u0301le\u0300ves, カ\u3099キ, "
    text += normalize("NFD", "한국어") + ". ΕΛΛΑΔΑ ΦΑΡΟΣ, Ελλάδα φάρος, Łódź, Ørsted, Đorđe, ﬁrst oﬃce, "
    text += "co\u00adop\u00aderate, H₂O, Ｆｕｌｌ ｗｉｄｔｈ, ﾊﾟﾝ, sorted."
    catalogue = catalogue_of(tmp_path, [prose("ru", text)])
    ((_, places),) = found(catalogue, query)
    assert [text[start:end] for start, end in places] == spans


@given(st.text(alphabet="京北ไทé ab,ёe\u0301и\u0306\u00adﬃŁÆﾊﾟ", max_size=30))
def test_spans_of_a_rewritten_text_are_those_of_the_text(text: str) -> None:
    rewritten = spread(text)
    for word in re.finditer(r"[^\W京北ไทハパ]+", rewritten):
        ((start, end),) = unspread(text, [word.span()])
        assert spread(text[start:end]).lower() == word.group().lower()


@given(st.text(alphabet="京北ไทé ab,\x02", max_size=30))
def test_each_character_of_a_rewritten_text_comes_from_its_place(text: str) -> None:
    places = places_of(text)
    assert len(places) == len(spread(text))
    assert all(fold(text[place]) == fold(made) for place, made in zip(places, spread(text), strict=True) if made != " ")


def test_a_word_that_does_not_occur_gets_suggestions(catalogue: Catalogue) -> None:
    text = FullText(catalogue)
    assert suggestions(text, "lighthose")[0] == "lighthouse"
    assert suggestions(text, "uharbour")[:1] == ("harbour",)
    assert suggestions(text, "lighthouse") == ()
    assert suggestions(text, "zzzzzz") == ()
    assert suggestions(text, "") == ()


def test_the_nearest_article_shares_rare_words(tmp_path: Path) -> None:
    made = catalogue_of(
        tmp_path,
        [
            prose("a", "Kolb said the lighthouse will be raised in grey granite from Harrow."),
            prose("b", "The grey granite of Harrow is famous, and its lighthouse is too."),
            prose("c", "Scientists have bred a barley that ripens early."),
        ],
    )
    assert nearest(made, FullText(made), 0, 0)[0].place == (1, 0)
    assert nearest(made, FullText(made), 2, 0) == []


def test_an_article_that_shares_only_a_few_telling_words_is_not_near(tmp_path: Path) -> None:
    words = ["granite", "lighthouse", "harrow", "trawler", "quarry", "needles", "gales", "constance"]
    texts = [" ".join(words), " ".join(words[:2]), " ".join([*words[2:], "barley"])]
    made = catalogue_of(tmp_path, [prose(str(number), text) for number, text in enumerate(texts)])
    (found,) = nearest(made, FullText(made), 0, 0)
    assert (found.place, found.shared, found.telling) == ((2, 0), 6, 8)


def test_a_search_that_was_given_up_raises(catalogue: Catalogue) -> None:
    with pytest.raises(Cancelled):
        list(FullText(catalogue).search("council", is_cancelled=lambda: True))


def test_what_was_removed_is_found_no_more(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The lighthouse was rebuilt in granite.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The lighthouse fell into the sea.\n", encoding="utf-8")
    assert len(found(indexed(tmp_path), "lighthouse")) == 2
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").write_text("The barley ripens.\n", encoding="utf-8")
    after = indexed(tmp_path)
    assert found(after, "lighthouse") == []
    assert len(found(after, "barley")) == 1


GALES = st.sampled_from(["gale", "lamp", "né", "e\u0301t", "a_b", "—", "。", "की", "灯塔\n", "ga"])
ASKED = (
    *("gale", '"gale lamp"', '"lamp gale lamp"', "ga*", "NEAR(gale né, 3)", 'gale AND "né gale"', "lamp NOT gale"),
    *("^gale", '"a b"', "(gale OR lamp) AND et", "灯", '"की gale"'),
)


@settings(max_examples=300, deadline=None)
@given(words=st.lists(GALES, max_size=60), query=st.sampled_from(ASKED), length=st.integers(1, 20))
def test_a_long_text_is_marked_in_parts_as_it_is_at_once(words: list[str], query: str, length: int) -> None:
    text, asked = " ".join(words), spread_query(query)
    whole = Highlighter(TOKENIZER).spans([text], asked)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("reader.library.highlighting.LONG", length)
        assert Highlighter(TOKENIZER).spans([text, "gale", text], asked)[::2] == whole * 2


DIVIDED = """\
The explosion took place on Thurs-
day in the pit, and none of the well-
known men of the town of Gatesh-
ead lived.
"""


@pytest.mark.parametrize(("query", "said"), [
    ("Thursday ", ["Thurs-\nday"]),
    ('"place on Thursday in the"', ["place on Thurs-\nday in the"]),
    ("Thurs-day ", ["Thurs-\nday"]),
    ("gateshead ", ["Gatesh-\nead"]),
    ("well-known ", ["well-\nknown"]),
    ("known ", ["known"]),
    ("wellknown ", ["well-\nknown"]),
    ('"well known men of the"', ["well-\nknown men of the"]),
    ('"lived on"', []),
    ("NEAR(lived explosion, 9)", []),
])  # fmt: skip
def test_words_that_line_ends_divide_are_found_whole_and_with_their_hyphen(
    tmp_path: Path, query: str, said: list[str]
) -> None:
    catalogue = catalogue_of(tmp_path, [prose("mercury.txt", DIVIDED)])
    spans = [span for _, spans in found(catalogue, read(query).words or query) for span in spans]
    text = catalogue.text(catalogue.documents[0])
    assert [text[start:end] for start, end in spans] == said


@given(st.lists(st.sampled_from(["Thurs-\n", "day ", "well-\n  ", "known ", "灯灯", "a ", "\n", "é-\n", "x" * 90])))
def test_what_is_found_in_a_rewritten_text_stands_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    body = spread(text)
    for word in re.finditer(r"\w+", body):
        if "\U000ffdfe" in word[0]:
            continue
        ((start, end),) = unspread(text, [word.span()])
        assert fold(re.sub(r"\W", "", text[start:end])) == fold(word[0])
