"""Three hundred files that mean harm, made by code, each with what must become of it."""

from __future__ import annotations

import gzip
import html
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from store.importers import parse_bytes
from store.importers.jsonl import dump
from store.sanitise import clean
from tests.mutations import OPTIONS

SAMPLES = Path(__file__).parent.parent / "sample_data"
SECRET = "the words of the secret file"


@dataclass(frozen=True)
class Hostile:
    """A file, and its outcome: a sentence that matches `refused`, or so many speeches of which one holds `words`."""

    name: str
    data: bytes
    refused: str = ""
    speeches: int = 0
    words: str = ""
    inside: str = ""
    """The member that is told of, where the file is an archive."""


@dataclass(frozen=True)
class Kind:
    """A format: an honest file of it, and the word in it for which others are put."""

    name: str
    data: bytes
    word: str
    speeches: int
    ending: str
    written: Callable[[str], bytes]

    def holding(self, put: bytes) -> bytes:
        assert self.data.count(self.word.encode()) == 1, (self.name, self.word)
        return self.data.replace(self.word.encode(), put)


def _sample(path: str) -> bytes:
    return (SAMPLES / path).read_bytes()


def _of_ours() -> bytes:
    day = parse_bytes(_sample("theyworkforyou/ni2025-03-11.xml"), "ni2025-03-11.xml", OPTIONS)
    return "".join(dump(day.parsed)).encode()


def _xml(text: str) -> bytes:
    return "".join(f"&#{ord(c)};" if c in "&<>\"'" or ord(c) > 126 else c for c in text).encode()


def _json(text: str) -> bytes:
    return json.dumps(text)[1:-1].encode()


XML = (
    Kind("theyworkforyou", _sample("theyworkforyou/lordswrans2025-03-12a.xml"), "resentfully", 6, ".xml", _xml),
    Kind("parlamint", _sample("parlamint/ParlaMint-GB_2021-11-18-commons.xml"), "marmalade", 11, ".xml", _xml),
    Kind("historic", _sample("historic/S3V0412P0.xml"), "engaged", 13, ".xml", _xml),
    Kind("akoma", _sample("akoma-ntoso/northmarch-2014-06-03.xml"), "polished ever", 11, ".xml", _xml),
)
JSON = (
    Kind("jsonl", _of_ours(), "potholes", 11, ".jsonl", _json),
    Kind(
        "hansard-json",
        _sample("hansard-json/debate_culture-media-and-sport-2025-03-13.json"),
        "treasurer",
        13,
        ".json",
        lambda text: _json(html.escape(text)),
    ),
)
TEXT = (
    Kind(
        "page",
        _sample("parallel-parliament/oral-answers-2016-02-04-ministerial-extracts.txt"),
        "carnival",
        4,
        ".txt",
        str.encode,
    ),
    Kind(
        "download",
        _sample("hansard-text/Wharram Point_ Coastal Path 2025-03-13.txt"),
        "picnic",
        12,
        " 2025-03-13.txt",
        str.encode,
    ),
)

PLAIN = {
    "markup": "[@click=app.quit]x[/] [/] [Lords] [red]",
    "jinja": "{{ 7 * 7 }} {% for x in y %} {# z #}",
    "sql": "'; DROP TABLE note; --",
    "fts": '" OR NEAR(a b) * ^ text : -',
    "shell": "$(touch owned) `touch owned` ; touch owned | sh && x",
    "formula": '=cmd|"/c calc"!A1',
    "format": "%s %n {0.__class__} {x!r} \\N{BELL} \\x1b[31m",
    "element": "<script>alert(1)</script><img src=x onerror=y>",
    "entity": "&lt;b&gt; &amp;amp; &x; &#27; &#x9b;",
    "link": "[x](javascript:alert) <https://a@owned.example>",
    "path": "../../../etc/passwd C:\\..\\x",
    "joined": "a\u200db\u200cc\u200ed\u200fe\u2060f\ufeffg",
    "piled": "a" + "\u0301\u0489" * 500,
    "long": "longword" * 12_500,
    "wide": "\u3042\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0010fffd\uffff\ue000",
    "frontmatter": "--- !!python/object/apply:os.system [x]",
}
"""Words that some program obeys and that are only words here."""

CONTROLS = {
    "clipboard": "\x1b]52;c;SEVMTE8=\x07",
    "title": "\x1b]0;OWNED\x1b\\",
    "colour": "\x1b[31;45m",
    "tmux": "\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\",
    "nul": "a\x00b",
    "backspace": "a\x08\x08b",
}
"""Characters that no XML may hold: written there, the file is no XML."""
REPLACED = {
    "c1": "\x9b35m\x9d0;OWNED\x9c",
    "delete": "a\x7f\x7fb",
    "override": "\u202egnihton\u202c \u202da\u202c",
    "isolates": "\u2066a\u2069 \u2067b\u2069 \u2068c\u2069",
}
"""Characters that every format may hold and that a terminal or a reader's eye would obey."""


def of_words() -> Iterator[Hostile]:
    for kind in (*XML, *JSON, *TEXT):
        for name, words in PLAIN.items():
            file = f"words-{name}-{kind.name}{kind.ending}"
            if kind in XML and "\uffff" in words:
                yield Hostile(file, kind.holding(kind.written(words)), "not sound XML")
            else:
                yield Hostile(file, kind.holding(kind.written(words)), "", kind.speeches, words)
        for name, words in CONTROLS.items():
            file = f"controls-{name}-{kind.name}{kind.ending}"
            if kind in XML:
                put = "".join(f"&#{ord(c)};" if ord(c) < 32 else c for c in words)
                yield Hostile(file, kind.holding(put.encode()), "not sound XML")
            elif name == "nul" and kind in TEXT:
                yield Hostile(file, kind.holding(kind.written(words)), "is not text|is not a debate")
            else:
                yield Hostile(file, kind.holding(kind.written(words)), "", kind.speeches, clean(words))
        for name, words in REPLACED.items():
            file = f"replaced-{name}-{kind.name}{kind.ending}"
            put = kind.holding(kind.written(words))
            of_windows = name == "c1" and kind.name in PAGES_OF_WINDOWS
            shown = "\u203a35m\ufffd0;OWNED\u0153" if of_windows else clean(words)
            yield Hostile(file, put, "", kind.speeches, shown)


PAGES_OF_WINDOWS = {"theyworkforyou", "akoma"}
"""Formats in which a C1 control is taken for the sign of Windows-1252 that its writer meant."""
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def of_xml(secret: Path) -> Iterator[Hostile]:
    """What XML can do to a careless reader."""
    for kind in XML:
        start = kind.data.index(b"<", kind.data.index(b"]>") if b"]>" in kind.data else kind.data.index(b"\n"))
        start = kind.data.index(b"<publicwhip") if kind.name == "theyworkforyou" else start
        start = 0 if kind.name == "akoma" else start
        root = kind.data[start + 1 :].split()[0].rstrip(b">").decode()

        def with_dtd(inside: str, start: int = start, root: str = root, kind: Kind = kind) -> bytes:
            body = kind.holding(b"&x;")[start:]
            return f"<!DOCTYPE {root} [{inside}]>".encode() + body

        def file(name: str, kind: Kind = kind) -> str:
            return f"xml-{name}-{kind.name}.xml"

        sound, body = "not sound XML", kind.data[start:]
        yield Hostile(file("entity"), with_dtd(f'<!ENTITY x SYSTEM "{secret.as_uri()}">'), sound)
        yield Hostile(file("parameter"), with_dtd(f'<!ENTITY % d SYSTEM "{secret.as_uri()}"> %d;'), sound)
        yield Hostile(file("address"), with_dtd('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">'), sound)
        yield Hostile(file("laughs"), with_dtd(f'<!ENTITY e0 "{"x" * 99}">{BOMB}<!ENTITY x "&e9;">'), sound)
        yield Hostile(file("square"), with_dtd(f'<!ENTITY y "{"x" * 50_000}"><!ENTITY x "{"&y;" * 2000}">'), sound)
        yield Hostile(file("itself"), with_dtd('<!ENTITY x "&y;"><!ENTITY y "&x;">'), sound)
        yield Hostile(file("undefined"), kind.holding(b"&undefined;"), sound)
        yield Hostile(file("internal"), with_dtd('<!ENTITY x "inner words">'), "", kind.speeches, "inner words")
        outside = f'<!DOCTYPE {root} SYSTEM "{secret.as_uri()}">'.encode()
        yield Hostile(file("doctype"), outside + body, "", kind.speeches, kind.word)
        include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
        yield Hostile(file("xinclude"), kind.holding(b"left " + include.encode()), "", kind.speeches, "left")
        style = b'<?xml-stylesheet href="file:///etc/passwd"?><?php system("x") ?>'
        yield Hostile(file("instruction"), kind.holding(style + b"kept"), "", kind.speeches, "kept")
        yield Hostile(file("deep"), kind.holding(b"<p>" * 5000 + b"</p>" * 5000), sound)
        yield Hostile(file("cut"), kind.data[: len(kind.data) * 2 // 3], sound)
        yield Hostile(file("two-roots"), kind.data + b"<again/>", sound)
        yield Hostile(file("twice"), kind.holding(b'<p a="1" a="2"/>'), sound)
        yield Hostile(file("prefix"), kind.holding(b"<no:such/>"), sound)
        yield Hostile(
            file("bytes"), kind.holding(b"\xff\xfe\x80") if b"8859" not in kind.data else b"<publicwhip>\xff</p>", sound
        )
        yield Hostile(file("klingon"), b'<?xml version="1.0" encoding="klingon"?>' + body, sound)
        yield Hostile(file("nul"), kind.holding(b"a\0b"), sound)


def of_json() -> Iterator[Hostile]:
    """What JSON can do to a careless reader."""
    ours, theirs = JSON
    deep = "[" * 100_000
    lines = ours.data.splitlines(keepends=True)
    head, debate, remark = lines[0], lines[1], lines[2]
    of_line = {
        "deep": deep.encode() + b"\n",
        "deep-object": b'{"remark":' * 50_000 + b"\n",
        "huge": b'{"remark":{"key":"a","text":"b","line":' + b"9" * 10_000 + b"}}\n",
        "exponent": b'{"remark":{"key":"a","text":"b","line":1e999}}\n',
        "nan": b'{"remark":{"key":"a","text":"b","line":NaN}}\n',
        "infinity": b'{"remark":{"key":"a","text":"b","line":-Infinity}}\n',
        "list": b"[]\n",
        "string": b'"remark"\n',
        "null": b'{"remark":null}\n',
        "number": b'{"remark":{"key":"a","text":7}}\n',
        "unknown": b'{"remark":{"key":"a","text":"b","secret":"words"}}\n',
        "kind": b'{"remark":{"key":"a","text":"b","kind":"emperor"}}\n',
        "columns": b'{"remark":{"key":"a","text":"b","columns":[[99,"c"]]}}\n',
        "utf-8": b'{"remark":{"key":"a","text":"\xff\xfe"}}\n',
        "raw": b'{"remark":{"key":"a","text":"a\x1bb"}}\n',
        "cut": remark[:-20] + b"\n",
        "more": remark[:-1] + b"{}\n",
        "neither": b"{}\n",
    }
    for name, line in of_line.items():
        yield Hostile(f"json-{name}-jsonl.jsonl", head + debate + line, "line 3: |: ")
    yield Hostile("json-version-jsonl.jsonl", b'{"dispatchbox":99}\n' + debate + remark, "version 1")
    yield Hostile("json-first-jsonl.jsonl", head + remark, "before any debate")
    yield Hostile("json-day-jsonl.jsonl", head + debate.replace(b"2025-03-11", b"2025-02-31") + remark, ": ")
    yield Hostile("json-house-jsonl.jsonl", head + debate.replace(b'"northern_ireland"', b"{}") + remark, ": ")
    surrogate = head + debate + b'{"remark":{"key":"a","text":"b\\ud800c"}}\n'
    yield Hostile("json-surrogate-jsonl.jsonl", surrogate, "", 1, "b\ufffdc")
    whole = theirs.data
    of_whole = {
        "deep": b'{"Overview":{},"Items":[],"ChildDebates":' + deep.encode(),
        "huge": whole.replace(b'"VolumeNo": 763', b'"VolumeNo": ' + b"9" * 10_000),
        "nan": whole.replace(b'"VolumeNo": 763', b'"VolumeNo": NaN'),
        "items": whole.replace(b'"Items": [', b'"Items": 7, "Was": [', 1),
        "child": whole.replace(b'"ChildDebates": [', b'"ChildDebates": "x", "Was": [', 1),
        "overview": whole.replace(b'"Overview": {', b'"Overview": null, "Was": {', 1),
        "day": whole.replace(b"2025-03-13T", b"2025-13-41T"),
        "value": whole.replace(b'"Value": "', b'"Value": 7, "Was": "'),
        "cut": whole[: len(whole) // 2],
        "more": whole + b"{}",
        "utf-8": theirs.holding(b"\xff\xfe"),
        "raw": theirs.holding(b"a\x1bb"),
    }
    for name, data in of_whole.items():
        yield Hostile(f"json-{name}-hansard.json", data, ": ")
    yield Hostile("json-surrogate-hansard.json", theirs.holding(b"b\\ud800c"), "", theirs.speeches, "b\ufffdc")
    nested = b"<div>" * 5000 + b"inner" + b"</div>" * 5000
    yield Hostile("json-html-hansard.json", theirs.holding(nested), "", theirs.speeches, "inner")


def of_other_kinds() -> Iterator[Hostile]:
    """What calls itself a debate and is something else."""
    for name, data in {
        "png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "elf": b"\x7fELF\x02\x01\x01" + bytes(99),
        "pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(x)>>>>",
        "sqlite": b"SQLite format 3\0" + bytes(4096),
        "script": b"#!/bin/sh\ntouch owned\n",
        "python": b"import os\nos.system('touch owned')\n",
        "pickle": b"cos\nsystem\n(S'touch owned'\ntR.",
        "yaml": b"!!python/object/apply:os.system ['touch owned']\n",
        "html": b"<html><script>fetch('http://127.0.0.1:9')</script></html>",
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        "rss": b"<rss><channel><title>x</title></channel></rss>",
        "xslt": b'<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform" version="1.0"/>',
        "empty-root": b"<hansard/>",
        "nothing": b"",
        "white": b" \r\n\t\x0b" * 99,
        "zeros": bytes(100_000),
        "ones": b"\xff" * 100_000,
        "bom": b"\xef\xbb\xbf",
        "line": b"x" * 3_000_000,
        "lines": b"\n" * 3_000_000,
        "escapes": b"\x1b]52;c;eA==\x07" * 1000,
    }.items():
        yield Hostile(f"other-{name}.xml", data, r"is empty|is not a debate|not sound XML|: ")


GOOD = XML[0]
"""What the good members of hostile archives are."""


def tarred(*members: tuple[str, bytes], kind: bytes = tarfile.REGTYPE, to: str = "") -> bytes:
    """A tar whose first member is of another kind, where one is given."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for number, (name, data) in enumerate(members):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            if number == 0 and kind != tarfile.REGTYPE:
                info.type, info.linkname, info.size = kind, to, 0
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def patched(packed: bytes, signature: bytes, at: int, put: bytes) -> bytes:
    """A zip with other bytes so far behind a signature."""
    place = packed.index(signature) + at
    return packed[:place] + put + packed[place + len(put) :]


CLIMBING = {
    "up": "../../evil.xml",
    "root": "/tmp/evil.xml",
    "middle": "a/../../evil.xml",
    "backslash": "..\\..\\evil.xml",
    "drive": "C:\\evil.xml",
    "share": "\\\\host\\share\\evil.xml",
}
ODD_NAMES = {
    "escape": "\x1b]0;OWNED\x07.xml",
    "markup": "[@click=app.quit]x[/].xml",
    "override": "\u202elmx.evil.xml",
    "dash": "-rf.xml",
    "long": "n" * 240 + ".xml",
}


def of_archives(secret: Path) -> Iterator[Hostile]:
    """What an archive can do to a careless reader. A good member beside the evil one comes in."""
    day, member = GOOD.data, ("good.xml", GOOD.data)
    for name, inside in CLIMBING.items():
        for pack, ending in ((tarred, "tar"), (zipped, "zip")):
            packed = pack((inside, day), member)
            yield Hostile(f"archive-climbs-{name}.{ending}", packed, "outside the archive", inside=inside)
    for name, inside in ODD_NAMES.items():
        for pack, ending in ((tarred, "tar"), (zipped, "zip")):
            file = f"archive-name-{name}.{ending}"
            yield Hostile(file, pack((inside, day)), "", GOOD.speeches, GOOD.word, inside)
    for name, kind in {
        "symlink": tarfile.SYMTYPE,
        "hardlink": tarfile.LNKTYPE,
        "device": tarfile.CHRTYPE,
        "disk": tarfile.BLKTYPE,
        "pipe": tarfile.FIFOTYPE,
    }.items():
        packed = tarred(("link.xml", b""), member, kind=kind, to=str(secret))
        yield Hostile(f"archive-{name}.tar", packed, "", GOOD.speeches, GOOD.word, "good.xml")
    for name, data in {
        "zip": zipped(member),
        "tar": tarred(member),
        "gz": gzip.compress(day, mtime=0),
        "xz": lzma.compress(day),
    }.items():
        for pack, ending in ((tarred, "tar"), (zipped, "zip")):
            packed = pack((f"in.{name}", data))
            yield Hostile(f"archive-nested-{name}.{ending}", packed, "within an archive", inside=f"in.{name}")
        yield Hostile(f"archive-half-{name}.{name}", data[: len(data) // 2], ": ")
    much = bytes(12 << 20)
    yield Hostile("archive-bomb.xml.gz", gzip.compress(much, mtime=0), "far more than")
    yield Hostile("archive-bomb.xml.xz", lzma.compress(much), "far more than")
    yield Hostile("archive-bomb.zip", zipped(("bomb.xml", much)), "far more than", inside="bomb.xml")
    yield Hostile("archive-bomb.tar.gz", gzip.compress(tarred(("bomb.xml", much)), mtime=0), "far more than")
    yield Hostile("archive-twice.xml.gz", gzip.compress(gzip.compress(day, mtime=0), mtime=0), "is not a debate")
    packed, central = zipped(member), b"PK\x01\x02"
    locked = patched(patched(packed, b"PK\x03\x04", 6, b"\1\0"), central, 8, b"\1\0")
    yield Hostile("archive-locked.zip", locked, "cannot be unpacked", inside="good.xml")
    yield Hostile(
        "archive-method.zip", patched(packed, central, 10, b"\x63\0"), "cannot be unpacked", inside="good.xml"
    )
    yield Hostile("archive-sum.zip", patched(packed, central, 16, b"abcd"), "cannot be unpacked", inside="good.xml")
    yield Hostile("archive-offset.zip", patched(packed, central, 42, b"\xff\xff\xff\x7f"), ": ", inside="good.xml")
    small = patched(packed, central, 24, b"\x01\0\0\0")
    yield Hostile("archive-small.zip", small, ": ", inside="good.xml")
    yield Hostile("archive-no-end.zip", packed[:-22], "cannot be read")
    flipped = bytearray(gzip.compress(day, mtime=0))
    flipped[len(flipped) // 2] ^= 0xFF
    yield Hostile("archive-flipped.xml.gz", bytes(flipped), "cannot be read|not sound")
    yield Hostile("archive-sum.xml.gz", gzip.compress(day, mtime=0)[:-8] + bytes(8), "cannot be read")
    header = bytearray(tarred(member))
    header[150] ^= 0xFF
    yield Hostile("archive-header.tar", bytes(header), "cannot be read")
    yield Hostile("archive-rest.xml.gz", gzip.compress(day, mtime=0) + b"rest", "cannot be read")


def of_text() -> Iterator[Hostile]:
    """Pages that are none."""
    page, download = TEXT
    day = b"Thursday 4th February 2016"
    yield Hostile("text-no-day.txt", page.data.replace(day, b"Some day"), "no sitting day|: ")
    yield Hostile("text-february.txt", page.data.replace(day, b"Tuesday 31st February 2016"), ": ")
    yield Hostile("text-year.txt", page.data.replace(day, b"Thursday 4th February 99999"), ": ")
    yield Hostile("text-carriage.txt", page.data.replace(b"\n", b"\r\n"), "", page.speeches, page.word)
    yield Hostile("text-utf-16.txt", page.data.decode().encode("utf-16"), "", page.speeches, page.word)
    yield Hostile("text-odd-bytes.txt", page.holding(b"a\x81b"), "", page.speeches, "a\ufffdb")
    nested = b"<html><body>" + b"<div>" * 5000 + page.data.replace(b"\n", b"<br>") + b"</div>" * 5000
    yield Hostile("text-deep.html", nested, "cannot be read whole|is not a debate")
    yield Hostile("text-script.html", b"<html><script>" + page.data + b"</script></html>", "is not a debate|: ")
    yield Hostile("text-tail 2025-03-13.txt", download.data + b"\0", "is not text|is not a debate")


def hostile_files(secret: Path) -> list[Hostile]:
    """All of them; `secret` is a file whose words must never be seen."""
    found = [
        *of_words(),
        *of_xml(secret),
        *of_json(),
        *of_other_kinds(),
        *of_archives(secret),
        *of_text(),
    ]
    assert len({each.name for each in found}) == len(found)
    return found
