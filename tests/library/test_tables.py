import pytest

from reader.library.documents import Document
from reader.library.skipping import Skipped
from reader.library.tables import rows
from reader.text.decoding import decode

STORIES = [
    " ".join(f"{who} walked along the harbour on day {day}, {how}." for day in range(4))
    for who, how in (("An alderman", "alone"), ("A baker", "in the rain"), ("A gardener", "with her dog"))
]
SHORT = [story.partition(".")[0] for story in STORIES]


def read(text: str, text_field: str | None = None) -> list[Document]:
    found = list(rows("a.csv", decode(text.encode()), text_field))
    assert not any(isinstance(item, Skipped) for item in found)
    return [item for item in found if isinstance(item, Document)]


def table(*cells: list[str], sign: str = ",") -> str:
    return "".join(
        sign.join(f'"{each}"' if " " in each else each for each in row) + "\n" for row in zip(*cells, strict=True)
    )


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("before", [["1", "2", "3"], ["post", "article", "post"], ["article", "article", "post"]])
def test_the_first_row_of_a_table_without_names_is_a_row(sign: str, before: list[str]) -> None:
    found = read(table(before, STORIES, sign=sign))
    assert [(item.name, item.clean.text) for item in found] == [(f"a.csv#{k}", STORIES[k - 1]) for k in (1, 2, 3)]
    assert [item.lines.record for item in found] == [1, 2, 3]
    assert [(item.title, item.date) for item in found] == [("", "")] * 3


@pytest.mark.parametrize(
    "first",
    ["Nothing of note happened in the village on Monday.", "村の議会は月曜日に新しい橋を架けることを決めました。"],
)
def test_a_short_text_in_the_first_row_is_a_text(first: str) -> None:
    assert [item.clean.text for item in read(table(["x", "y", "z"], [first, *STORIES[1:]]))] == [
        first,
        *STORIES[1:],
    ]


@pytest.mark.parametrize(
    "before",
    [["7", "8", "9"], ["2023-05-01", "2023-05-01", "1 May 2023"], ["https://a.example/1", "https://a.example/2", ""]],
)
def test_a_row_is_known_by_what_stands_beside_its_text(before: list[str]) -> None:
    assert [item.clean.text for item in read(table(before, ["Storm", *STORIES[1:]]))] == ["Storm", *STORIES[1:]]


@pytest.mark.parametrize(
    "names",
    [
        ("No", "What was said"),
        ("id", STORIES[0]),
        ("Timestamp", "Tell us in a few words what you saw in the harbour on that day, and whom you told of it."),
        ("0", "1"),
        ("2019", "Remarks"),
        ("2023-05-01", "Remarks"),
        ("Respondent", "How likely are you to go to the harbour again?"),
        ("Respondent", "what_was_seen_and_heard_in_the_harbour.text"),
    ],
)
def test_a_row_of_names_is_none(names: tuple[str, str]) -> None:
    found = read(table([names[0], "1", "2", "3"], [names[1], *STORIES]))
    assert [(item.name, item.clean.text) for item in found] == [(f"a.csv#{k}", STORIES[k - 1]) for k in (1, 2, 3)]
    assert [item.lines.record for item in found] == [2, 3, 4]


def test_a_field_that_is_named_is_in_the_names() -> None:
    found = read(table(["1", "2", "3"], [STORIES[0], "One", "Two"], ["a", *STORIES[1:]]), text_field="A")
    assert [item.clean.text for item in found] == STORIES[1:]


@pytest.mark.parametrize("says", ["sep=;\r\n", "SEP=;\n", '"sep=;"\n', "\ufeffsep=;\r\n"])
def test_the_line_by_which_excel_is_told_what_parts_cells_is_no_row(says: str) -> None:
    found = read(f"{says}title;text\nA, b, c;{STORIES[0]}\nTwo;{STORIES[1]}\n")
    assert [(item.title, item.clean.text) for item in found] == [("A, b, c", STORIES[0]), ("Two", STORIES[1])]
    assert [item.lines.record for item in found] == [3, 4]


def test_a_nul_in_one_cell_spoils_no_table() -> None:
    found = read("id,text\n1,It rained.\n2,It \0snowed.\n")
    assert [item.clean.text for item in found] == ["It rained.", "It \ufffdsnowed."]


def test_commas_of_a_text_part_no_cells() -> None:
    found = read(f'1;"It rained, and snowed, and rained, {SHORT[0]}."\n2;{STORIES[1]}\n3;{STORIES[2]}\n')
    assert [item.clean.text for item in found][1:] == STORIES[1:]
    stories = [STORIES[0].replace(",", ""), *STORIES[1:]]
    found = read("".join(f"{k};{story}\n" for k, story in enumerate(stories)))
    assert [item.clean.text for item in found] == stories


def test_what_stands_in_several_columns_of_text_is_all_read() -> None:
    found = read('text,title,Text\nIt rained.,One,"It\nsnowed."\nFog.,Two,\n,Three,Wind.\nHail.,Four,Hail.\n')
    assert [item.clean.text for item in found] == ["It rained.\nIt\nsnowed.", "Fog.", "Wind.", "Hail."]
    assert [item.title for item in found] == ["One", "Two", "Three", "Four"]
    assert [(item.lines.record, item.lines.record_end) for item in found] == [(2, 3), (4, 4), (5, 5), (6, 6)]


@pytest.mark.parametrize(
    "names",
    [
        *("Titel;Datum;Inhalt", "Kopfzeile;Erstellt am;Text", "Titre;Publié le;Texte"),
        *("Título;Fecha de creación;Contenido", "Titolo;Data;Testo", "Заголовок;Дата создания;Текст"),
    ],
)
@pytest.mark.parametrize(
    "day", ["12.03.2019", "12. März 2019", "12 mars 2019", "12 de marzo de 2019", "12 марта 2019 г."]
)
def test_columns_are_known_by_their_names_in_several_languages(names: str, day: str) -> None:
    (found,) = read(f"{names}\nEin Sturm;{day};Es regnete.\n")
    assert (found.title, found.date, found.clean.text) == ("Ein Sturm", "2019-03-12", "Es regnete.")


def test_what_stands_in_other_columns_is_read_where_it_is_to_be_read() -> None:
    found = read(
        f'id,title,summary,text,rest\n1,One,Short,"{STORIES[0]}","{STORIES[1]}"\n2,Two,,Fog.,x\n'
        f'3,,"{STORIES[2]}","{STORIES[2]} And more.",It rained for hours.\n4,Only a title,,,\n'
    )
    assert [(item.title, item.clean.text) for item in found] == [
        ("One", f"Short\n{STORIES[0]}\n{STORIES[1]}"),
        ("Two", "Fog."),
        ("", f"{STORIES[2]} And more.\nIt rained for hours."),
        ("Only a title", "Only a title"),
    ]


def test_signs_that_part_cells_in_a_text_without_quotes_cut_nothing_off() -> None:
    found = read("id,title,text\n1,One,It rained, and snowed, and rained\n2,Two,Fog\n")
    assert [(item.title, item.clean.text) for item in found] == [
        ("One", "It rained, and snowed, and rained"),
        ("Two", "Fog"),
    ]


def test_markup_in_a_cell_is_read_as_a_page() -> None:
    (found,) = read('id,text\n1,"<p>Rain &amp; snow</p>\n<p>Fog</p>"\n')
    assert (found.clean.text, found.lines) == ("Rain & snow\nFog", (2, 2, 0, 3))


def test_what_other_columns_say_is_kept_beside_the_text() -> None:
    names = "title,author,url,text\n"
    (found,) = read(f'{names}A,Anna,https://a.example,"{STORIES[0]}"\n')
    assert found.fields == ("author: Anna", "url: https://a.example")
    (found,) = read(f'{names}A,Anna,https://a.example,"{STORIES[0]}"\n', "text")
    assert not found.fields
    (found, *_) = read(table(["1", "2", "3"], STORIES))
    assert found.fields == ("1",)
