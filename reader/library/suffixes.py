"""What the name of a document says of its format."""

from pathlib import PurePosixPath

MARKDOWN = (".md", ".markdown")
"""Suffixes of files that hold Markdown."""

_WITHOUT_TITLES = """.adb .ads .asm .awk .bash .bat .bib .c .cc .cfg .clj .cljs .cmake .cmd .conf .cpp .cs .css .csv .cu
.cxx .dart .desktop .diff .dtd .el .env .erl .ex .exs .f90 .fish .fs .glsl .go .gradle .graphql .groovy .h .hh .hpp .hrl
.hs .hxx .ini .ipynb .java .jl .js .json .jsx .kt .kts .less .lisp .lock .log .lua .m .mjs .mk .ml .mli .mm
.nim .pas .php .pl .pm .po .pot .properties .proto .ps1 .py .pyi .pyx .r .rb .rkt .rs .s .scala .scm .scss
.service .sh .sql .srt .sv .swift .tcl .tf .toml .ts .tsv .tsx .v .vb .vhd .vtt .vue .yaml .yml .zig .zsh"""
"""Endings of files that hold programs, settings, logs, tables and subtitles."""

_UNTITLED = frozenset(_WITHOUT_TITLES.split())

_UNTITLED_NAMES = frozenset(("dockerfile", "gemfile", "jenkinsfile", "makefile", "rakefile", "vagrantfile"))

_COMPRESSED = (".gz", ".bz2", ".xz", ".zst")


def suffix(name: str) -> str:
    """The ending that tells the format, without that of a compression."""
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix in _COMPRESSED else path.suffix


def numbered(name: str, number: int) -> str:
    """The name of a further file where there is one of that name: with a number before what tells its format."""
    path = PurePosixPath(name.rpartition("/")[2])
    packed = path.suffix if path.suffix.lower() in _COMPRESSED else ""
    ending = PurePosixPath(path.name.removesuffix(packed)).suffix + packed
    return f"{name.removesuffix(ending)}~{number}{ending}"


def is_markdown(name: str) -> bool:
    """Whether a document of some name is in Markdown."""
    return suffix(name) in MARKDOWN


def name_as_title(name: str) -> str:
    """What to call a document of some name whose format knows no titles: as its file, without the folder; "" if it
    knows them."""
    file = PurePosixPath(name).name
    return file if suffix(name) in _UNTITLED or file.lower() in _UNTITLED_NAMES else ""
