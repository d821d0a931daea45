"""Articles and notes as files, which never replace what is there."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from reader.config import data_folder
from reader.library.skipping import why
from reader.library.sources import read_with
from reader.library.userdata.export import Excerpt, to_markdown
from reader.library.userdata.records import Kind
from reader.text.cutting import cut_at_word
from reader.text.markdown import escaped
from reader.tui.marking import Located
from reader.tui.safe import safe_line

NAME_CHARACTERS = 60
"""Of a title that becomes the name of a file."""

MOST_NUMBERED = 1000

_NOT_IN_NAMES = re.compile(r"[^\w.,-]+")


def file_name(title: str, ending: str) -> str:
    """A name for a file that any system takes."""
    name = cut_at_word(_NOT_IN_NAMES.sub(" ", title), NAME_CHARACTERS, "").strip(" .,-")
    return (name or "article") + ending


def folder_outside(paths: Sequence[Path]) -> Path:
    """A folder from which nothing is read with a library: the current one, else the user's, else the program's own."""
    with suppress(OSError, RuntimeError):
        for folder in (Path.cwd(), Path.home()):
            if read_with(paths, folder / "saved.txt") is None:
                return folder
    folder = data_folder() / "saved"
    with suppress(OSError):  # which is said when the file is written
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def free_name(name: str) -> str:
    """The name, with a number if there is such a file."""
    path = Path(name)
    for number in range(2, MOST_NUMBERED):
        if not path.exists():
            break
        path = path.with_name(f"{Path(name).stem} {number}{path.suffix}")
    return str(path)


def path_of(name: str) -> Path:
    """The file that a name stands for which was typed."""
    return Path(name.strip()).expanduser().absolute()


def write_new(name: str, text: str) -> str:
    """Write a file that is not there yet; why that was not done, empty if it was."""
    path = Path(name)
    try:
        path = path_of(name)
        with path.open("x", encoding="utf-8", errors="replace") as file:
            file.write(text if text.endswith("\n") else text + "\n")
    except FileExistsError:
        if path.is_dir():
            return f"Not saved: {safe_line(str(path))} is a folder. Give the file a name in it."
        return "There is such a file already: choose another name."
    except FileNotFoundError:
        return f"Not saved: there is no folder {safe_line(str(path.parent))}."
    except (OSError, ValueError, RuntimeError) as error:
        return f"Not saved: {safe_line(str(path))}: {why(error)}."
    return ""


def article_as_markdown(title: str, facts: str, text: str) -> str:
    """An article with its title and where it is from; what looks like markup in it is escaped."""
    about = " · ".join(map(escaped, facts.split("\n")))
    paragraphs = (escaped(line) for line in text.split("\n") if line.strip())
    return "\n\n".join((f"# {escaped(title)}", f"*{about}*", *paragraphs)) + "\n"


def notes_as_markdown(found: Sequence[Located]) -> tuple[str, int]:
    """Notes, highlights and marks with what they are about, and how many there are."""
    excerpts = [
        Excerpt(
            each.name,
            each.title,
            0 if each.annotation.lost else each.line,
            each.quote,
            f"Mark {each.annotation.label}" if each.annotation.kind is Kind.MARK else each.annotation.label,
            each.missing,
        )
        for each in found
    ]
    return to_markdown(excerpts), len(excerpts)
