"""A draft checked against the library: what is quoted, what is claimed, and what the record says."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from store.errors import StoreError
from store.library import Library
from store.model import ColumnMark, Speaker
from store.parsed import Parsed, Remark
from store.verifying import Verdict, as_json, check, passages, quotations
from store.verifying.claims import claims
from store.verifying.matching import compare, standing
from store.verifying.quotations import pieces
from store.verifying.report import marked
from store.verifying.words import places, words
from tests.libraries import ANSWERER, ASKER, NOW, SOURCE, debate
from tui.cli import dispatchbox

WALL = (
    "The harbour wall at Aberllyn, “the long wall” as it is called, has stood for two hundred years. [Interruption.] "
    "It will stand for two hundred more, and I shall publish the survey before the summer recess.\n"
    "My hon. Friend’s constituents have written to me about the lamp at its end; I have asked the Trinity "
    "commissioners to replace it at a cost of £1.5 million."
)
LAMP = "Will she tell the House when the lamp at the end of the wall was last lit, and by whose hand?"
OTHER = Speaker("Baroness Quill of Penmoor", "CB", None, None, "person/3")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    walls = debate(
        "The Harbour Walls of the West",
        key="debate/walls",
        remarks=(
            Remark("walls.1", LAMP, ASKER, "Ffion Prydderch (Aberllyn)", column="310"),
            Remark("walls.2", WALL, ANSWERER, "The Secretary of State for Tides (Osric Vane)", column="310",
                   columns=(ColumnMark(150, "311"),)),
            Remark("walls.3", "I am obliged to him.", ASKER, "Ffion Prydderch (Aberllyn)", column="312"),
        ),
    )  # fmt: skip
    again = debate(
        "Lamps", 9, "debate/lamps", house="lords",
        remarks=(Remark("lamps.1", f"My Lords, I asked: {LAMP}", OTHER, "Baroness Quill of Penmoor", column="12"),),
    )  # fmt: skip
    with Library.open(tmp_path_factory.mktemp("library") / "library.db") as opened:
        opened.add(Parsed((walls, again, debate())), SOURCE, now=NOW)
        yield opened


def verdicts(library: Library, draft: str | bytes, name: str = "draft.md") -> list[Verdict]:
    data = draft if isinstance(draft, bytes) else draft.encode()
    found = (check(library, quotation) for quotation in quotations(passages(name, data)))
    return [verdict for verdict in found if verdict is not None]


@pytest.mark.parametrize(
    ("draft", "status", "wrong"),
    [
        ("“It will stand for two hundred more, and I shall publish the survey”", "exact", ()),
        ("‘It will stand for two hundred more’, he said.", "exact", ()),
        ('"It will stand for two hundred more," he said.', "exact", ()),
        ("‘The harbour wall at Aberllyn, “the long wall” as it is called, has stood’", "exact", ()),
        ("“[I]t will stand for two hundred more … I have asked the Trinity commissioners”", "exact", ()),
        ("“It will stand for two hundred more ... to replace it at a cost of £1.5 million”", "exact", ()),
        ("“[The wall] will stand for two hundred more, and [Vane] shall publish the survey”", "exact", ()),
        ("“has stood for two hundred years. [Interruption.] It will stand for two hundred more”", "exact", ()),
        ("“My hon. Friend's constituents have written to me about the lamp”", "exact", ()),
        ("“It will stand for *two hundred* more, and I shall publish the survey”", "exact", ()),
        ("“It will stand for three hundred more, and I shall publish the survey”", "altered", ()),
        ("“I have asked the Trinity commissioners to replace it at a cost of £15 million”", "altered", ()),
        ("“It will stand for two hundred more, before the summer recess”", "altered", ()),
        ("“I have asked the commissioners … It will stand for two hundred more”", "altered", ()),
        ("“No lighthouse keeper was ever seen to dance upon the quay”", "not_found", ()),
        ("Osric Vane said: “It will stand for two hundred more.”", "exact", ()),
        ("Ffion Prydderch said: “It will stand for two hundred more.”", "misattributed", ("speaker",)),
        ("Oswald Vane said: “It will stand for two hundred more.”", "exact", ()),
        ("“It will stand for two hundred more” (HC Deb 5 May 2031, col 311 (Chloe Vane)).", "misattributed",
         ("speaker",)),
        ("Zebedee said: “It will stand for two hundred more.”", "exact", ()),
        ("The Secretary of State said: “It will stand for two hundred more.”", "exact", ()),
        ("“It will stand for two hundred more” (HC Deb 5 May 2031 c311).", "exact", ()),
        ("“It will stand for two hundred more” (HC Deb 5 May 2031, vol 9, cols 309–10 (Osric Vane)).", "exact", ()),
        ("“It will stand for two hundred more” (HC Deb 6 May 2031, col 311).", "misattributed", ("date",)),
        ("“It will stand for two hundred more” (HC Deb 5 May 2031, col 411).", "misattributed", ("column",)),
        ("“It will stand for two hundred more” (HL Deb 5 May 2031, col 311).", "misattributed", ("house",)),
        ("“It will stand for two hundred more” (Vane, 2031, col. 311).", "exact", ()),
        ("“It will stand for two hundred more” (Marlow, 2030, col. 311).", "misattributed", ("speaker", "date")),
        ("“It will stand for two hundred more”—[Official Report, 5 May 2031; Vol. 9, c. 310-12.]", "exact", ()),
        ("“It will stand for two hundred more”—[Official Report, 5/5/31; col. 300.]", "misattributed", ("column",)),
        ("“It will stand for two hundred more”.[^1]\n\n[^1]: HC Deb 7 May 2031, col 311 (Osric Vane).",
         "misattributed", ("date",)),
        ("“It will stand for two hundred more”.^[HC Deb 5 May 2031 (Ffion Prydderch).]", "misattributed", ("speaker",)),
        ("On 5 May 2031 he said “It will stand for two hundred more”.", "exact", ()),
        ("On 8 May 2031 he said “It will stand for two hundred more”.", "misattributed", ("date",)),
        ("“Will she tell the House when the lamp” (HL Deb 9 May 2031, col 12 (Baroness Quill))", "exact", ()),
        ("“Will she tell the House when the lamp” (HC Deb 5 May 2031, col 310 (Ffion Prydderch))", "exact", ()),
        ("Baroness Quill asked: “Will she tell the House when the lamp at the end of the wall was last lit?”",
         "exact", ()),
        ("> It will stand for two hundred more, and I shall publish the survey.\n\n— Osric Vane, HC Deb 5 May 2031, "
         "col 311", "exact", ()),
        ("> It will stand for two hundred more, and I shall publish the survey.\n\n— Ada Marlow, HC Deb 5 May 2031, "
         "col 311", "misattributed", ("speaker",)),
        ("    It will stand for two hundred more, and I shall publish\n\n— HC Deb 5 May 2031 c980", "misattributed",
         ("column",)),
    ],
)  # fmt: skip
def test_a_quotation_is_checked(library: Library, draft: str, status: str, wrong: tuple[str, ...]) -> None:
    (verdict,) = verdicts(library, draft)
    assert (verdict.status, verdict.wrong) == (status, wrong)


@pytest.mark.parametrize(
    "draft",
    [
        "Nothing is quoted here, it’s only the Members’ own words about ’tis and ’twas of old times.",
        "“Too short to say” he said.",
        "```\n“It will stand for four hundred more, and so on”\n```",
        "Vane, O. (2031) ‘The Harbour Walls of the West’, Hansard: House of Commons debates, 5 May.",
        "The debate is called “The Harbour Walls of the West” by all.",
    ],
)
def test_what_is_no_quotation_is_passed_over(library: Library, draft: str) -> None:
    assert verdicts(library, draft) == []


def test_the_line_is_that_of_the_quotation(library: Library) -> None:
    draft = (
        "# Draft\n\nHe said *first*\nof all that “It will stand\nfor two hundred more”[^1], and\n"
        "then “I shall publish the survey”.\n\n[^1]: HC Deb 5 May 2031, col 311.\n"
    )
    assert [(v.quotation.line, v.status) for v in verdicts(library, draft)] == [(4, "exact"), (6, "exact")]
    assert verdicts(library, draft)[0].quotation.claim.columns == (311, 311)


def test_an_exchange_is_checked_speech_by_speech(library: Library) -> None:
    draft = (
        "> **Ffion Prydderch:** Will she tell the House when the lamp at the end of the wall was last lit\n>\n"
        "> […]\n>\n> **Ffion Prydderch:** It will stand for two hundred more, and I shall publish the survey\n\n"
        "— [HC Deb 5 May 2031, cols 310–12](https://example.org/walls)\n"
    )
    assert [(v.status, v.wrong) for v in verdicts(library, draft)] == [("exact", ()), ("misattributed", ("speaker",))]


def test_an_altered_one_shows_the_words(library: Library) -> None:
    (verdict,) = verdicts(library, "“It will stand for two thousand more, and I shall soon publish the survey”")
    assert verdict.compared is not None
    assert marked(verdict.compared.diff) == (
        "It will stand for two [-thousand-] {+hundred+} more, and I shall [-soon-] publish the survey"
    )
    (cut,) = verdicts(library, "“and I shall publish the survey before the winter recess”")
    assert cut.compared is not None
    assert marked(cut.compared.diff).endswith("before the [-winter-] {+summer+} recess")


def test_one_that_is_not_there_is_told_with_the_nearest(library: Library) -> None:
    draft = "“I shall never publish anything at all about lamps before the winter equinox or the summer recess”"
    (verdict,) = verdicts(library, draft)
    assert verdict.status == "not_found"
    assert verdict.found is not None
    assert verdict.found.title == "The Harbour Walls of the West"


FOOTNOTED = "<p>He said “It will stand for two hundred more”<a href='#fn1'>1</a>.</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>“It will stand for <em>two</em> hundred more” (HC Deb 5 May 2031, col 311)</p>", [("exact", ())]),
        ("<p><q>It will stand for two hundred more</q> (HC Deb 4 May 2031)</p>", [("misattributed", ("date",))]),
        ('<blockquote cite="https://example.org"><p>It will stand for two hundred more</p></blockquote>\n'
         "<p>—Osric Vane, <cite>HC Deb 5 May 2031, col 320</cite></p>", [("misattributed", ("column",))]),
        ("<blockquote><p><b>Osric Vane:</b> It will stand for two hundred more</p><p>[…]</p></blockquote>",
         [("exact", ())]),
        (f"{FOOTNOTED}<ol><li id='fn1'>HC Deb 6 May 2031</li></ol>", [("misattributed", ("date",))]),
        ("<script>“It will stand for nine hundred more years”</script>", []),
    ],
)  # fmt: skip
def test_a_page_is_a_draft(library: Library, html: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    found = verdicts(library, f"<!doctype html><html><body>{html}</body></html>", "draft.html")
    assert [(v.status, v.wrong) for v in found] == expected


def docx(body: str, footnotes: str = "") -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        if footnotes:
            file.writestr("word/footnotes.xml", f"<w:footnotes {space}>{footnotes}</w:footnotes>")
    return packed.getvalue()


def run(text: str, before: str = "") -> str:
    return f'<w:r>{before}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_word_document_is_a_draft(library: Library) -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = (
        f"<w:p>{run('He said “It will ')}{run('stand')}<w:del><w:r><w:delText> not</w:delText></w:r></w:del>"
        f"{run(' for two hundred more”')}{note}{run('.')}</w:p><w:p/>"
        f'<w:p><w:pPr><w:pStyle w:val="Quote"/></w:pPr>{run("It will stand for two thousand more, and I shall")}</w:p>'
        f'<w:p><w:pPr><w:ind w:left="720"/></w:pPr>{run("Osric Vane:", "<w:rPr><w:b/></w:rPr>")}'
        f"{run(' and I shall publish the survey')}</w:p>"
    )
    data = docx(body, f'<w:footnote w:id="2"><w:p>{run("HC Deb 5 May 2031, col 400")}</w:p></w:footnote>')
    found = verdicts(library, data, "draft.docx")
    assert [(v.status, v.wrong, v.quotation.line) for v in found] == [
        ("misattributed", ("column",), 1), ("altered", (), 3), ("exact", (), 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04rubbish", b"\x00\x01\x02binary", docx("")[:60]], ids=["rubbish", "binary", "cut"]
)
def test_what_cannot_be_read_is_a_sentence(data: bytes) -> None:
    with pytest.raises(StoreError, match=r"draft\.docx"):
        passages("draft.docx", data)


def test_the_command_reports_and_its_exit_code_tells(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    for text, code in (("“It will stand for two hundred more”", 0), ("“It will stand for six hundred more”", 1)):
        draft.write_text(text, encoding="utf-8")
        plain = CliRunner().invoke(dispatchbox, ["--library", str(library.path), "verify", str(draft)])
        made = CliRunner().invoke(dispatchbox, ["--library", str(library.path), "verify", "--json", str(draft)])
        assert (plain.exit_code, made.exit_code) == (code, code)
        assert ("altered" in plain.output) == bool(code)
        report = json.loads(made.stdout)
        assert report["counts"]["altered"] == code
        assert report["quotations"][0]["found"]["speaker"] == "Osric Vane"
    missing = CliRunner().invoke(dispatchbox, ["--library", str(library.path), "verify", str(tmp_path / "no.md")])
    assert missing.exit_code == 2
    assert "no.md" in missing.output


def test_json_holds_plain_values(library: Library) -> None:
    found = verdicts(
        library, "“It will stand for two hundred more” (Marlow, 2030)\n\n“nothing of the sort was ever said”"
    )
    report = as_json("x.md", found)
    assert json.loads(json.dumps(report)) == report
    assert report["quotations"][1]["found"] is None


@pytest.mark.parametrize(
    ("cited", "columns"),
    [
        ("HC Deb 3 March 2015 vol 593 c917", (917, 917)),
        ("HC Deb 5 March 2024, vol 746, cols 1283–86", (1283, 1286)),
        ("HC Deb 18 December 2012 vol 555 cc77-9WS", (77, 79)),
        ("HL Deb 2 July 2009, vol 712, cols GC148–49", (148, 149)),
        ("30 March 2009, Official Report, columns 194-96W", (194, 196)),
        ("Hansard, HC vol 357, cols 234–45 (13 April 1965)", (234, 245)),
        ("HC Deb 24 October 2023, vol 738 <https://x.org/c12> accessed 1 May 2024", None),
    ],
)
def test_citations_are_read(cited: str, columns: tuple[int, int] | None) -> None:
    claim = claims("", f" ({cited})", [])
    assert claim.columns == columns
    assert len(claim.dates) == 1


@given(st.text(max_size=200), st.sampled_from(["a.md", "a.txt", "a.html"]))
def test_any_draft_can_be_read(text: str, name: str) -> None:
    with suppress(StoreError):
        assert all(quotation.pieces for quotation in quotations(passages(name, text.encode("utf-8", "replace"))))


@given(st.text(alphabet="ab’'- .£1,\n", max_size=60))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    found = places(text)
    assert [word for word, _, _ in found] == words(text)
    assert all(0 <= start < end <= len(text) for _, start, end in found)


@given(st.lists(st.sampled_from(["ay", "bee", "cee", "dee", "ee", "eff"]), min_size=8, max_size=30), st.data())
def test_words_of_a_speech_are_found_and_others_are_not(said: list[str], data: st.DataObject) -> None:
    text = " ".join(said)
    first = data.draw(st.integers(0, len(said) - 5))
    quoted = " ".join(said[first : first + 5])
    place = standing(pieces(quoted), text)
    assert place is not None
    assert text[place[0] : place[1]] == quoted
    assert standing(pieces(f"{quoted} zed"), text) is None
    assert compare(pieces(quoted), text).likeness == 1


@pytest.mark.parametrize(
    ("claimed", "right"),
    [
        ("The Secretary of State", True),  # of which there are many
        ("the Minister", True),
        ("the Tides Secretary", True),
        ("the Home Secretary", False),
        ("the Prime Minister", False),
        ("the Shadow Tides Secretary", False),
        ("Osric Vane", True),
    ],
)
def test_an_office_of_one_holder_is_that_of_who_spoke(library: Library, claimed: str, right: bool) -> None:
    (verdict,) = verdicts(library, f"Then {claimed} said: “I shall publish the survey before the summer recess.”")
    assert (verdict.wrong == ()) is right


def test_words_of_one_who_asked_are_not_those_of_the_office_that_answered(library: Library) -> None:
    quoted = "“Will she tell the House when the lamp at the end of the wall was last lit”"
    (verdict,) = verdicts(library, f"The Tides Secretary asked: {quoted} (HC Deb 5 May 2031, col 310)")
    assert verdict.wrong == ("speaker",)
    (verdict,) = verdicts(library, f"The Prime Minister said: {quoted} (HC Deb 5 May 2031)")
    assert verdict.right  # nobody is printed as such there
    question = "“What he is doing about ‘harbour dues’”"
    (verdict,) = verdicts(library, f"The Prime Minister said: {question}")
    assert verdict.wrong == ("speaker",)  # ministers answer there
    (verdict,) = verdicts(library, f"The Leader of the Opposition asked: {question}")
    assert verdict.right


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("has stood for two hundred years", ""),
        ("Has stood for two hundred years!", ""),
        ("has stood for Two hundred years", "case"),
        ("It will stand, for two hundred more, and I shall publish", "punctuation"),
        ("it will stand for two hundred more and I shall Publish", "case and punctuation"),
        ("the harbour wall at Aberllyn, 'the long wall' as it is called", ""),
        ("The harbour wall … it will stand for two hundred more", ""),
    ],
)
def test_right_words_that_are_printed_otherwise_are_told_as_right(library: Library, words: str, told: str) -> None:
    (verdict,) = verdicts(library, f'He said: "{words}".')
    assert verdict.right
    assert verdict.otherwise == told
