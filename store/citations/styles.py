"""The table of styles. Every list of styles, of groups and of forms derives from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from store.citations import abroad, academic, exports, parliament, uk, web
from store.citations.markup import render
from store.citations.quoting import AMERICAN, BRITISH, Marks, block, exchange, inline, join_pieces, paragraphs, unnested
from store.citations.reference import Gloss, Reference, Turn, spanning

MARKUPS = ("text", "markdown", "html")
EXPORTS: Mapping[str, Callable[[Reference, str], str]] = {
    "bibtex": exports.bibtex,
    "ris": exports.ris,
    "json": exports.csl_json,
}
FORMATS = (*MARKUPS, *EXPORTS)
GROUPS = ("lawyer", "student", "journalist", "researcher", "web")

Write = Callable[[Reference], str]
"""The citation as text with marks (`store.citations.markup`)."""
Compose = Callable[[Reference, str], str]
"""A finished text in the format named."""


@dataclass(frozen=True, slots=True)
class Style:
    """One way of citing."""

    name: str
    group: str
    title: str
    """For the reader."""
    parts: tuple[str, ...]
    """What it prints when the reference has it; `missing` names the others."""
    write: Write
    forms: tuple[str, ...] = FORMATS
    """The formats it has; the first is the one meant by `text`."""
    marks: Marks = BRITISH
    intext: str = ""
    """The style of the citation after a quotation, where that is another."""
    compose: Compose | None = None
    """For what is more than a citation: a quotation with its citation, an entry."""


def near(name: str, names: Iterable[str]) -> str:
    """What comes near an unknown name, for the sentence that tells of it."""
    known = list(names)
    near = get_close_matches(name, known, 3, 0.4) or known[:6]
    return f"; choose {', '.join(near[:-1])} or {near[-1]}." if len(near) > 1 else f"; did you mean {near[0]}?"


def finished(style: Style, reference: Reference, form: str) -> str:
    """The citation in a format that the style has."""
    if style.compose:
        return style.compose(reference, form)
    if form in MARKUPS:
        return render(style.write(reference), form)
    if style.name == form == "bibtex":
        return exports.bibtex(reference, render(style.write(reference), "text"), own=True)
    return EXPORTS[form](reference, render(style.write(reference), "text"))


def addressless(write: Write, reference: Reference) -> str:
    """The citation without its address, for where the whole becomes a link."""
    return write(replace(reference, url="", accessed=None))


def quoted(text: str, reference: Reference, style: Style, form: str, as_block: bool | None = None) -> str:
    """The words as the style quotes them: in the line, or as a block (by length, unless the caller says)."""
    if style.marks.is_block(text) if as_block is None else as_block:
        return _block(paragraphs(unnested(text, style.marks)), reference, style.write, form)
    return inline(text, style.write(reference), style.marks, form)


def exchanged(turns: tuple[str | Gloss | Turn, ...], reference: Reference, write: Write, form: str) -> str:
    """Several speeches as one block with one citation, from the first column to the last."""
    whole = replace(spanning(reference, turns), speaker=None)
    return _block(exchange(turns), whole, write, form)


def _block(parts: list[str], reference: Reference, write: Write, form: str) -> str:
    speaker = reference.speaker.full if reference.speaker else ""
    citation = write(reference) if form == "text" else addressless(write, reference)
    return block(parts, speaker, citation, reference.url, form)


def _after_us(reference: Reference) -> str:
    return reference.intext or academic.apa7_intext(reference)


def _inline_oscola(reference: Reference, form: str) -> str:
    return quoted(web.words_of(reference), reference, STYLES["oscola"], form)


def _inline_us(reference: Reference, form: str) -> str:
    return quoted(web.words_of(reference), reference, STYLES["quote_inline_us"], form)


def _words_alone(reference: Reference, form: str) -> str:
    return inline(web.words_of(reference), "", BRITISH, form)


def _bracketed(reference: Reference, form: str) -> str:
    pieces = reference.quote_parts or (reference.quote,)
    words = [part.text if isinstance(part, Turn) else part for part in pieces]
    glossed = [
        Gloss(part[1:-1]) if isinstance(part, str) and re.fullmatch(r"\[[^\[\]]+\]", part) else part for part in words
    ]
    return inline(join_pieces(glossed), "", BRITISH, form)


def _block_as_printed(reference: Reference, form: str) -> str:
    return _block(paragraphs(web.words_of(reference)), reference, uk.oscola_core, form)


def _exchange(reference: Reference, form: str) -> str:
    return exchanged(reference.quote_parts or (reference.quote,), reference, uk.oscola_core, form)


def _biblatex(reference: Reference, _form: str) -> str:
    return exports.biblatex_oscola(reference, uk.oscola_core(reference))


def _schema(reference: Reference, _form: str) -> str:
    return web.schema_jsonld(reference)


_DEB = ("date", "volume", "column")
_FULL = ("speaker", "title", *_DEB, "url")
_READ = (*_FULL, "accessed")
_SPOKEN = ("speaker", "date", "column")
_QUOTE = ("quote", *_DEB)
_WEB = ("markdown", "html")

STYLES: Mapping[str, Style] = {
    style.name: style
    for style in (
        Style("oscola", "lawyer", "OSCOLA 4 and 5", _DEB, uk.oscola),
        Style("oscola_speaker", "lawyer", "OSCOLA with the speaker", (*_DEB, "speaker"), uk.oscola_speaker),
        Style("oscola_footnote", "lawyer", "OSCOLA footnote", _DEB, uk.oscola_footnote),
        Style("quote_inline_oscola", "lawyer", "Quotation and OSCOLA citation", _QUOTE, uk.oscola, MARKUPS,
              compose=_inline_oscola),
        Style("ellipsis_oscola", "lawyer", "Quotation of chosen pieces", ("quote",), uk.oscola, MARKUPS,
              compose=_words_alone),
        Style("bracket_expansion", "lawyer", "Quotation with words put in", ("quote",), uk.oscola, MARKUPS,
              compose=_bracketed),
        Style("aglc4", "lawyer", "AGLC 4 (Australia)", ("speaker", *_DEB), abroad.aglc4),
        Style("nzlsg", "lawyer", "New Zealand Law Style Guide", _DEB, abroad.nzlsg, marks=AMERICAN),
        Style("mcgill", "lawyer", "McGill Guide (Canada)", ("speaker", *_DEB), abroad.mcgill,
              marks=AMERICAN),
        Style("bluebook", "lawyer", "Bluebook (US)", _DEB, academic.bluebook, marks=AMERICAN),
        Style("harvard", "student", "Harvard (Cite Them Right)", _READ, academic.harvard, intext="harvard_intext"),
        Style("harvard_intext", "student", "Harvard, in the text", _SPOKEN, academic.harvard_intext),
        Style("apa7", "student", "APA 7", _FULL, academic.apa7, marks=AMERICAN, intext="apa7_intext"),
        Style("apa7_intext", "student", "APA 7, in the text", _SPOKEN, academic.apa7_intext, marks=AMERICAN),
        Style("apa_icjs", "student", "APA for Hansard (ICJS)", _DEB, uk.apa_icjs, intext="apa_icjs_intext"),
        Style("apa_icjs_intext", "student", "APA for Hansard (ICJS), in the text", ("date", "column"),
              uk.apa_icjs_intext),
        Style("mla9", "student", "MLA 9", _FULL, academic.mla9, marks=AMERICAN),
        Style("mhra", "student", "MHRA 4", _READ, academic.mhra),
        Style("chicago_note", "student", "Chicago, note", _FULL, academic.chicago_note, marks=AMERICAN),
        Style("chicago_author_date", "student", "Chicago, author and date",
              ("speaker", "title", "date", "volume", "url"), academic.chicago_author_date, marks=AMERICAN),
        Style("parliament", "journalist", "Parliament’s own index", _DEB, parliament.parliament),
        Style("official_report", "journalist", "Official Report, in brackets", _DEB, parliament.official_report,
              marks=AMERICAN),
        Style("official_report_pq", "journalist", "Official Report, in a written answer", ("date", "column"),
              parliament.official_report_pq, marks=AMERICAN),
        Style("theyworkforyou", "journalist", "TheyWorkForYou", ("date", "column"), parliament.theyworkforyou),
        Style("harts", "journalist", "New Hart’s Rules", _DEB, uk.harts),
        Style("quote_inline_us", "journalist", "Quotation and citation, US marks", ("quote", *_SPOKEN), _after_us,
              MARKUPS, AMERICAN, compose=_inline_us),
        Style("quote_exchange_markdown", "journalist", "Question and answer as one block", _QUOTE, uk.oscola_core, _WEB,
              compose=_exchange),
        Style("commons_library", "researcher", "House of Commons Library", ("date", "column"),
              parliament.commons_library),
        Style("sp_official_report", "researcher", "Scottish Parliament Official Report", ("date", "column"),
              parliament.sp_official_report, marks=AMERICAN),
        Style("ieee", "researcher", "IEEE", _READ, academic.ieee, marks=AMERICAN),
        Style("vancouver", "researcher", "Vancouver (NLM)", _READ, academic.vancouver, marks=AMERICAN),
        Style("bibtex", "researcher", "BibTeX entry", _READ, uk.oscola_core, ("bibtex",)),
        Style("biblatex_oscola", "researcher", "BibLaTeX entry for the oscola style", _DEB, uk.oscola_core, ("bibtex",),
              compose=_biblatex),
        Style("ris", "researcher", "RIS record", _READ, uk.oscola_core, ("ris",)),
        Style("csl_json", "researcher", "CSL-JSON item", _READ, uk.oscola_core, ("json",)),
        Style("markdown_link", "web", "Link in Markdown", (*_DEB, "url"), web.markdown_link, _WEB),
        Style("quote_block_markdown", "web", "Block quotation in Markdown", ("quote", "speaker", *_DEB, "url"),
              uk.oscola_core, _WEB, compose=_block_as_printed),
        Style("html_blockquote", "web", "Block quotation in HTML", ("quote", "speaker", *_DEB, "url"), uk.oscola_core,
              ("html", "markdown"), compose=_block_as_printed),
        Style("wikitext", "web", "Wikipedia’s Cite Hansard", _READ, web.wikitext, ("text",)),
        Style("schema_jsonld", "web", "schema.org Quotation", ("quote", *_FULL), uk.oscola_core, ("json",),
              compose=_schema),
        Style("text_fragment", "web", "Link to the very words", ("url", "quote"), web.text_fragment, MARKUPS),
    )
}  # fmt: skip
