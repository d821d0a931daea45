import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.reuse.engine import Alignment, Place, Scope, Settings, find_reuse

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
SYLLABLES = ["ba", "ko", "ti", "ru", "sen", "mal", "dor", "vi", "pe", "lan", "gu", "zo", "fre", "cha", "ny", "os"]


def vocabulary(rng: random.Random, n: int) -> list[str]:
    return ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4))) for _ in range(n)]


class Writer:
    """Text of made-up words with the word frequencies of a language (Zipf)."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.words = vocabulary(self.rng, 4000)
        self.weights = [1 / (rank + 3) for rank in range(len(self.words))]

    def prose(self, n: int) -> list[str]:
        return self.rng.choices(self.words, self.weights, k=n)

    def story(self, *parts: list[str]) -> str:
        return " ".join(word for part in parts for word in part)


def between(texts: list[str], found: tuple[Alignment, ...]) -> list[tuple[str, str]]:
    return [(texts[x.a.document][x.a.start : x.a.end], texts[x.b.document][x.b.start : x.b.end]) for x in found]


@pytest.fixture
def writer() -> Writer:
    return Writer(7)


def test_a_passage_in_two_documents_has_its_edges(writer: Writer) -> None:
    told = writer.prose(40)
    texts = [
        writer.story(writer.prose(200), told, writer.prose(150)),
        writer.story(writer.prose(80), told, writer.prose(300)),
    ]
    found = find_reuse(texts)
    assert len(found) == 1
    for side in between(texts, found)[0]:
        words = side.split()
        assert set(told) <= set(words)
        assert len(words) <= len(told) + 6
    assert found[0].similarity > 0.9


@pytest.mark.parametrize("n_texts", [2, 6, 40])
@pytest.mark.parametrize("n_words", [60, 120, 250])
def test_a_copy_is_found_however_few_words_a_collection_has(writer: Writer, n_words: int, n_texts: int) -> None:
    writer.words, writer.weights = writer.words[:n_words], [1] * n_words
    told = writer.prose(60)
    texts = [writer.story(writer.prose(180), told if i < 2 else [], writer.prose(180)) for i in range(n_texts)]
    found = find_reuse(texts)
    assert {(x.a.document, x.b.document) for x in found} == {(0, 1)}
    for side in between(texts, found)[0]:
        assert " ".join(told[8:-8]) in side
        assert len(side.split()) <= len(told) + 16


def test_a_passage_of_common_words_is_found_where_a_tenth_of_it_was_changed(writer: Writer) -> None:
    writer.words, writer.weights = writer.words[:120], [1] * 120
    told = writer.prose(80)
    changed = [word if i % 10 else writer.prose(1)[0] for i, word in enumerate(told)]
    texts = [writer.story(writer.prose(180), some, writer.prose(180)) for some in (told, changed, *[[]] * 8)]
    (found,) = find_reuse(texts)
    assert (found.a.document, found.b.document) == (0, 1)
    assert found.similarity > 0.8


@pytest.mark.parametrize("n_words", [5, 30, 120])
def test_texts_of_the_same_few_words_are_no_copies(writer: Writer, n_words: int) -> None:
    writer.words, writer.weights = writer.words[:n_words], [1] * n_words
    assert find_reuse([writer.story(writer.prose(300)) for _ in range(10)]) == ()


def test_a_passage_told_twice_in_one_document(writer: Writer) -> None:
    told = writer.prose(60)
    text = writer.story(writer.prose(100), told, writer.prose(100), told, writer.prose(100))
    (found,) = find_reuse([text])
    assert found.a.document == found.b.document == 0
    assert found.a.end <= found.b.start


def test_a_paragraph_three_times_in_one_document_is_three_pairs(writer: Writer) -> None:
    told, between_them = writer.prose(35), [writer.prose(20), writer.prose(20)]
    text = writer.story(told, between_them[0], told, between_them[1], told)
    found = find_reuse([text])
    assert len(found) == 3
    assert {x.cluster for x in found} == {0}
    for side in (side for pair in between([text], found) for side in pair):
        assert set(told) <= set(side.split())
        assert len(side.split()) <= 35 + 4


def test_copies_that_follow_each_other_do_not_reach_into_each_other_far(writer: Writer) -> None:
    told = writer.prose(90)
    found = find_reuse([writer.story(told, told, told)])
    assert {x.cluster for x in found} == {0}
    assert all(x.a.end <= x.b.start for x in found)
    assert max(x.similarity for x in found) > 0.9


def test_a_passage_begins_and_ends_with_words_that_both_sides_have() -> None:
    # Common words that the other side lacks stand on both sides of the story.
    rng = random.Random(2)
    told = [f"told{rng.randrange(60)}" for _ in range(40)]
    around = [" ".join(["lo and behold"] * 6), " ".join(["hey nonny no"] * 6)]
    texts = [f"{word}\n{' '.join(told)}\n{word}" for word in around]
    (found,) = find_reuse(texts)
    for side in between(texts, (found,))[0]:
        assert side.split()[0] in told
        assert side.split()[-1] in told


def test_reordered_sentences_stay_one_passage(writer: Writer) -> None:
    first, second, third = writer.prose(25), writer.prose(25), writer.prose(25)
    texts = [
        writer.story(writer.prose(100), first, second, third, writer.prose(100)),
        writer.story(writer.prose(100), third, first, second, writer.prose(100)),
    ]
    (found,) = find_reuse(texts)
    assert all(len(side.split()) >= 72 for side in between(texts, (found,))[0])


def test_every_third_word_may_change(writer: Writer) -> None:
    told = writer.prose(60)
    changed = [word if i % 3 else writer.prose(1)[0] for i, word in enumerate(told)]
    texts = [
        writer.story(writer.prose(150), told, writer.prose(150)),
        writer.story(writer.prose(150), changed, writer.prose(150)),
    ]
    (found,) = find_reuse(texts)
    assert 0.5 < found.similarity < 0.9


def test_unrelated_texts_share_nothing(writer: Writer) -> None:
    assert find_reuse([writer.story(writer.prose(400)) for _ in range(30)]) == ()


def test_a_stock_phrase_is_no_passage(writer: Writer) -> None:
    phrase = writer.prose(6)
    assert find_reuse([writer.story(writer.prose(100), phrase, writer.prose(100)) for _ in range(20)]) == ()


def test_the_same_story_forty_times_is_one_cluster(writer: Writer) -> None:
    told = writer.prose(80)
    texts = [writer.story(writer.prose(5), told, writer.prose(5)) for _ in range(40)]
    found = find_reuse(texts)
    assert {x.cluster for x in found} == {0}
    assert {x.a.document for x in found} | {x.b.document for x in found} == set(range(40))
    assert len(found) <= 40 * 12


def test_a_frame_filled_with_other_matter_is_folded(writer: Writer) -> None:
    frame = writer.prose(14)
    texts = []
    for _ in range(30):
        filled = [word if i % 3 else writer.rng.choice(writer.words) for i, word in enumerate(frame)]
        texts.append(writer.story(writer.prose(80), filled, writer.prose(80)))
    assert len(find_reuse(texts)) <= 3


def test_settings_narrow_what_is_reported(writer: Writer) -> None:
    told, short = writer.prose(60), writer.prose(20)
    texts = [
        writer.story(writer.prose(100), told, writer.prose(100), short, writer.prose(100), told),
        writer.story(writer.prose(100), short, writer.prose(100)),
    ]
    both = find_reuse(texts)
    assert {x.a.document == x.b.document for x in both} == {True, False}
    assert all(x.a.document != x.b.document for x in find_reuse(texts, Settings(scope=Scope.ACROSS)))
    assert all(x.a.document == x.b.document for x in find_reuse(texts, Settings(scope=Scope.WITHIN)))
    assert all(
        len(side.split()) >= 30
        for x in find_reuse(texts, Settings(minimum_words=30))
        for side in between(texts, (x,))[0]
    )
    assert all(x.similarity >= 0.99 for x in find_reuse(texts, Settings(minimum_similarity=0.99)))


@pytest.mark.parametrize("bad", [{"minimum_words": 0}, {"minimum_similarity": 1.5}])
def test_settings_out_of_range_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="minimum"):
        Settings(**bad)  # type: ignore[arg-type]


def places(found: tuple[Alignment, ...], order: list[int]) -> set[tuple[Place, Place, float]]:
    def original(place: Place) -> Place:
        return Place(order[place.document], place.start, place.end)

    return {(*sorted((original(x.a), original(x.b))), round(x.similarity, 9)) for x in found}


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 3))
def test_the_order_of_the_documents_does_not_matter(rng: random.Random, seed: int) -> None:
    writer = Writer(seed)
    stories = [writer.prose(30) for _ in range(6)]
    texts = [
        writer.story(writer.prose(rng.randint(0, 60)), *(rng.choice(stories) for _ in range(2)), writer.prose(20))
        for _ in range(24)
    ]
    order = list(range(len(texts)))
    rng.shuffle(order)
    shuffled = find_reuse([texts[i] for i in order])
    assert places(shuffled, order) == places(find_reuse(texts), list(range(len(texts))))


def test_the_size_of_blocks_and_batches_does_not_matter(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = [writer.prose(30) for _ in range(6)]
    texts = [writer.story(writer.prose(30), *writer.rng.choices(stories, k=2), writer.prose(20)) for _ in range(30)]
    whole = find_reuse(texts)
    assert len(whole) > 10
    for words in (64, 1000):
        monkeypatch.setattr("reader.reuse.engine.BLOCK_WORDS", words)
        monkeypatch.setattr("reader.reuse.likely.BATCH_WORDS", words)
        monkeypatch.setattr("reader.reuse.passages.CHUNK", words)
        assert find_reuse(texts) == whole


def test_documents_that_are_the_same_are_aligned_as_wholes(writer: Writer) -> None:
    text, told = writer.story(writer.prose(80)), writer.prose(40)
    other = writer.story(writer.prose(60), told, writer.prose(60))
    twin = writer.story(writer.prose(60), told)
    found = find_reuse([text, other, text, twin, text, other])
    wholes = {(x.a.document, x.b.document) for x in found if x.similarity == 1.0 and x.a.start == 0}
    assert wholes >= {(0, 2), (0, 4), (2, 4), (1, 5)}
    assert {(1, 3), (3, 5)} <= {(x.a.document, x.b.document) for x in found}


def test_a_thousand_copies_cost_little(writer: Writer) -> None:
    found = find_reuse([writer.story(writer.prose(60))] * 1000)
    assert len({x.a.document for x in found} | {x.b.document for x in found}) == 1000
    assert len(found) <= 12_000


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.sampled_from("ab \n.-é北京\ud800\0")), max_size=6))
def test_hostile_texts_do_no_harm(texts: list[str]) -> None:
    for found in find_reuse(texts):
        for place in (found.a, found.b):
            assert 0 <= place.start < place.end <= len(texts[place.document])
        assert found.a <= found.b
        assert 0 <= found.similarity <= 1


@pytest.mark.parametrize("text", ["", "word", "la " * 5000, "a b c " * 3000, "x" * 100_000])
def test_monotonous_texts_do_no_harm(text: str) -> None:
    find_reuse([text, text])


def test_the_article_told_twice_in_the_seeds_is_one_alignment() -> None:
    texts = [path.read_bytes().decode() for path in SEEDS]
    found = find_reuse(texts)
    longest = max(found, key=lambda x: x.a.end - x.a.start)
    assert longest.a.document == longest.b.document == 1
    twin = [x for x in found if x.a.document == 1 and x.b.document == 1 and x.b.start > 30_000]
    assert len(twin) == 1
    assert all(x.a.document == x.b.document for x in found)


def test_han_text_told_twice(writer: Writer) -> None:
    rng = random.Random(5)
    han = [chr(0x4E00 + i) for i in range(1500)]
    told = "".join(rng.choices(han, k=60))
    texts = ["".join(rng.choices(han, k=300)) + told + "".join(rng.choices(han, k=300)) for _ in range(2)]
    (found,) = find_reuse(texts)
    assert told[2:-2] in texts[0][found.a.start : found.a.end]


def test_a_table_whose_rows_are_alike_costs_little() -> None:
    rng = random.Random(1)
    rows = (f"{i},station {i % 7},temperature {rng.randint(0, 30)},wind {rng.choice('nesw')}" for i in range(4000))
    found = find_reuse(["\n".join(rows)])
    assert len(found) < 4000


def test_documents_that_differ_in_spaces_only_are_aligned_as_wholes(writer: Writer) -> None:
    story = writer.story(writer.prose(120))
    other = writer.story(writer.prose(60))
    spread = "\n" + story.replace(" ", "  ").upper()
    texts = [story, f"{other}\n{story}", spread, spread]
    found = find_reuse(texts)
    whole = [(x.a.document, x.b.document) for x in found if {x.a.document, x.b.document} <= {0, 2, 3}]
    assert whole == [(0, 2), (0, 3), (2, 3)]
    for x in found:
        for place in (x.a, x.b):
            told = texts[place.document][place.start : place.end]
            assert " ".join(told.lower().split()).strip(".") == story.lower().strip(".")
    assert len(found) == 6


@pytest.mark.parametrize("seed", range(8))
def test_a_passage_that_keeps_three_words_of_five_is_found_if_it_is_long(seed: int) -> None:
    writer = Writer(seed)
    told = writer.prose(100)
    again = [word if i % 5 < 3 else writer.prose(1)[0] for i, word in enumerate(told)]
    assert len(find_reuse([writer.story(writer.prose(300), told), writer.story(again, writer.prose(300))])) == 1


def test_a_passage_that_keeps_half_of_its_words_is_found_to_its_ends() -> None:
    writer = Writer(0)
    told = writer.prose(150)
    again = [word if i % 10 < 5 else writer.prose(1)[0] for i, word in enumerate(told)]
    texts = [
        writer.story(writer.prose(300), told, writer.prose(100)),
        writer.story(writer.prose(100), again, writer.prose(300)),
    ]
    (sides,) = between(texts, find_reuse(texts))
    assert all(140 <= len(side.split()) <= 160 for side in sides)


def test_sentences_from_all_over_a_story_are_one_summary_of_it_and_from_both_ends_of_a_book_are_not(
    writer: Writer,
) -> None:
    one, two = writer.prose(40), writer.prose(40)
    short = writer.story(writer.prose(60), one, writer.prose(5), two, writer.prose(60))
    for words, parts in ((400, 1), (6000, 2)):
        long = writer.story(writer.prose(50), one, writer.prose(words), two, writer.prose(50))
        assert len(find_reuse([short, long])) == parts


def test_errors_that_logs_tell_again_and_again_are_told_one_by_one() -> None:
    rng = random.Random(5)
    syllables = [x + y for x in "bdfgklmnprst" for y in "aeiou"]
    trace = """Traceback (most recent call last):
  File "/srv/app/main.py", line 88, in handle
    return self.dispatch(request, timeout=self.timeout)
  File "/srv/app/db.py", line 142, in dispatch
    raise TimeoutError(f"connection to {self.host} lost after {self.timeout} s")
TimeoutError: connection to db-1.internal lost after 30 s
"""

    def log(service: str) -> str:
        lines = []
        for at in range(1500):
            user, path = (rng.choice(syllables) + rng.choice(syllables) for _ in range(2))
            level, more = ("ERROR", trace) if rng.random() < 0.1 else ("INFO", "")
            lines.append(
                f"2026-03-01T{at // 60:02}:{at % 60:02}:{at % 7:02}Z {level} {service}[{rng.randrange(999)}] "
                f"request {rng.randrange(1 << 20):x} user={user} path=/v1/{path} took {rng.randrange(900)}ms\n{more}"
            )
        return "".join(lines)

    found = [each for each in find_reuse([log("api"), log("db")]) if not each.loose]
    lengths = [sorted((each.a.end - each.a.start, each.b.end - each.b.start)) for each in found]
    assert len(found) > 100
    assert [(short, long) for short, long in lengths if long > 3.5 * short] == []


def test_twelve_equal_words_are_a_passage_in_the_smallest_collection() -> None:
    told = "the harbour council of arlington would build a second bridge before winter"
    texts = [f"{told}. It rained all day and people stayed at home.", f"Prices of bread rose again last year. {told}."]
    (found,) = find_reuse(texts)
    assert texts[0][found.a.start : found.a.end] == f"{told}."
