"""The basket: gathered, ordered, noted, undone, and written as one document."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from store import basket as rules
from store.compiling import Entry, compiled, set_entry
from store.copies import Choice, whole
from store.errors import StoreError
from store.library import Library
from store.model import Span
from store.parsed import Parsed, Remark
from store.records import Change, Shaping
from store.templates import Template
from store.verifying import check, passages, quotations
from store.word import document
from tests.ferries import DAY, FERRIES
from tests.libraries import ANSWERER, ASKER, NOW, SOURCE, debate
from tui.cli import dispatchbox

LONG = "It is a long answer with *signs* & [brackets], 50% of them_odd. " * 5


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        opened.add(Parsed((debate(), debate("Tides [Lords]", 7, "debate/2"))), SOURCE, now=NOW)
        yield opened


def gathered(library: Library, *numbers: int) -> None:
    for number in numbers:
        found = library.debate(library.shelf()[number].id)
        chosen = Choice(found, (whole(found.speeches[1]),), DAY)
        which = f"{number:032x}"
        library.apply(rules.gather(found, rules.quotes_of(chosen), library.basket(), which, NOW), now=NOW)


def told(library: Library) -> list[tuple[str, str]]:
    return [(one.id[-1], one.note) for one in library.basket()]


def apply(library: Library, change: Change | None) -> None:
    assert change is not None
    library.apply(change, now=NOW)


def test_quotations_are_ordered_noted_and_taken_out_and_all_of_it_is_undone(library: Library) -> None:
    gathered(library, 0, 1)
    apply(library, rules.note(library.basket()[1], "for the [second] part"))
    apply(library, rules.move(library.basket(), 1, -1))
    assert told(library) == [("1", "for the [second] part"), ("0", "")]
    assert rules.move(library.basket(), 0, -1) is None
    apply(library, rules.drop(library.basket()[0]))
    assert told(library) == [("0", "")]
    for expected in ([("1", "for the [second] part"), ("0", "")], [("0", ""), ("1", "for the [second] part")],
                     [("0", ""), ("1", "")], [("0", "")], []):  # fmt: skip
        assert library.undo(now=NOW) is not None
        assert told(library) == expected


def test_the_same_quotation_is_gathered_once(library: Library) -> None:
    gathered(library, 0)
    with pytest.raises(StoreError, match="already"):
        gathered(library, 0)


def test_a_new_printing_leaves_the_words_that_were_gathered(library: Library) -> None:
    gathered(library, 1)
    changed = (
        Remark("debate/1.1", "What he is doing about “harbour dues”.", ASKER, "Ffion Prydderch (Aberllyn)", number="1"),
        Remark("debate/1.2", "We are not lowering them.\nI will write to the hon. Lady.", ANSWERER, "Osric Vane"),
    )
    library.add(Parsed((debate(remarks=changed),)), SOURCE, now=NOW)
    (one,) = library.basket()
    choice, sure = rules.choice(one, library.debate(library.speech(one.quotes[0].span.speech)[0]), DAY)
    assert not sure
    assert choice.pieces == ("We are lowering them.\nI will write to the hon. Lady.",)


def entries() -> list[Entry]:
    speech = FERRIES.speeches[2]
    words = Choice(FERRIES, (Span(speech.id, 0, 60),), DAY)
    pair = Choice(FERRIES, tuple(whole(FERRIES.speeches[n]) for n in (3, 5)), DAY)
    long = Choice(FERRIES, (whole(FERRIES.speeches[4]),), DAY, (LONG.strip(),))
    return [Entry(words, "On *winter*"), Entry(pair), Entry(long), Entry(words)]


def test_markdown_has_footnotes_and_a_bibliography() -> None:
    text = compiled(entries(), "oscola", "markdown", "Ferries [draft]")
    assert text.startswith("# Ferries [draft]\n\nOn *winter*\n\n‘The “winter boat”, as islanders call it, stays.")
    assert "> **Owen Quill:** Will it run on Sundays?\n>\n> […]\n>\n> Order.[^2]" in text
    assert r"> It is a long answer with \*signs\* & [brackets]" in text
    assert re.findall(r"\[\^(\d)\]:", text) == ["1", "2", "3", "4"]
    assert text.count("- HC Deb 11 March 2025, vol 763") == 2
    assert "[^1]: HC Deb 11 March 2025, vol 763, cols 801–802." in text


def test_html_links_its_footnotes() -> None:
    page = compiled(entries(), "harvard", "html", "Ferries & boats")
    assert "<title>Ferries &amp; boats</title>" in page
    assert page.count('<li id="fn') == 4
    assert "<b>Owen Quill:</b> Will it run" in page
    assert "<i>Hansard: House of Commons debates</i>" in page
    tree = etree.fromstring(page.encode(), etree.HTMLParser())
    assert {f"#{note.get('id')}" for note in tree.iter("li") if note.get("id")} == {
        link.get("href") for link in tree.iter("a") if (link.get("href") or "").startswith("#fn")
    }


def test_latex_escapes_what_would_act() -> None:
    text = compiled(entries(), "mla9", "latex", "50% of #boats_")
    assert r"\title{50\% of \#boats\_}" in text
    assert r"It is a long answer with *signs* \& {[}brackets{]}, 50\% of them\_odd." in text
    assert text.count(r"\footnote{") == 4
    assert r"\emph{Hansard}" in text
    assert text.count("{") == text.count("}")


def test_word_has_real_footnotes(library: Library) -> None:
    sets = [set_entry(entry, "oscola") for entry in entries()]
    data = document("Ferries & boats", sets)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        notes = packed.read("word/footnotes.xml").decode()
        body = packed.read("word/document.xml").decode()
        types = packed.read("[Content_Types].xml").decode()
        links = packed.read("word/_rels/document.xml.rels").decode()
    assert "footnotes+xml" in types
    assert "footnotes.xml" in links
    asked = re.findall(r'<w:footnoteReference w:id="(\d+)"', body)
    assert asked == re.findall(r'<w:footnote w:id="(\d+)"', notes) == ["2", "3", "4", "5"]
    read = passages("basket.docx", data)
    assert next(quotation.claim.columns for quotation in quotations(read)) == (801, 802)


def test_what_was_gathered_stands_a_check(library: Library) -> None:
    """A document of the basket is a draft in which every quotation is exact."""
    gathered(library, 0, 1)
    made = [rules.choice(one, library.debate(library.speech(one.quotes[0].span.speech)[0]), DAY)[0]
            for one in library.basket()]  # fmt: skip
    for style in ("oscola", "harvard", "official_report"):
        sets = [set_entry(Entry(choice), style) for choice in made]
        drafts = {f"x.{end}": compiled([Entry(choice) for choice in made], style, form, "Basket").encode()
                  for end, form in (("md", "markdown"), ("txt", "text"), ("html", "html"))}  # fmt: skip
        for name, data in (drafts | {"x.docx": document("Basket", sets)}).items():
            verdicts = [check(library, one) for one in quotations(passages(name, data))]
            assert verdicts, (style, name)
            assert [verdict.status for verdict in verdicts if verdict] == ["exact"] * len(verdicts), (style, name)


def test_reference_managers_get_each_once() -> None:
    text = compiled(entries(), "oscola", "bibtex", "")
    keys = re.findall(r"@misc\{([^,]+),", text)
    assert len(keys) == len(set(keys)) == 3
    assert len(json.loads(compiled(entries(), "oscola", "json", ""))) == 3
    assert compiled(entries(), "oscola", "ris", "").count("ER  - ") == 3


def test_an_own_template_sets_the_citations() -> None:
    template = Template("mine", "{{ speaker }}, {{ date }}", "mine.txt")
    assert "[^1]: Ann Marchbank, 11 March 2025." in compiled(entries(), template, "markdown", "x")


@pytest.mark.parametrize(("given", "form", "told"), [([], "markdown", "empty"), (entries(), "odt", "no form")])
def test_what_cannot_be_written_is_a_sentence(given: list[Entry], form: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        compiled(given, "oscola", form, "x")


def test_the_command_writes_it(library: Library, tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(dispatchbox, ["--library", str(library.path), "basket", *words])
        return done.exit_code, done.output

    assert run()[0] == 1
    gathered(library, 0, 1)
    code, text = run("--style", "oscola", "--title", "Dues")
    assert (code, text.startswith("# Dues\n\n> We are lowering them.")) == (0, True)
    for ending in (".md", ".html", ".tex", ".docx", ".txt", ".bib", ".ris", ".json"):
        file = tmp_path / f"basket{ending}"
        assert run("--output", str(file))[0] == 0
        assert file.stat().st_size > 100
    code, told = run("--output", str(tmp_path / "basket.md"))
    assert (code, "there already" in told) == (2, True)
    assert run("--output", str(tmp_path / "basket.odt"))[0] == 2
    assert run("--format", "docx")[0] == 2


def test_cuts_are_kept(library: Library) -> None:
    found = library.debate(library.shelf()[0].id)
    chosen = Choice(found, (whole(found.speeches[1]),), DAY)
    cut = (Shaping(3, 6, "the Government are"),)
    apply(library, rules.gather(found, rules.quotes_of(chosen), (), "0" * 32, NOW, cut))
    (one,) = library.basket()
    assert rules.choice(one, found, DAY)[0].pieces[1].text == "the Government are"  # type: ignore[union-attr]
