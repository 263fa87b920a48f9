"""The basket as one document: quotations with notes, footnotes and a bibliography in the chosen style."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.citations import STYLES, Turn, exports
from store.citations.markup import as_html, as_markdown, render
from store.citations.quoting import BRITISH, join_pieces, nest, paragraphs, unnested
from store.citations.reference import Reference
from store.copies import Choice, turns
from store.errors import StoreError

if TYPE_CHECKING:
    from store.templates import Template

FORMS = ("markdown", "html", "latex", "docx", "text", "bibtex", "ris", "json")
ENDINGS = {
    ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".tex": "latex", ".docx": "docx",
    ".txt": "text", ".bib": "bibtex", ".ris": "ris", ".json": "json",
}  # fmt: skip
"""What the name of a file says of its form."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One quotation of the document."""

    choice: Choice
    note: str = ""


@dataclass(frozen=True, slots=True)
class Set:
    """The same, as it is set: paragraphs, each with the speaker whom it names first (or nobody)."""

    paragraphs: tuple[tuple[str, str], ...]
    block: bool
    note: str
    cited: str
    """The citation as HTML, in which titles are `<i>` and addresses are links; a sentence."""


def compiled(entries: Sequence[Entry], style: str | Template, form: str, title: str) -> str:
    """The document as text; `store.word` makes the one for Word. Raises StoreError."""
    if not entries:
        raise StoreError("the basket is empty; s puts a quotation into it")
    if form in ("bibtex", "ris", "json"):
        return managed([entry.choice.reference for entry in entries], style, form)
    writers = {"markdown": _markdown, "html": _html, "latex": _latex, "text": _text}
    if form not in writers:
        raise StoreError(f"“{form}” is no form of a document; choose {', '.join(FORMS)}")
    sets = [set_entry(entry, style) for entry in entries]
    return writers[form](title, sets, bibliography(sets))


def set_entry(entry: Entry, style: str | Template) -> Set:
    """A quotation as the style sets it: in the line or as a block."""
    chosen = entry.choice
    marks = BRITISH if not isinstance(style, str) else STYLES[style].marks
    reference = chosen.reference
    cited = _cited(reference, style)
    if len(chosen.spans) > 1:
        lines: list[tuple[str, str]] = []
        for turn in turns(chosen):
            if isinstance(turn, Turn):
                first, *rest = paragraphs(turn.text) or [""]
                lines += [(turn.name.removesuffix(":"), first), *(("", part) for part in rest)]
            else:
                lines.append(("", f"[{turn.text}]"))
        return Set(tuple(lines), True, entry.note, cited)
    said = join_pieces(chosen.pieces)
    if marks.is_block(said):
        return Set(tuple(("", part) for part in paragraphs(unnested(said, marks))), True, entry.note, cited)
    quoted = f"{marks.outer[0]}{nest(' '.join(paragraphs(said)), marks)}{marks.outer[1]}"
    return Set((("", quoted),), False, entry.note, cited)


def _cited(reference: Reference, style: str | Template) -> str:
    if isinstance(style, str):
        if style not in STYLES:
            raise StoreError(f"There is no style “{style}”.")
        cited = as_html(STYLES[style].write(reference))
    else:
        cited = _links(html.escape(replace(style, form="text").write(reference), quote=False))
    return cited if re.search(r"[.!?\]](?:</\w+>)?$", cited) else f"{cited}."


def _links(text: str) -> str:
    return re.sub(r"https?://[^\s<>&]+[^\s<>&.,;)]", lambda found: f'<a href="{found[0]}">{found[0]}</a>', text)


def bibliography(sets: Iterable[Set]) -> list[str]:
    """Every citation once, in the order of the alphabet."""
    return sorted(dict.fromkeys(one.cited for one in sets), key=lambda cited: _plain(cited).casefold().lstrip("‘“\"'["))


def pieces_of(cited: str) -> list[tuple[str, bool, str]]:
    """A citation of HTML as (words, in italics, address)."""
    out: list[tuple[str, bool, str]] = []
    slanted, url = False, ""
    for token in re.split(r"(<[^<>]+>)", cited):
        if token.startswith("<i>"):
            slanted = True
        elif token.startswith("</i>"):
            slanted = False
        elif found := re.match(r'<a href="([^"]*)">', token):
            url = html.unescape(found[1])
        elif token.startswith("</a>"):
            url = ""
        elif token and not token.startswith("<"):
            out.append((html.unescape(token), slanted, url))
    return out


def _plain(cited: str) -> str:
    return "".join(words for words, _, _ in pieces_of(cited))


def _markdown(title: str, sets: Sequence[Set], sources: Sequence[str]) -> str:
    parts = [f"# {as_markdown(title)}"]
    for number, one in enumerate(sets, 1):
        parts += [one.note] if one.note else []
        lines = [f"**{as_markdown(who)}:** {as_markdown(said)}" if who else as_markdown(said)
                 for who, said in one.paragraphs]  # fmt: skip
        lines[-1] += f"[^{number}]"
        parts.append("\n>\n".join(f"> {line}" for line in lines) if one.block else lines[0])
    parts.append("## Bibliography")
    parts.append("\n".join(f"- {_cited_markdown(cited)}" for cited in sources))
    parts.append("\n".join(f"[^{number}]: {_cited_markdown(one.cited)}" for number, one in enumerate(sets, 1)))
    return "\n\n".join(parts)


def _cited_markdown(cited: str) -> str:
    out = ""
    for words, slanted, url in pieces_of(cited):
        said = f"<{url}>" if url and words == url else as_markdown(words)
        out += f"*{said}*" if slanted else said
    return out


def _html(title: str, sets: Sequence[Set], sources: Sequence[str]) -> str:
    body, notes = [], []
    for number, one in enumerate(sets, 1):
        body += [f"<p>{html.escape(part, quote=False)}</p>" for part in paragraphs(one.note)]
        lines = [f"<b>{as_html(who)}:</b> {as_html(said)}" if who else as_html(said) for who, said in one.paragraphs]
        lines[-1] += f'<sup><a href="#fn{number}" id="r{number}">{number}</a></sup>'
        quoted = "".join(f"<p>{line}</p>" for line in lines)
        body.append(f"<blockquote>{quoted}</blockquote>" if one.block else quoted)
        notes.append(f'<li id="fn{number}">{one.cited} <a href="#r{number}">↩</a></li>')
    told = "\n".join(f"<li>{cited}</li>" for cited in sources)
    name = html.escape(title, quote=False)
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{name}</title></head>\n<body>\n'
        f"<h1>{name}</h1>\n" + "\n".join(body) + "\n<hr>\n<ol>\n" + "\n".join(notes) + "\n</ol>\n"
        f"<h2>Bibliography</h2>\n<ul>\n{told}\n</ul>\n</body>\n</html>"
    )


_LATEX = str.maketrans(
    {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
     "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "<": r"\textless{}", ">": r"\textgreater{}",
     "[": "{[}", "]": "{]}", "…": r"\ldots{}", "£": r"\pounds{}", "\u2011": "-",
     "\u2212": "$-$", "\u2032": "$'$", "\u2033": "$''$", "\xad": "", "\u200b": ""}
)  # fmt: skip


def _latex_of(text: str) -> str:
    return exports.unligatured(text.translate(_LATEX))


def _latex(title: str, sets: Sequence[Set], sources: Sequence[str]) -> str:
    body = []
    for one in sets:
        body += [_latex_of(part) for part in paragraphs(one.note)]
        lines = [f"\\textbf{{{_latex_of(who)}:}} {_latex_of(said)}" if who else _latex_of(said)
                 for who, said in one.paragraphs]  # fmt: skip
        lines[-1] += f"\\footnote{{{_cited_latex(one.cited)}}}"
        text = "\n\n".join(lines)
        body.append(f"\\begin{{quote}}\n{text}\n\\end{{quote}}" if one.block else text)
    told = "\n".join(f"\\item {_cited_latex(cited)}" for cited in sources)
    name = _latex_of(title)
    return (
        "\\documentclass{article}\n\\usepackage[utf8]{inputenc}\n\\usepackage[T1]{fontenc}\n\\usepackage{hyperref}\n"
        f"\\title{{{name}}}\n\\date{{}}\n\\begin{{document}}\n\\maketitle\n\n" + "\n\n".join(body) + "\n\n"
        f"\\section*{{Bibliography}}\n\\begin{{itemize}}\n{told}\n\\end{{itemize}}\n\\end{{document}}"
    )


def _cited_latex(cited: str) -> str:
    out = ""
    for words, slanted, url in pieces_of(cited):
        said = f"\\url{{{url.replace('%', chr(92) + '%').replace('#', chr(92) + '#')}}}" if url else ""
        said = said if url and words == url else _latex_of(words)
        out += f"\\emph{{{said}}}" if slanted else said
    return out


def _text(title: str, sets: Sequence[Set], sources: Sequence[str]) -> str:
    parts = [title]
    for number, one in enumerate(sets, 1):
        parts += [one.note] if one.note else []
        lines = [f"{who}: {said}" if who else said for who, said in one.paragraphs]
        lines[-1] += f"[{number}]"
        parts += [f"    {line}" for line in lines] if one.block else lines
    parts.append("\n".join(f"[{number}] {_plain(one.cited)}" for number, one in enumerate(sets, 1)))
    return "\n\n".join([*parts, "Bibliography", "\n".join(map(_plain, sources))])


def managed(references: Sequence[Reference], style: str | Template, form: str) -> str:
    """The entries for a reference manager, each once; keys that would be the same get a letter behind them."""
    entries: list[str] = []
    taken: dict[str, int] = {}
    for reference in dict.fromkeys(references):
        written = (
            style.write(reference) if not isinstance(style, str) else render(STYLES[style].write(reference), "text")
        )
        key = exports.key(reference)
        taken[key] = taken.get(key, 0) + 1
        suffix = chr(ord("a") + taken[key] - 1) if taken[key] > 1 else ""
        if form == "ris":
            entries.append(exports.ris(reference, written))
        elif form == "json":
            (item,) = json.loads(exports.csl_json(reference, written))
            entries.append(json.dumps(item | {"id": f"{key}{suffix}"}, ensure_ascii=False))
        else:
            own = style == "bibtex"
            entries.append(exports.bibtex(reference, written, own).replace(f"{{{key},", f"{{{key}{suffix},", 1))
    if form == "json":
        return f"[{', '.join(entries)}]"
    return "".join(entries) if form == "ris" else "\n\n".join(entries)
