"""The man page and the completion scripts that are packed in the wheel, made from the verbs themselves.

python -m reader.cli.manual share
"""

import sys
from pathlib import Path

import click

from reader import __version__
from reader.cli.completion import script
from reader.cli.json_fields import JSON_FIELDS, PREFACE
from reader.cli.verbs import verbs

_FRONT = """\
.TH READER 1 "" "Twicetold {version}" "User commands"
.SH NAME
reader \\- read piles of text in which things are told twice
.SH SYNOPSIS
.B reader
.RB [ \\-\\-text\\-field
.IR NAME ]
.RI [ PATH ...]
.br
.B reader
.I VERB
.RI [ OPTION ...]
.IR PATH ...
.SH DESCRIPTION
Opens files and folders in a terminal reader that finds the articles that are run together in them and shows beside the
page where else the passage appears that is being read. Without
.I PATH
it opens the library that was open last, or the current folder if none ever was; in a checkout, its seeds where there
is no last one. Inside,
.B ?
lists the keys. With a verb it prints what it knows instead: for people, or with
.B \\-\\-json
for programs.
.SH VERBS
"""

_OPERANDS = {
    "PATH…": "A file or a folder, of which everything in it is read that is not hidden; - is what is piped in.",
    "[PATH…]": "The same; without any, the library that was open last, or the current folder if none ever was.",
    "index PATH…": "A file or a folder; nothing that is piped in, which can be read only once.",
    "QUERY": 'Words, "a phrase", begin*, with AND, OR, NOT, NEAR(a b, 5), doc:name and title:word; with --how letters '
    "what stands so, with --how regex a regular expression.",
    "ARTICLE": "Letters of its title, DOCUMENT:LINE, or its number where there is one document.",
    "FOLDER": "What `reader export --unique` has written.",
    "SHELL": "bash, fish or zsh; without it the one that $SHELL names.",
}
"""What each operand is, by its name, or that behind the name of a verb."""

_BACK = """\
.SH EXIT STATUS
.TP
.B 0
something was found, or done
.TP
.B 1
nothing was found, or
.B doctor
found something wrong
.TP
.B 2
the command, its input or where it writes is wrong, or memory is short; standard error says how
.TP
.B 70
the program made a mistake
.TP
.B 128 and more
ended by a signal, whose number is what is over 128: 130 by ctrl+c
.SH ENVIRONMENT
.TP
.B NO_COLOR
no colours, whatever the terminal has
.TP
.BR XDG_CONFIG_HOME ", " XDG_CACHE_HOME ", " XDG_DATA_HOME ", " XDG_STATE_HOME
where settings, indexes, marks and notes, and the log are kept
.SH FILES
.B reader where
names them.
"""


def man_page() -> str:
    """The man page, in roff."""
    parts = [_FRONT.format(version=__version__)]
    with click.Context(verbs, info_name="reader") as context:
        for name in verbs.list_commands(context):
            command = verbs.get_command(context, name)
            assert command is not None
            with click.Context(command, info_name=name, parent=context) as inner:
                usage = " ".join(command.collect_usage_pieces(inner))
                parts.append(f".SS reader {_roff(name)} {_roff(usage)}\n{_prose(command.help or '')}")
                for parameter in command.get_params(inner):
                    if isinstance(parameter, click.Argument):
                        operand = parameter.human_readable_name
                        parts.append(_item(operand, _OPERANDS.get(f"{name} {operand}") or _OPERANDS[operand]))
                        continue
                    record = parameter.get_help_record(inner)
                    if record and name_of(record[0]) != "--help":
                        parts.append(_item(*record))
    return "".join([*parts, _json(), _BACK])


def _json() -> str:
    """The section on the fields of JSON."""
    parts = [f".SH JSON\n{_prose(PREFACE)}"]
    for what, fields in JSON_FIELDS.items():
        told = what if what.endswith("--passim") else f"{what} --json"
        parts += [f".SS reader {_roff(told)}\n", *(_item(name, meaning) for name, meaning in fields.items())]
    return "".join(parts)


def _item(name: str, meaning: str) -> str:
    return f".TP\n.B {_roff(name)}\n{_roff(meaning)}\n"


def name_of(options: str) -> str:
    """The long name of an option as its help record has it."""
    return options.split(",")[-1].strip().split(" ")[0]


def _prose(text: str) -> str:
    """The paragraphs of a help text; those marked as they stand keep their lines."""
    written = []
    for paragraph in text.strip().split("\n\n"):
        lines = [line.strip() for line in paragraph.split("\n")]
        if lines[0] == "\b":
            written.append(".PP\n.nf\n" + "".join(f"{_roff(line)}\n" for line in lines[1:]) + ".fi\n")
        else:
            written.append(f".PP\n{_roff(' '.join(lines))}\n")
    return "".join(written)


def _roff(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


def shared() -> dict[str, str]:
    """All files that belong below `share`, by path."""
    return {
        "man/man1/reader.1": man_page(),
        "bash-completion/completions/reader": script("bash"),
        "zsh/site-functions/_reader": script("zsh"),
        "fish/vendor_completions.d/reader.fish": script("fish"),
    }


if __name__ == "__main__":
    for name, text in shared().items():
        path = Path(sys.argv[1]) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
