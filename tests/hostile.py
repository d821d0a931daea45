"""Files made to break a reader: some three hundred of every kind, written the same on every run."""

import bz2
import gzip
import io
import json
import lzma
import os
import random
import socket
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

PAYLOADS = {
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "title": "\x1b]0;owned\x07",
    "title_st": "\x1b]2;owned\x1b\\",
    "hyperlink": "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "image": "\x1b]1337;File=inline=1:AAAA\x07",
    "notify": "\x1b]777;notify;a;b\x1b\\",
    "palette": "\x1b]4;1;rgb:00/00/00\x07",
    "csi": "\x1b[31mred\x1b[0m",
    "csi_c1": "\x9b31mred\x9b0m",
    "osc_c1": "\x9d0;owned\x9c",
    "dcs": "\x1bP+q544e\x1b\\",
    "dcs_c1": "\x90+q544e\x9c",
    "sixel": "\x1bPq#0;2;0;0;0~\x1b\\",
    "kitty": "\x1b_Gf=100;AAAA\x1b\\",
    "apc_c1": "\x9fGf=100;AAAA\x9c",
    "privacy": "\x1b^secret\x1b\\",
    "string": "\x1bXsecret\x1b\\",
    "clear": "\x1b[2J\x1b[3J\x1b[H",
    "alternate": "\x1b[?1049l",
    "mouse": "\x1b[?1003h\x1b[?1006h",
    "paste_end": "\x1b[201~rm -rf\r",
    "report": "\x1b[6n\x1b[c\x1b]11;?\x07",
    "window": "\x1b[8;1;1t\x1b[21t",
    "reset": "\x1bc\x1b[!p",
    "charset": "\x1b(0\x0e\x0f",
    "unfinished": "\x1b[",
    "unfinished_osc": "\x1b]52;c;",
    "bell": "\x07\x07\x07",
    "backspace": "safe\x08\x08\x08\x08evil",
    "delete": "a\x7fb",
    "vertical": "a\x0bb\x0cc",
    "next_line": "a\x85b",
    "separators": "a\u2028b\u2029c",
    "file_separators": "a\x1cb\x1dc\x1ed\x1fe",
    "override": "invoice\u202egnp.exe",
    "isolates": "\u2066a\u2067b\u2068c\u2069",
    "embeddings": "\u202aa\u202bb\u202cc\u202d",
    "marks": "\u200ea\u200fb\u061c",
    "zero_width": "pass\u200bword\u2060\ufeff",
    "joiners": "a\u200db\u200cc",
    "tags": "hi\U000e0068\U000e0069\U000e007f",
    "selectors": "a\ufe0f\U000e0100b",
    "fillers": "\u115f\u1160\u3164\uffa0\u034f",
    "noncharacters": "\ufffe\uffff\ufdd0\U0010ffff",
    "interlinear": "\ufff9a\ufffab\ufffb",
    "private": "\ue000\uf8ff\U000f0000",
    "zalgo": "Z" + "\u0300\u0301\u0302\u0303" * 200,
    "emoji": "👨‍👩‍👧‍👦👍🏽🏳️‍🌈🇫🇷1️⃣",
    "markup": "Reuters [/path] [b [bold red]x[/] [@click=app.quit]y[/]",
    "prompt": "$(reboot) `reboot` ; & | > < * ? ' \" \\ %s {0} ${HOME}",
    "right_to_left": "שלום עולם مرحبا",
    "tabs": "\t\t\ta\tb",
}
"""Name -> characters that steer a terminal, deceive the eye, or are taken for a program's own syntax."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """One thing that was written. A file named "x" comes back under names that start with "x"."""

    name: str
    """Relative to the folder, as the file system has it."""
    kind: str


def write(folder: Path) -> tuple[Hostile, ...]:
    """Fill an empty folder; every entry is read or skipped with a reason, none silently."""
    made = _Made(folder)
    _payloads(made)
    _encodings(made)
    _shapes(made)
    _records(made)
    _pages(made)
    _archives(made)
    _file_system(made)
    return tuple(made.entries)


class _Made:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries: list[Hostile] = []

    def file(self, name: str, kind: str, data: bytes | str) -> Path | None:
        path = self.folder / name
        try:
            path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
        except (OSError, ValueError):  # a name that this file system does not take
            return None
        self.entries.append(Hostile(name, kind))
        return path


def _payloads(made: _Made) -> None:
    members, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(members, "w") as archive, tarfile.open(fileobj=tarred, mode="w") as tape:
        for key, payload in PAYLOADS.items():
            made.file(f"payload_{key}.txt", "text", f"Before {payload} after.\nNext line.\n{payload}\n")
            made.file(f"name_{key}_{payload.replace('/', '_')[:60]}.txt", "file name", "A plain text.\n")
            record = json.dumps({"title": payload, "text": f"Said {payload} twice. " * 2})
            made.file(f"record_{key}.jsonl", "record", record + "\n" + payload.replace("\n", "") + "\n")
            made.file(f"page_{key}.html", "web page", f"<title>{payload}</title><p>{payload} and words.</p>")
            made.file(f"table_{key}.csv", "table", f'title,text\n"{payload.replace(chr(34), "")}",a text of one row\n')
            archive.writestr(f"{key}_{payload}.txt", "A member.\n")
            info = tarfile.TarInfo(f"{key}_{payload[:60]}.txt")
            info.size = 3
            tape.addfile(info, io.BytesIO(b"abc"))
    made.file("members.zip", "archive", members.getvalue())
    made.file("members.tar", "archive", tarred.getvalue())


def _encodings(made: _Made) -> None:
    text = "Grüße aus Łódź, сказал он: “naïve” — ok.\n" * 20
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7"):
        made.file(f"encoding_{encoding}.txt", "encoding", text.encode(encoding))
    for encoding in (
        "cp1252",
        "cp1251",
        "koi8_r",
        "cp1253",
        "shift_jis",
        "gb18030",
        "big5",
        "euc_kr",
        "tis_620",
        "cp037",
    ):
        made.file(f"encoding_{encoding}.txt", "encoding", text.encode(encoding, "ignore"))
    odd = {
        "truncated": text.encode()[:-3] + b"\xe2\x80",
        "overlong": b"a\xc0\xafb\xe0\x80\xaf " * 30,
        "surrogates": b"a\xed\xa0\x80b " * 30,
        "beyond": b"a\xf4\x90\x80\x80b " * 30,
        "lone_bytes": bytes(range(0x80, 0x100)) * 20,
        "every_byte": bytes(range(256)) * 20,
        "no_nul": bytes(range(1, 256)) * 20,
        "one_nul": b"text " * 100 + b"\0" + b"text " * 100,
        "nuls": b"\0" * 1000,
        "odd_utf16": b"\xff\xfea",
        "half_bom": b"\xef\xbb",
        "two_boms": b"\xef\xbb\xbf\xef\xbb\xbftext",
        "bom_only": b"\xef\xbb\xbf",
        "utf16_bom_only": b"\xff\xfe",
        "utf16_surrogates": b"\xff\xfe" + b"\x00\xd8a\x00" * 20,
        "mostly_utf8": text.encode() * 10 + b"\xff",
    }
    for key, data in odd.items():
        made.file(f"bytes_{key}.txt", "encoding", data)
    rng = random.Random(3)
    for number in range(20):
        made.file(f"random_{number:02}.bin", "random bytes", rng.randbytes(rng.randint(1, 3000)))
    broken = "‘It’s naïve’ — said “Zoë” at the café… it wasn’t, was it? "
    for page in ("cp1252", "latin-1", "iso8859_11", "cp1251", "mac_roman", "koi8_r", "cp437"):
        characters = broken.encode().decode(page, "ignore")
        made.file(f"mojibake_{page}.txt", "mojibake", "".join(c for c in characters if not "\x80" <= c <= "\x9f") * 20)


def _shapes(made: _Made) -> None:
    shapes = {
        "empty": "",
        "newline": "\n",
        "spaces": " \t\n" * 1000,
        "newlines": "\n" * 100_000,
        "returns": "line\r" * 1000,
        "mixed": "a\r\nb\rc\n\r\rd\n\n\re",
        "one_line": "word " * 200_000,
        "one_word": "x" * 1_000_000,
        "wide": "漢" * 100_000,
        "combining": "e" + "\u0301" * 100_000,
        "brackets": "[" * 100_000,
        "quotes": "“" * 50_000 + "”" * 50_000,
        "thai_letters": "โ" * 100_000,
        "leads": "Ã" * 100_000,
        "leads_mixed": "Ãâ€Ñโร" * 20_000,
        "layers": "Ã\u0192Ã‚" * 20_000,
        "c1": "".join(map(chr, range(0x80, 0xA0))) * 1000,
        "dashes": " โ " * 50_000,
        "flags": "๐ซ" * 50_000,
        "markdown": "# a\n" + "*" * 10_000 + "\n" + "> " * 5_000 + "\n" + "`" * 5_000,
    }
    for key, text in shapes.items():
        made.file(f"shape_{key}.txt", "shape", text)


def _records(made: _Made) -> None:
    texts = {
        "deep.json": "[" * 100_000,
        "deep_closed.json": '{"a":' * 5_000 + "1" + "}" * 5_000,
        "scalar.json": "1",
        "string.json": '"only a string"',
        "null.json": "null",
        "numbers.json": "[1, 2, 3]",
        "huge_number.json": "[" + "9" * 10_000 + "]",
        "constants.json": '[{"text": "ok"}, {"text": NaN}, {"text": Infinity}]',
        "surrogates.json": '[{"text": "a \\ud800 b", "title": "\\udfff"}]',
        "nul.json": '[{"text": "a\\u0000b\\u001b[31m"}]',
        "empty.json": "",
        "unclosed.json": '[{"text": "a"}, {"text": ',
        "mixed.json": '[{"text": "a"}, 1, null, "b", [], {}, {"text": 5}, {"text": ""}]',
        "lines_in_json.json": '{"text": "one"}\n{"text": "two"}\n',
        "envelope.json": '{"status": "ok", "articles": [{"content": "one"}, {"content": "two"}]}',
        "duplicate_keys.json": '[{"text": "a", "text": "b"}]',
        "empty.jsonl": "",
        "blank.jsonl": "\n\n\n",
        "garbage.jsonl": "not json\n" * 500,
        "scalars.jsonl": '1\n"a"\nnull\n[]\n{}\n',
        "returns.jsonl": '{"text": "a"}\r\n{"text": "b"}\r\n',
        "long.jsonl": json.dumps({"text": "word " * 200_000}),
        "odd_keys.jsonl": json.dumps({"": "x", "TEXT": "upper case", "\x1b[31m": "y"}),
        "no_header.csv": "1,2,3\n4,5,6\n",
        "open_quote.csv": 'id,text\n1,"never closed\n2,next\n',
        "ragged.csv": "id,text\n1\n1,a,b,c\n,,\n",
        "header_only.csv": "id,text\n",
        "empty.csv": "",
        "huge_cell.csv": "id,text\n1," + "word " * 100_000 + "\n",
        "semicolons.csv": "id;text\n1;eins, zwei\n",
        "quotes.csv": 'id,text\n1,"a ""quoted"" text\nin two lines"\n',
        "tabs.tsv": "id\ttext\n1\tone\ttoo many\n",
        "same_names.csv": "text,text,title\na,b,c\n",
    }
    for name, text in texts.items():
        made.file(f"data_{name}", "records", text)
    made.file("data_nul.csv", "records", b"id,text\n1,a\0b\n")
    made.file("data_latin.jsonl", "records", '{"text": "déjà vu, garçon"}\n'.encode("latin-1"))
    made.file("data_utf16.json", "records", '[{"text": "wide"}]'.encode("utf-16"))


def _pages(made: _Made) -> None:
    pages = {
        "deep": "<div>" * 50_000 + "text",
        "unclosed": "<p>one<p>two<b>three<table><tr><td>four",
        "script": "<script>while(1){}</script><p>shown</p><style>p{}</style>",
        "never_closed_script": "<p>before</p><script>" + "x" * 10_000,
        "entities": "<p>&lt;b&gt; &#27;[31m &#x202e; &#xd800; &#0; &nosuch; &#99999999;</p>",
        "doctype": '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html><p>&b;</p></html>',
        "external": '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>&x;</p></html>',
        "empty": "",
        "comment": "<!-- " + "-" * 10_000,
        "attributes": "<p " + " ".join(f'a{n}="{n}"' for n in range(5_000)) + ">text</p>",
        "frames": "<frameset><frame src=x></frameset>",
        "declared": '<?xml version="1.0" encoding="nonsense"?><html><body><p>text</p></body></html>',
        "cdata": "<html><![CDATA[ <p>x</p> ]]></html>",
        "angles": "<" * 20_000,
        "brackets": "<![" * 5_000,
    }
    for key, page in pages.items():
        made.file(f"web_{key}.html", "web page", page)


def _archives(made: _Made) -> None:
    text = b"A text that is packed. " * 100
    packers = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
    for suffix, pack in packers.items():
        packed = pack(text)
        made.file(f"packed_ok.txt.{suffix}", "compressed", packed)
        made.file(f"packed_plain.{suffix}", "compressed", text)
        made.file(f"packed_cut.{suffix}", "compressed", packed[: len(packed) // 2])
        made.file(f"packed_head.{suffix}", "compressed", packed[:8])
        made.file(f"packed_damaged.{suffix}", "compressed", packed[:20] + b"\xff" * 10 + packed[30:])
        made.file(f"packed_more.{suffix}", "compressed", packed + b"trailing garbage")
        made.file(f"packed_empty.{suffix}", "compressed", pack(b""))
        made.file(f"packed_deep.{suffix}", "compressed", pack(pack(pack(pack(pack(pack(text)))))))
        made.file(f"packed_binary.{suffix}", "compressed", pack(bytes(range(256)) * 10))
        made.file(f"packed_misnamed_{suffix}.txt", "compressed", packed)
    made.file("bomb.gz", "bomb", gzip.compress(b"a" * (64 << 20), 6))
    made.file("bomb_of_bombs.gz", "bomb", gzip.compress(gzip.compress(b"\0" * (64 << 20), 6)))
    made.file("zstd_cut.zst", "compressed", b"\x28\xb5\x2f\xfd\x04\x00")
    for name, names in {
        "names": (
            "../../up.txt",
            "/absolute.txt",
            "C:\\windows.txt",
            "a/../../b.txt",
            "",
            ".",
            "..",
            "a//b.txt",
            "-rf.txt",
        ),
        "same": ("same.txt", "SAME.txt", "Same.TXT"),
        "long": ("n" * 5_000 + ".txt", "/".join("d" * 500) + ".txt"),
    }.items():
        packed, tape = io.BytesIO(), io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive, tarfile.open(fileobj=tape, mode="w") as tarred:
            for member in names:
                archive.writestr(zipfile.ZipInfo(member or "empty"), text)
                info = tarfile.TarInfo(member)
                info.size = len(text)
                tarred.addfile(info, io.BytesIO(text))
        made.file(f"archive_{name}.zip", "archive", packed.getvalue())
        made.file(f"archive_{name}.tar", "archive", tape.getvalue())
        made.file(f"archive_{name}.tar.gz", "archive", gzip.compress(tape.getvalue()))
    made.file("archive_cut.zip", "archive", packed.getvalue()[:200])
    made.file("archive_damaged.zip", "archive", packed.getvalue()[:40] + b"\0" * 40 + packed.getvalue()[80:])
    made.file("archive_cut.tar", "archive", tape.getvalue()[:700])
    made.file("archive_empty.zip", "archive", b"PK\x05\x06" + b"\0" * 18)
    made.file("archive_secret.zip", "archive", _encrypted(text))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", b"a" * (40 << 20))
    made.file("bomb.zip", "bomb", bomb.getvalue())
    links = io.BytesIO()
    with tarfile.open(fileobj=links, mode="w") as tarred:
        for number, kind in enumerate(
            (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE)
        ):
            info = tarfile.TarInfo(f"special{number}")
            info.type = kind
            info.linkname = "/etc/passwd"
            tarred.addfile(info)
    made.file("archive_special.tar", "archive", links.getvalue())
    office = io.BytesIO()
    with zipfile.ZipFile(office, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    made.file("office.docx", "other", office.getvalue())
    for key, container in {
        "nothing": "",
        "broken": "<container>",
        "entity": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    }.items():
        book = io.BytesIO()
        with zipfile.ZipFile(book, "w") as archive:
            archive.writestr("META-INF/container.xml", container)
        made.file(f"book_{key}.epub", "book", book.getvalue())
    heads = {
        "png": b"\x89PNG\r\n\x1a\n\0",
        "pdf": b"%PDF-1.7\n%\xff",
        "7z": b"7z\xbc\xaf\x27\x1c",
        "rtf": b"{\\rtf1",
        "elf": b"\x7fELF\0",
    }
    for suffix, head in heads.items():
        made.file(f"other.{suffix}", "other", head + bytes(range(256)))


def _encrypted(text: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("secret.txt", text)
    data = bytearray(packed.getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1  # the flag that says "encrypted"
    return bytes(data)


def _file_system(made: _Made) -> None:
    folder = made.folder
    names = (
        "-",
        "-rf",
        "~",
        "#x#",
        "a b ",
        "n" * 250,
        "é" * 100,
        "e\u0301.txt",
        "con",
        "a.tar.gz.zip.txt",
        "%s%n",
        "x;y",
    )
    for name in names:
        made.file(name, "file name", "A plain text.\n")
    made.file(os.fsdecode(b"bytes_\xff\xfe.txt"), "file name", "A plain text.\n")
    deep = folder / "/".join(["deep"] * 60)
    deep.mkdir(parents=True)
    (deep / "bottom.txt").write_text("A text far down.\n")
    (folder / "empty folder").mkdir()
    specials = {
        "link_loop": lambda path: path.symlink_to(path.name),
        "link_to_nothing": lambda path: path.symlink_to("nowhere"),
        "link_to_folder": lambda path: path.symlink_to(".."),
        "link_to_self_folder": lambda path: path.symlink_to("."),
        "link_to_zero": lambda path: path.symlink_to("/dev/zero"),
        "link_to_null": lambda path: path.symlink_to("/dev/null"),
        "pipe": lambda path: os.mkfifo(path),
        "socket": _socket,
    }
    for name, make in specials.items():
        try:
            make(folder / name)
        except OSError:
            continue
        made.entries.append(Hostile(name, "special file"))
    unreadable = made.file("unreadable.txt", "special file", "secret\n")
    if unreadable:
        unreadable.chmod(0)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may have no more than 107 bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)
