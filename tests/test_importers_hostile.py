"""Files that mean harm and files that are damaged: a sentence, quickly, and nothing else."""

from __future__ import annotations

import contextlib
import gzip
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import SourceError
from store.importers import (
    FORMATS,
    HEAD,
    Format,
    format_of,
    jsonl,
    parallel_parliament,
    parlamint,
    parse_bytes,
    theyworkforyou,
)
from store.importers.options import Options
from store.sanitise import clean
from tests.figures import count
from tests.mutations import DATA, OPTIONS, damaged, survives

SAMPLES = Path(__file__).parent.parent / "sample_data"
OPEN = Options(captured=OPTIONS.captured, house="commons", date=OPTIONS.captured)
SPEECH = '<speech id="uk.org.publicwhip/debate/2020-12-14b.1.2">'
PAGE = (SAMPLES / "parallel-parliament" / "marchbank-quill-pair-2024-parliament.txt").read_bytes()
SAVED = b"<html><body><div>" + PAGE.replace(b"\n\n", b"</div><div>").replace(b"\n", b"<br>") + b"</div></body></html>"
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def refused(data: bytes, name: str = "debates2020-12-14b.xml") -> str:
    begun = time.process_time()
    with pytest.raises(SourceError) as caught:
        parse_bytes(data, name, OPTIONS)
    assert time.process_time() - begun < 2 * (1 + len(data) / 2**20)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\t ", "is empty"),
        (b"hello", "is not a debate"),
        (b"\0\1\2\3" * 99, "is not a debate"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "is not a debate"),
        (b"<publicwhip", "not sound XML"),
        (b"<publicwhip>", "not sound XML"),
        (b"<publicwhip><speech></publicwhip>", "line 1: is not sound XML"),
        (b"<publicwhip>\n\n<speech>&nbsp;</speech></publicwhip>", "line 3: is not sound XML"),
        ("<publicwhip>\n<p>é</p></publicwhip>".encode("latin-1"), "not sound XML"),
        (b'<?xml version="1.0" encoding="klingon"?><publicwhip/>', "not sound XML"),
        (b"<publicwhip>" + b"<p>" * 1000 + b"</p>" * 1000 + b"</publicwhip>", "not sound XML"),
        (b"<publicwhip>" + b"x" * 11_000_000 + b"</publicwhip>", "not sound XML"),
        (f'<!DOCTYPE publicwhip [<!ENTITY e0 "{"x" * 99}">{BOMB}]><publicwhip>&e9;</publicwhip>'.encode(), "not sound"),
        (gzip.compress(b"<publicwhip/>", mtime=0), "is not a debate"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else None,
)  # fmt: skip
def test_what_is_no_sound_source(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_nothing_outside_the_file_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    dtd = tmp_path / "evil.dtd"
    dtd.write_text('<!ENTITY x "secret words">')
    heads = [
        f'<!DOCTYPE publicwhip [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
        f'<!DOCTYPE publicwhip [<!ENTITY % d SYSTEM "{dtd.as_uri()}"> %d;]>',
        f'<!DOCTYPE publicwhip SYSTEM "{dtd.as_uri()}">',
    ]
    for head in heads:
        assert "secret words" not in refused(f"{head}<publicwhip>{SPEECH}<p>&x;</p></speech></publicwhip>".encode())
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    found = parse_bytes(f"<publicwhip>{SPEECH}<p>a{include}</p></speech></publicwhip>".encode(), "a.xml", OPTIONS)
    assert found.parsed.debates[0].remarks[0].text == "a"


def test_control_characters_are_replaced_everywhere_and_counted() -> None:
    page = PAGE.decode().replace("Brackwater Reservoir", "Brack\x1b[2Jwater").replace("Harriet", "Har\u202eriet")
    found = parse_bytes(page.replace("one o’clock", "one\x07\x9b o’clock").encode(), "page\x1b.txt", OPTIONS).parsed
    assert "\ufffd" in found.debates[0].title
    everything = repr(found).encode("unicode_escape")
    assert not [bad for bad in (b"\\x1b", b"\\x07", b"\\x9b", b"\\u202e") if bad in everything]
    assert found.warnings == ("2 control characters in the text became \ufffd.",)


@pytest.mark.parametrize("text", ["[@click=app.quit]x[/]", "Bill [Lords]", "[/]", "[red]x", "{{x}}", "%s $(ls) `ls`"])
def test_markup_is_only_words(text: str) -> None:
    head = f'<major-heading id="uk.org.publicwhip/debate/2020-12-14b.1">{text}</major-heading>'
    body = f"{head}{SPEECH}<p>{text}</p></speech>"
    debate = parse_bytes(f"<publicwhip>{body}</publicwhip>".encode(), "a.xml", OPTIONS).parsed.debates[0]
    assert (debate.title, debate.remarks[0].text) == (text, text)


@pytest.mark.parametrize(
    "piece",
    [b"<!--", b"<!", b"(", b"((a)", b"\n", b" ", b"\n- Hansard", b"Debate between a and ", b"Read Hansard Text ", b"- ",
     b"(1 day ", b"[a in the Chair] ", b"Mr ", b"A Portrait B\n", b"Hansard - ", b"{", b'[{"a":', b"View Speech\n",
     b"<div>",
     b"Monday 3rd June 2024\n(today)\n", b"Monday 3rd June 2024\nCommons Chamber\n", b"Rt Hon ", "\u00a0".encode()],
)  # fmt: skip
def test_no_repetition_hangs_any_format(piece: bytes) -> None:
    data = piece * (300_000 // len(piece))
    for form in FORMATS:
        begun = time.process_time()
        form.accepts(data[:HEAD], "a")
        for each in (data, b"parallelparliament.co.uk\n" + data):
            with contextlib.suppress(SourceError):
                form.parse(each, "a", OPEN)
        assert time.process_time() - begun < 3


FUZZED = 2000


def holds_a_debate(form: Format, data: bytes) -> bool:
    with contextlib.suppress(SourceError):
        return bool(form.parse(data, "a", OPEN).debates)
    return False


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.NAME)
def test_damaged_samples(form: Format) -> None:
    """The shortest sample of each format, damaged in so many ways."""
    shortest = min((data for data in sources_of(form, SAMPLES) if holds_a_debate(form, data)), key=len)
    assert survives(form.parse, shortest, FUZZED, OPEN) > 0
    count(f"fuzzed inputs, {form.NAME}", FUZZED)


def test_damaged_saved_pages() -> None:
    assert survives(parallel_parliament.parse, SAVED, 500, OPEN) > 0


@pytest.mark.parametrize("file", sorted((DATA / "theyworkforyou").glob("*.xml")), ids=lambda file: file.name)
def test_damaged_real_days(file: Path) -> None:
    survives(theyworkforyou.parse, file.read_bytes(), 8)


def sources_of(form: Format, folder: Path) -> list[bytes]:
    """Every file of a format under a folder; our own format, which has none, gives what it writes of another."""
    if form is jsonl:
        day = parse_bytes((SAMPLES / "theyworkforyou" / "ni2025-03-11.xml").read_bytes(), "ni2025-03-11.xml", OPEN)
        return ["".join(jsonl.dump(day.parsed)).encode()]
    read = [(file.name, file.read_bytes()) for file in sorted(folder.rglob("*.*")) if file.is_file()]
    return [data for name, data in read if format_of(data[:HEAD], name) is form]


@pytest.mark.long
@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.NAME)
def test_many_damaged_samples(form: Format) -> None:
    found = sources_of(form, SAMPLES)
    for data in found:
        survives(form.parse, data, 50_000 // len(found), OPEN)
    count(f"fuzzed inputs, {form.NAME}", 50_000)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.NAME)
def test_many_damaged_real_files(form: Format) -> None:
    for data in sources_of(form, DATA):
        survives(form.parse, data, max(20, min(2000, 200 * 2**20 // len(data))), OPEN)


def test_damaged_lists_beside_a_sitting() -> None:
    folder = SAMPLES / "parlamint"
    sitting = (folder / "ParlaMint-GB_2021-11-18-commons.xml").read_bytes()
    for name in ("listPerson.xml", "listOrg.xml"):
        for data in damaged((folder / name).read_bytes(), 200):
            found = parlamint.parse(sitting, "sitting.xml", replace(OPTIONS, companions=(data,)))
            assert len(found.debates[0].remarks) == 11


WORDS = st.text("ab ()[]é\u00a0\x85\u2028 in the Chair—", max_size=12)
ODD = (
    "",
    "true",
    "unknown",
    "uk.org.publicwhip/debate/2020-12-14b.1.2",
    "016:30:00",
    "GC1",
    "Start Answer",
    "1",
    "aye",
)
VALUES = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
HEADS = ["oral-heading", "major-heading", "minor-heading", "gidredirect", "committee", "bill", "bills"]
TAKES = ["speech", "ques", "reply", "division", "divisioncount", "mplist", "mpname"]
TAGS = st.sampled_from([*HEADS, *TAKES, "p", "table", "tr", "td", "br", "i", "place-holder"])
WHO = ["speakername", "speakerid", "person_id", "nospeaker", "vote", "teller", "ayes"]
NAMES = st.sampled_from([*WHO, "id", "time", "colnum", "type", "qnum", "oral-qnum", "latest", "title"])


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(written, TAGS, st.dictionaries(NAMES, VALUES, max_size=4), children, WORDS)


def written(tag: str, attributes: dict[str, str], inside: str, tail: str) -> str:
    listed = "".join(f' {name}="{escaped(value)}"' for name, value in attributes.items())
    return f"<{tag}{listed}>{inside}</{tag}>{escaped(tail)}"


def escaped(text: str) -> str:
    return "".join(f"&#{ord(c)};" if c in "&<>\"'" or ord(c) > 126 else c for c in text)


TREES = st.recursive(WORDS.map(escaped), lambda inner: st.lists(element(inner), max_size=4).map("".join), max_leaves=12)


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_any_sound_tree_comes_in_or_is_refused_in_a_sentence(tree: str) -> None:
    data = f"<publicwhip>{tree}</publicwhip>".encode()
    found = parse_bytes(data, "debates2020-12-14b.xml", OPTIONS).parsed
    counted = sum(len(debate.remarks) for debate in found.debates)
    top = [
        (child.tag, clean("".join(child.itertext())).strip(" \t\n")) for child in theyworkforyou.xml.parse(data, "a")
    ]
    aside = (*HEADS, "place-holder")
    assert counted == sum(
        tag in ("speech", "ques", "reply", "division") or (tag not in aside and words != "") for tag, words in top
    )
    for debate in found.debates:
        assert debate.title
        for remark in debate.remarks:
            assert "  " not in remark.text
            assert all(0 <= mark.offset < len(remark.text) for mark in remark.columns)
