"""Libraries for the tests of the screen."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._styles_cache import StylesCache

from reader.library.background import analyse
from reader.library.index_file import IndexFile, index_of
from tests.conftest import SEEDS
from tests.tui.driving import OwnProcessAnalyst, all_at_rest

STORY = """\
The harbour council of Eastmere voted on Tuesday to rebuild the old lighthouse that a storm tore down last winter.
Engineers found the foundations sound, said Marta Kolb, who leads the works department of the town.
The tower will be raised again in grey granite from the Harrow quarry, with a lamp that is seen for twenty miles.
Fishermen had asked for it since the trawler Constance ran aground on the Needles reef in a January fog.
The works cost nine million crowns, of which the province pays two thirds, and should end before the autumn gales.
"""

OTHER = """\
Scientists at the university of Lund have bred a barley that ripens three weeks before any known sort.
The plant was crossed from a wild grass of the Pamir highlands and a Danish brewing strain, the journal reported.
Farmers in northern valleys, where frost comes early, could sow it twice in one summer if trials succeed.
"""

MARKET = """\
Forty stalls of fish, cloth and cheese open on the quay this Friday, when the covered market moves out of Mill Street.
Traders asked for the move since the roof began to leak, and pay a third less rent until the new hall is finished.
A bus will run from the station every ten minutes, and cars can be left behind the brewery at no charge.
"""

MUSEUM = """\
Visitors will find the doors of the glass museum shut until September, its director Ines Aldo told a radio station.
Two of the kilns are to be replaced by electric ones, which need cables that the cellar has no room for as yet.
Season tickets stay valid for as many weeks as the house is closed, and school classes are shown round the workshop.
"""

FERRY = """\
An island company has bought both boats of the northern line at an auction, for less than either cost to build.
Timetables remain as they are through the winter, but from spring on a third crossing is planned for Sundays.
Crews keep their contracts, a speaker said, while the ticket office at the pier is going to close for good.
"""


@pytest.fixture(autouse=True)
def analysis_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No child process for each test: `library` tests that."""
    monkeypatch.setattr("reader.tui.following.Analyst", OwnProcessAnalyst)


@pytest.fixture(autouse=True)
def nothing_drawn_is_kept() -> Iterator[None]:
    """Textual remembers colours by the cache of each widget, which has thousands of lines of a screen that is gone."""
    yield
    StylesCache.get_inner_outer.cache_clear()


@pytest.fixture(autouse=True)
def keys_without_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pilot goes on as soon as all was handled."""
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", all_at_rest)


@pytest.fixture(scope="session")
def index_of_seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the default library, made once."""
    index = IndexFile(tmp_path_factory.mktemp("seeds") / "index.sqlite3")
    list(analyse([SEEDS], index))
    return index.path


@pytest.fixture
def seeds(index_of_seeds: Path) -> Path:
    """The four documents of the default library, which was open before."""
    shutil.copy(index_of_seeds, index_of([SEEDS]).path)
    return SEEDS


def page(*stories: tuple[str, str]) -> str:
    """A web page with some articles: (title, text) of each."""
    return "".join(f"<article><h1>{title}</h1><p>{text}</p></article>" for title, text in stories)


@pytest.fixture
def told_twice(tmp_path: Path) -> Path:
    """Three documents: a story, the same story with changes, and one that is told nowhere else."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "first.txt").write_text(STORY, encoding="utf-8")
    changed = STORY.replace("nine million", "eleven million").replace("last winter", "two winters ago")
    (folder / "second.txt").write_text(changed, encoding="utf-8")
    (folder / "third.txt").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """Three documents of two articles each: a story is told in the first and in the second."""
    folder = tmp_path / "pairs"
    folder.mkdir()
    others = {
        "first.html": ("Tower rebuilt", STORY, "Market opens", MARKET),
        "second.html": ("Tower again", STORY, "Museum shut", MUSEUM),
        "third.html": ("Barley ripens", OTHER, "Ferry sold", FERRY),
    }
    for name, (title, story, other, short) in others.items():
        (folder / name).write_text(page((title, story), (other, short)), encoding="utf-8")
    return folder
