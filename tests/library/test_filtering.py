"""Filtering the tree."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.library.catalogue import Catalogue
from reader.library.filtering import Filtered, TitleFilter
from tests.library.making import indexed


@pytest.fixture
def catalogue(seeds: Path) -> Catalogue:
    return indexed(seeds)


def filtered(catalogue: Catalogue, query: str) -> Filtered:
    result = TitleFilter().filter(catalogue, query, lambda: False)
    assert result is not None
    return result


def titles(catalogue: Catalogue, result: Filtered) -> list[str]:
    return [catalogue.documents[d].articles[a].title for d, hits in (result.shown or {}).items() for a in hits]


def test_hits_keep_the_order_of_the_tree(catalogue: Catalogue) -> None:
    result = filtered(catalogue, "korean")
    assert result.shown is not None
    assert list(result.shown) == sorted(result.shown)
    assert all(hits == sorted(hits) for hits in result.shown.values())
    assert "North Korean troops are engaged" in titles(catalogue, result)[0]
    assert len(titles(catalogue, result)) < sum(len(document.articles) for document in catalogue.documents)


def test_the_best_hit_is_one_of_them_and_its_letters_are_known(catalogue: Catalogue) -> None:
    result = filtered(catalogue, "clinton")
    assert result.best is not None and result.shown is not None
    document, article = result.best
    assert article in result.shown[document]
    title = catalogue.documents[document].articles[article].title
    assert "".join(title[at] for at in result.positions_of(title)).casefold() == "clinton"


def test_titles_with_only_the_letters_are_apart_from_those_with_the_words(catalogue: Catalogue) -> None:
    result = filtered(catalogue, "putin")
    assert result.shown and result.apart
    assert all("putin" in title.casefold() for title in titles(catalogue, result))
    assert not any("putin" in title.casefold() for title in titles(catalogue, replace(result, shown=result.apart)))
    alone = filtered(catalogue, "pvtn")
    assert alone.shown == {} and alone.apart and alone.best
    assert alone.best[1] in alone.apart[alone.best[0]]


def test_an_empty_query_leaves_everything(catalogue: Catalogue) -> None:
    assert filtered(catalogue, "  ").shown is None


def test_a_cancelled_search_has_no_result(catalogue: Catalogue) -> None:
    assert TitleFilter().filter(catalogue, "a", lambda: True) is None


def test_hits_of_the_corrected_query_are_apart(catalogue: Catalogue) -> None:
    result = filtered(catalogue, "koreax")
    assert result.shown == {} and result.near
    assert result.did_you_mean.startswith("korea")
    document, hits = next(iter(result.near.items()))
    title = catalogue.documents[document].articles[hits[0]].title
    assert "".join(title[at] for at in result.positions_of(title)).casefold().startswith("korea")


def test_titles_may_be_read_while_the_library_changes(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a thread does that prepares a search while the screen's thread shows another moment."""
    told = [title for some in catalogue.titles() for title in some]
    rows = catalogue.rows

    def changed_meanwhile(*arguments: Any) -> list[Any]:
        found = rows(*arguments)
        catalogue._forget_numbers()
        return found

    monkeypatch.setattr(catalogue, "rows", changed_meanwhile)
    assert [title for some in catalogue.titles() for title in some] == told


def test_a_word_with_a_slash_is_looked_for_by_letters_in_paths(tmp_path: Path) -> None:
    for name in ("flask-3/docs/api.txt", "flask-3/src/deco.txt", "flask/docs/old.txt", "click/docs/api.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The keeper of {name[:5]} wrote down what he saw on the road to the sea.\n", encoding="utf-8")
    catalogue = indexed(tmp_path)

    def names(hits: dict[int, list[int]] | None) -> list[str]:
        return [catalogue.documents[document].name for document in hits or {}]

    result = filtered(catalogue, "flask/doc")
    assert names(result.shown) == [] and names(result.named) == ["flask/docs/old.txt"]
    assert names(result.lettered) == ["flask-3/docs/api.txt"]
    assert "".join("flask-3/docs/api.txt"[at] for at in result.positions_in_name("flask-3/docs/api.txt")) == "flask/doc"
    result = filtered(catalogue, "flsk3/d")
    assert names(result.named) == [] and names(result.lettered) == ["flask-3/docs/api.txt", "flask-3/src/deco.txt"]
    assert result.best is not None and catalogue.documents[result.best[0]].name == "flask-3/docs/api.txt"
    assert names(filtered(catalogue, "flsk3").lettered) == []
    assert names(filtered(catalogue, "flsk3/d road").lettered) == ["flask-3/docs/api.txt", "flask-3/src/deco.txt"]
