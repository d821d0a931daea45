"""The rows of contents against a list of rows made the slow way."""

from array import array
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.folder_rows import FolderRows
from reader.tui.outline import Outline, Row, Section
from tests.tui.test_folders import nested, slow_folders


def outline_of(sections: Sequence[Section], *args: set[int]) -> Outline:
    outline = Outline(sections.__getitem__, array("q"), array("q"), *args)
    outline.add([len(section.articles) for section in sections], [len(section.rest) for section in sections])
    outline.update()
    return outline


def all_rows(outline: Outline) -> list[Row]:
    """Every row, listed one by one."""
    rows: list[Row] = []
    shown = outline.shown
    numbers = range(len(outline.stories))
    folder_rows, hidden = outline.folder_rows, set[int]()
    for number in outline.order or numbers:
        for folder, (path, span, has_row) in enumerate(slow_folders(folder_rows.names)):
            if span[0] == number and number not in hidden and has_row and shown is None and not outline.order:
                rows.append(Row(-1, folder=folder))
                hidden |= set(range(*span)) if path in folder_rows.folded else set()
        if number in hidden:
            continue
        section = outline.section(number)
        if shown is not None:
            if number in shown:
                hits = [Row(number, article) for article in shown[number]]
                rows += hits if len(section.articles) == 1 else [Row(number), *hits]
            continue
        is_lone, is_open = len(section.articles) == 1, number in outline.opened_rest
        if not is_lone:
            rows.append(Row(number))
        if number in outline.folded and not is_lone:
            continue
        rows += [Row(number, article) for article in section.articles]
        if not section.rest or (is_lone and (not is_open or number in outline.folded)):
            continue
        rows.append(Row(number, rest=True))
        if is_open:
            rows += [Row(number, article, rest=True) for article in section.rest]
    return rows


class NamedRows(FolderRows):
    """Of documents with these names."""

    def __init__(self, names: Sequence[str], folded: set[str]) -> None:
        super().__init__(folded=folded)
        self.names = names
        self.folders.add(names)


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """Some in an order of their own, the articles of each document too."""
    sections = []
    is_ordered = draw(st.booleans())
    for _ in range(draw(st.integers(0, 6))):
        kinds = draw(st.lists(st.booleans(), max_size=6))
        articles = [i for i, article in enumerate(kinds) if article]
        rest = [i for i in range(len(kinds)) if i not in articles]
        if is_ordered:
            articles = draw(st.permutations(articles))
            places = [articles.index(i) if i in articles else -1 for i in range(len(kinds))]
            sections.append(Section(articles, rest, places))
        else:
            sections.append(Section(articles, rest))
    numbers = st.sets(st.integers(0, max(0, len(sections) - 1)))
    outline = outline_of(sections, draw(numbers) if sections else set(), draw(numbers) if sections else set())
    if is_ordered:
        outline.order = array("q", draw(st.permutations(range(len(sections)))))
    elif draw(st.booleans()) and sections:
        outline.shown = {
            number: sections[number].articles[: draw(st.integers(1, 3))]
            for number in sorted(draw(numbers))
            if sections[number].articles
        }
    names = draw(nested(len(sections)))
    paths = [path for path, _, _ in slow_folders(names)]
    outline.folder_rows = NamedRows(names, draw(st.sets(st.sampled_from(paths))) if paths else set())
    outline.update()
    return outline


@given(outlines())
def test_rows_are_those_of_the_slow_list(outline: Outline) -> None:
    assert [outline.row(index) for index in range(len(outline))] == all_rows(outline)


@given(outlines())
def test_every_row_is_found_where_it_stands(outline: Outline) -> None:
    for index, row in enumerate(all_rows(outline)):
        if row.article is not None or row.heading:
            assert outline.find(row.document, row.article) == index
            is_first = index == 0 or outline.row(index - 1).document != row.document
            assert outline.row(index).lone == (is_first and not row.heading)
        assert outline.line_of(row) == index


@given(outlines())
def test_what_is_in_a_folded_folder_is_found_at_its_row_until_it_is_revealed(outline: Outline) -> None:
    listed = {row.document for row in all_rows(outline)}
    if outline.shown is not None:
        return
    for document in range(len(outline.stories)):
        line = outline.find(document, 0)
        assert line is not None
        if document in listed:
            assert outline.row(line).document == document and outline.folder_rows.hiding(document) is None
            continue
        folder = outline.row(line).folder
        assert folder is not None and outline.folder_rows.is_folded(folder)
        start, end = outline.folder_rows.folders.span(folder)
        assert start <= document < end
    for document in range(len(outline.stories)):
        outline.reveal(document)
        assert outline.row(outline.find(document) or 0).document == document


def test_an_article_that_is_not_listed_is_found_at_what_stands_for_it() -> None:
    outline = outline_of([Section([0, 2], [1, 3])])
    assert outline.find(0, 3) == 3  # the row of the rest
    outline.folded = {0}
    outline.update()
    assert outline.find(0, 2) == 0  # the heading
    outline.shown = {0: [2]}
    outline.update()
    assert outline.find(0, 0) is None


def test_a_document_that_came_after_the_order_was_found_stands_at_the_end() -> None:
    outline = Outline(lambda document: Section([0], ()), order=array("q", [1, 0]))
    outline.add([1, 1, 1], [0, 0, 0])
    outline.update()
    assert [outline.row(index).document for index in range(len(outline))] == [1, 0, 2]
    assert outline.find(2, 0) == 2 and outline.find(3) is None


def test_what_stands_around_the_only_article_is_found_at_its_row_until_it_is_unfolded() -> None:
    outline = outline_of([Section([1], [0, 2]), Section([0], [])])
    assert [outline.row(index) for index in range(len(outline))] == [Row(0, 1), Row(1, 0)]
    assert outline.find(0) == outline.find(0, 2) == 0
    outline.opened_rest = {0, 1}
    outline.update()
    assert len(outline) == 5 and outline.row(1) == Row(0, rest=True)
    assert outline.find(0) == outline.find(0, 1) == 0 and outline.find(0, 2) == 3 and outline.find(1, 0) == 4
    outline.folded = {0, 1}
    outline.update()
    assert len(outline) == 2 and outline.find(0, 2) == 0


def test_a_document_that_gains_an_article_has_a_heading() -> None:
    outline = outline_of([Section([0], []), Section([0], [])])
    assert len(outline) == 2 and not outline.is_mixed
    outline = outline_of([Section([0], []), Section([0, 1], [])])
    assert [outline.row(index).lone for index in range(len(outline))] == [True, False, False, False]
    assert outline.is_mixed


def test_of_the_only_article_of_a_document_a_hit_is_one_row_and_two_have_a_heading() -> None:
    outline = outline_of([Section([1], [0]), Section([0, 1], []), Section([2], [0, 1])])
    outline.shown = {0: [1], 1: [0]}
    outline.beside = (0, 0)  # residue, which is read
    outline.update()
    assert [outline.row(index).article for index in range(len(outline))] == [None, 0, 1, None, 0]
    assert outline.find(0, 1) == 2
    outline.beside = (2, 2)
    outline.update()
    assert [outline.row(index).article for index in range(len(outline))] == [1, None, 0, 2]
    assert outline.find(0, 1) == 0 and outline.find(0) == 0 and outline.find(2, 2) == 3


def test_further_hits_follow_below_lines_of_their_own() -> None:
    outline = Outline(lambda document: Section(range(9), ()))
    outline.add([9, 9, 9], [0, 0, 0])
    for shown in ({0: [1, 4], 2: [0]}, {}):
        outline.shown, outline.further = shown, (("apart", {0: [6]}), ("none", {}), ("near", {1: [3], 2: [5, 7]}))
        outline.update()
        rows = [outline.row(index) for index in range(len(outline))]
        line = sum(1 + len(hits) for hits in shown.values())
        assert [row.label or (row.document, row.article) for row in rows[line:]] == [
            "apart",
            (0, None),
            (0, 6),
            "near",
            (1, None),
            (1, 3),
            (2, None),
            (2, 5),
            (2, 7),
        ]
        articles = [row for row in rows if row.article is not None]
        assert all(outline.row(outline.find(row.document, row.article)) == row for row in articles)
        assert outline.find(2, 7) == len(outline) - 1
        assert list(outline.listed(line + 2)) == [6] and list(outline.listed(line + 6)) == [5, 7]
    outline.shown, outline.further = None, ()
    outline.update()
    assert len(outline) == 30 and not any(outline.row(index).label for index in range(30))


def test_an_article_that_is_no_hit_is_listed_in_its_place_among_them() -> None:
    outline = Outline(lambda document: Section(range(9), ()))
    outline.add([9] * 4, [0] * 4)
    outline.shown, outline.further = {1: [2, 6], 3: [0]}, (("apart", {2: [5]}),)
    outline.beside = (1, 4)
    outline.update()
    assert [outline.row(index).article for index in range(len(outline))] == [None, 2, 4, 6, None, 0, None, None, 5]
    assert outline.find(1, 4) == 2 and list(outline.listed(0)) == [2, 6] and outline.hits() == 3
    outline.beside = (2, 0)  # above the hits that follow, and not among them
    outline.update()
    assert [outline.row(index).document for index in range(len(outline))] == [1, 1, 1, 2, 2, 3, 3, -1, 2, 2]
    outline.beside = (2, 5)
    outline.update()
    assert len(outline) == 8 and outline.find(2, 5) == 7
    outline.shown, outline.further, outline.beside = {}, (), (0, 0)
    outline.update()
    assert len(outline) == 0
