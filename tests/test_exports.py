"""Notes out and in: everything comes back, nothing acts, and what a user wrote beside them stays."""

from __future__ import annotations

import csv
import datetime as dt
import html.parser
import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import anchors
from store.annotations import Author, edit_note, note_on, put_code, put_tag
from store.errors import StoreError
from store.exports import FORMATS, jsonl, markdown, webannotation, writer
from store.exports.csv import safe
from store.exports.gathered import Export, Wanted, gather, sentence
from store.exports.html import write as page
from store.library import Library
from store.model import NoteId
from store.parsed import Parsed
from store.records import Code, Note, Placing, Scope, Tag
from tests import oracle
from tests.libraries import ASKER, NOW, SOURCE, debate

LATER = "2031-05-07T10:00:00Z"
ACCESSED = dt.date(2031, 5, 8)
HOSTILE = '<script>alert(1)</script> & "it" <!-- dispatchbox:end x --> `*_[a](javascript:x)'


def filled(path: Path, *, day: int = 5) -> Library:
    library = Library.open(path)
    library.add(Parsed((debate(), debate("Lamps [Lords] <b>", day, "debate/2"))), SOURCE, now=NOW)
    return library


def annotate(library: Library, author: str = "Ann", body: str = HOSTILE) -> None:
    """A note of every scope, with code, tags and definitions."""
    who = Author(NOW, author)
    opened = library.debate(library.find_debate("debate/1"))
    first, second = opened.speeches
    words = anchors.make(second.id, second.text, 7, 20)
    over = (anchors.make(first.id, first.text, 0, 7), words)
    targets = [
        (Scope.DEBATE, ()),
        (Scope.EXCHANGE, (anchors.whole(first.id),)),
        (Scope.SPEECH, (anchors.whole(second.id),)),
        (Scope.SPAN, (words,)),
        (Scope.SPAN, over),
    ]
    for number, target in enumerate(targets, 1):
        made = note_on(NoteId(f"{number:032x}"), opened, target, who, body=f"{body} {number}", tags=["a/b", "c, d"],
                       code="promise")  # fmt: skip
        assert made is not None
        library.apply(made, now=NOW)
    library.apply(put_tag(Tag("a/b", "What it means", 3)), now=NOW)


@pytest.fixture
def ours(tmp_path: Path) -> Library:
    library = filled(tmp_path / "ours.db")
    annotate(library)
    return library


def gathered(library: Library, **wanted: object) -> Export:
    return gather(library, Wanted(**wanted), made=LATER, accessed=ACCESSED)  # type: ignore[arg-type]


def every_note(library: Library) -> dict[str, Note]:
    found = [note for number in library.noted_debates() for note in library.notes(number)]
    return {note.id: note for note in (*found, *library.orphans())}


@pytest.mark.parametrize("form", [jsonl, webannotation])
def test_everything_comes_in_again(ours: Library, tmp_path: Path, form) -> None:  # type: ignore[no-untyped-def]
    export = gathered(ours)
    text = form.write(export)
    assert form.is_ours(text[:4096])
    bundle = form.read(text, "notes")
    assert bundle.skipped == ()
    assert {note.id: note for note in bundle.notes} == every_note(ours)
    assert (bundle.tags, bundle.codes) == (export.tags, export.codes)
    with filled(tmp_path / "theirs.db") as theirs:
        report = theirs.join(bundle, now=LATER)
        assert (report.new, report.changed, report.waiting, report.conflicts) == (5, 0, 0, [])
        assert every_note(theirs) == every_note(ours)
        assert Tag("a/b", "What it means") in [tag for tag, _ in theirs.tags()]
        assert theirs.join(bundle, now=LATER).change is None
        assert theirs.undo(now=LATER) is not None
        assert every_note(theirs) == {}
    oracle.sound(tmp_path / "theirs.db")


def test_notes_wait_for_a_debate_that_is_not_here(ours: Library, tmp_path: Path) -> None:
    bundle = jsonl.read(jsonl.write(gathered(ours)), "notes")
    with Library.open(tmp_path / "empty.db") as theirs:
        report = theirs.join(bundle, now=LATER)
        assert (report.new, report.waiting) == (5, 4)
        theirs.add(Parsed((debate(),)), SOURCE, now=LATER)
        assert {note: replace(kept, quotes=()) for note, kept in every_note(theirs).items()} == {
            note: replace(kept, quotes=()) for note, kept in every_note(ours).items()
        }
        assert theirs.orphans() == ()
    oracle.sound(tmp_path / "empty.db")


def test_the_same_speeches_from_another_source_are_found_by_their_words(ours: Library, tmp_path: Path) -> None:
    bundle = jsonl.read(jsonl.write(gathered(ours)), "notes")
    other = debate(key="another/1")
    with Library.open(tmp_path / "other.db") as theirs:
        theirs.add(Parsed((debate("Before", 5, "x/1", remarks=other.remarks[:1]), other)), SOURCE, now=NOW)
        report = theirs.join(bundle, now=LATER)
        assert report.new == 5
        texts = {speech.id: speech.text for speech in theirs.debate(theirs.find_debate("another/1")).speeches}
        placed = [
            q for note in every_note(theirs).values() for q in note.quotes if q.placing is Placing.SURE and q.text
        ]
        assert len(placed) >= 2
        assert all(texts[q.span.speech][q.span.start : q.span.end] == q.text for q in placed if q.span.speech in texts)
    oracle.sound(tmp_path / "other.db")


def test_two_people_join_and_nothing_is_lost(ours: Library, tmp_path: Path) -> None:
    """Ann hands her notes to Ben; both change one, Ben makes another; each takes in the other's file."""
    with filled(tmp_path / "ben.db") as ben:
        ben.join(jsonl.read(jsonl.write(gathered(ours)), "ann"), now=NOW)
        number = NoteId(f"{4:032x}")
        for library, words, when in ((ours, "Ann's", LATER), (ben, "Ben's", "2031-05-08T10:00:00Z")):
            note = library.note(number)
            change = edit_note(library.debate(note.debate), note, Author(when), body=f"{words} words")
            assert change is not None
            library.apply(change, now=when)
        opened = ben.debate(ben.find_debate("debate/2"))
        made = note_on(NoteId("b" * 32), opened, (Scope.DEBATE, ()), Author(LATER, "Ben"), body="Ben alone")
        assert made is not None
        ben.apply(made, now=LATER)
        theirs = ours.join(jsonl.read(jsonl.write(gathered(ben)), "ben"), now="2031-05-09T10:00:00Z")
        assert (theirs.new, theirs.changed) == (1, 1)
        assert "changed on both sides" in theirs.conflicts[0]
        back = ben.join(jsonl.read(jsonl.write(gathered(ours)), "ann"), now="2031-05-09T11:00:00Z")
        assert (back.new, back.changed, back.conflicts) == (1, 0, [])
        for library in (ours, ben):
            bodies = sorted(note.body for note in every_note(library).values())
            assert {"Ann's words", "Ben's words", "Ben alone"} <= set(bodies)
            assert len(bodies) == 7
        assert {n: v.body for n, v in every_note(ours).items()} == {n: v.body for n, v in every_note(ben).items()}
        assert ours.note(number).body == "Ben's words"


def test_a_later_wording_takes_the_place_of_the_one_it_grew_out_of(ours: Library, tmp_path: Path) -> None:
    old = jsonl.write(gathered(ours))
    with filled(tmp_path / "ben.db") as ben:
        ben.join(jsonl.read(old, "ann"), now=NOW)
        note = ours.note(NoteId(f"{1:032x}"))
        change = edit_note(ours.debate(note.debate), note, Author(LATER), body="later")
        assert change is not None
        ours.apply(change, now=LATER)
        report = ben.join(jsonl.read(jsonl.write(gathered(ours)), "ann"), now=LATER)
        assert (report.new, report.changed, report.conflicts) == (0, 1, [])
        assert ben.note(note.id).body == "later"
        assert ours.join(jsonl.read(old, "ann"), now=LATER).change is None


def test_other_meanings_of_codes_and_tags_are_reported(ours: Library, tmp_path: Path) -> None:
    bundle = jsonl.read(jsonl.write(gathered(ours)), "ann")
    with filled(tmp_path / "ben.db") as ben:
        promise = next(code for code in ben.codes() if code.name == "promise")
        ben.apply(put_code(Code("promise", "p", "red"), promise), now=NOW)
        report = ben.join(replace(bundle, codes=(*bundle.codes, Code("new", "e", "red"))), now=NOW)
        assert any("promise" in why for why in report.conflicts)
        assert any("letter e was taken" in why for why in report.conflicts)
        assert {code.name: code.colour for code in ben.codes()}["promise"] == "red"
        assert len({code.letter for code in ben.codes()}) == len(ben.codes())


@pytest.mark.parametrize(
    "line",
    ['{"note": 3}', '{"note": {"id": "x"}}', "not JSON", '{"debate": 5, "keys": ["a"]}', "[" * 5000, "null", "7",
     '{"speech": 99999999999999999999, "keys": ["k", "", ""]}', '{"code": {"name": 1}}'],
)  # fmt: skip
def test_lines_that_are_not_ours_are_told_and_left_out(ours: Library, tmp_path: Path, line: str) -> None:
    bundle = jsonl.read(jsonl.write(gathered(ours)) + line + "\n", "notes")
    assert len(bundle.notes) == 5
    assert len(bundle.skipped) == 1


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=WORDS, tags=st.lists(WORDS.map(lambda w: " ".join(w.split())).filter(bool), max_size=3), quote=WORDS)
def test_any_words_go_through_every_form(ours: Library, body: str, tags: list[str], quote: str) -> None:
    export = gathered(ours)
    item = export.items[3]
    passage = replace(item.passages[0], quote=replace(item.passages[0].quote, text=quote, before=body), words=quote)
    note = replace(item.note, body=body, tags=tuple(tags), quotes=(passage.quote,))
    export = replace(export, items=(replace(item, note=note, passages=(passage,)),))
    for form in (jsonl, webannotation):
        (again,) = form.read(form.write(export), "notes").notes
        assert again == note
    for name in FORMATS:
        assert writer(name)(export)
    written = markdown.write(export)
    assert markdown.rewrite(export, written).text == written
    rows = list(csv.reader(io.StringIO(writer("csv")(export).removeprefix("\ufeff"), newline="")))
    assert len(rows) == 2
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", " =1", "＝1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert safe("a=1") == "a=1"


def test_markdown_is_brought_up_to_date_around_the_words_of_the_user(ours: Library) -> None:
    before = markdown.write(gathered(ours))
    blocks = before.count("dispatchbox:begin note-")
    assert blocks == 5
    second = f"<!-- dispatchbox:begin note-{2:032x}"
    mine = before.replace(second, f"My own paragraph.\n\n{second}")
    mine = mine.replace("## Harbour dues", "## Harbour dues, as I call it")
    note = ours.note(NoteId(f"{3:032x}"))
    change = edit_note(ours.debate(note.debate), note, Author(LATER), body="said anew")
    assert change is not None
    ours.apply(change, now=LATER)
    opened = ours.debate(ours.find_debate("debate/1"))
    new = note_on(NoteId("f" * 32), opened, (Scope.DEBATE, ()), Author(LATER), body="brand new")
    assert new is not None
    ours.apply(new, now=LATER)
    done = markdown.rewrite(gathered(ours), mine)
    assert (done.new, done.changed, done.by_hand, done.gone) == (1, 1, 1, 0)
    assert "My own paragraph.\n\n" in done.text
    assert "as I call it" in done.text
    assert "said anew" in done.text
    assert "brand new" in done.text
    assert markdown.rewrite(gathered(ours), done.text).text == done.text
    ours.undo(now=LATER)
    again = markdown.rewrite(gathered(ours), done.text)
    assert (again.gone, "brand new" in again.text, "My own paragraph." in again.text) == (1, False, True)


def test_markdown_that_is_not_ours_is_refused(ours: Library) -> None:
    with pytest.raises(StoreError, match="was not made by"):
        markdown.rewrite(gathered(ours), "# My thesis\n")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ note.body }}", None),
        ("{{ nothing }}", "filled in"),
        ("{% for x in %}", "cannot be read"),
        ("{{ ''.__class__.__mro__ }}", "filled in"),
        ("{{ note.tags.append(1) }}{{ 10**10 }}", None),
    ],
)
def test_templates_run_in_a_sandbox(ours: Library, template: str, expected: str | None) -> None:
    if expected:
        with pytest.raises(StoreError, match=expected):
            markdown.rewrite(gathered(ours), "", template)
    else:
        assert markdown.rewrite(gathered(ours), "", template).new == 7


def test_markdown_quotes_the_question_and_cites(ours: Library) -> None:
    text = markdown.write(gathered(ours))
    assert "> lowering them" in text
    assert "What he is doing about “harbour dues”" in text
    assert "HC Deb 5 May 2031" in text
    assert "Invented" in text
    assert "#a/b #c-d" in text
    assert "dispatchbox:end x" in text
    assert text.count("dispatchbox:end x -->") == 0


class Tags(html.parser.HTMLParser):
    """Sees that every element is closed by its own end, and what elements there are."""

    VOID = frozenset({"meta", "br", "hr", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: dict[str, int] = {}
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] = self.seen.get(tag, 0) + 1
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_nothing_in_it_acts(ours: Library) -> None:
    text = page(gathered(ours))
    tags = Tags()
    tags.feed(text)
    tags.close()
    assert tags.open == []
    assert "script" not in tags.seen
    assert tags.seen["mark"] >= 3
    assert text.count('class="note"') == 5
    assert all(link.startswith(("#", "http")) for link in tags.links)
    assert "<script>alert" not in text
    assert "@media (prefers-color-scheme: dark)" in text
    assert "@media print" in text
    assert "Invented" in text


def test_overlapping_words_are_all_marked(ours: Library) -> None:
    opened = ours.debate(ours.find_debate("debate/2"))
    said = opened.speeches[1]
    for number, (start, end) in enumerate(((0, 12), (7, 20), (7, 12), (20, 30))):
        target = (Scope.SPAN, (anchors.make(said.id, said.text, start, end),))
        made = note_on(NoteId(f"{number + 50:032x}"), opened, target, Author(NOW), body="x")
        assert made is not None
        ours.apply(made, now=NOW)
    tags = Tags()
    tags.feed(page(gathered(ours, debates=(opened.id,))))
    assert tags.open == []
    text = page(gathered(ours, debates=(opened.id,)))
    plain = text.replace("</p><p>", "\n")
    for number in (1, 2, 3, 4):
        assert f'href="#note-{number}"' in plain
    assert "Lamps [Lords] &lt;b&gt;" in text


def test_a_lost_quotation_stands_with_its_note(ours: Library) -> None:
    ours.add(
        Parsed((debate(remarks=(replace(debate().remarks[0], text="Quite other words are printed here now."),)),)),
        replace(SOURCE, digest="2"), now=LATER,
    )  # fmt: skip
    text = page(gathered(ours))
    assert text.count('class="note"') == 5
    assert "not found in the text" in text
    table = list(csv.DictReader(io.StringIO(writer("csv")(gathered(ours)).removeprefix("\ufeff"), newline="")))
    assert any(row["placing"] == "lost" for row in table)
    assert "place not sure" in markdown.write(gathered(ours)).replace("\\", "")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("One. Two words here. Three.", "words", "Two words here."),
        ("I thank my hon. Friend. He is right.", "Friend", "I thank my hon. Friend."),
        ("First line\nSecond line", "Second", "Second line"),
        ("One. Two. Three.", "One. Two.", "One. Two."),
    ],
)
def test_the_sentence_around_words(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    assert text[slice(*sentence(text, start, start + len(words)))] == expected


def test_wanted_notes(ours: Library) -> None:
    assert len(gathered(ours, tags=frozenset({"a"})).items) == 5
    assert gathered(ours, tags=frozenset({"b"})).items == ()
    assert gathered(ours, author="Ben").items == ()
    assert len(gathered(ours, codes=frozenset({"promise"}), author="ann").items) == 5


def test_a_web_annotation_is_what_the_standard_asks(ours: Library) -> None:
    made = json.loads(webannotation.write(gathered(ours)))
    assert made["type"] == "AnnotationCollection"
    assert made["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    items = made["first"]["items"]
    assert made["total"] == len(items) == 5
    for item in items:
        assert item["type"] == "Annotation"
        assert item["id"].startswith("urn:uuid:")
        assert item["target"]
        for body in item["body"]:
            assert body["type"] == "TextualBody"
    (targets,) = [item["target"] for item in items if isinstance(item["target"], dict) and "selector" in item["target"]]
    exact, place = targets["selector"]
    assert (exact["type"], exact["exact"]) == ("TextQuoteSelector", "lowering them")
    assert (place["type"], place["start"], place["end"]) == ("TextPositionSelector", 7, 20)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_shows_the_page(ours: Library, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(gathered(ours)), encoding="utf-8")
    done = subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         "--window-size=1200,900", f"--screenshot={tmp_path / 'page.png'}", "--dump-dom", file.as_uri()],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "Harbour dues" in done.stdout
    assert "<script" not in done.stdout.lower()
    assert (tmp_path / "page.png").stat().st_size > 10_000


def test_the_speaker_is_named(ours: Library) -> None:
    assert any(passage.speaker.startswith(ASKER.name) for item in gathered(ours).items for passage in item.passages)
