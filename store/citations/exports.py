"""Entries for reference managers: BibTeX, BibLaTeX for the oscola style, RIS and CSL-JSON.

Each carries a finished citation, so that nothing is lost in a manager that has no field for a column.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata

from store.citations.columns import (
    COMMITTEES,
    MONTHS,
    Elide,
    full,
    joined,
    labelled,
    letters_after,
    letters_oscola,
    span,
    volume,
)
from store.citations.houses import Assembly, assembly, committee, debates
from store.citations.reference import Reference

_LATEX = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
_ESCAPE = str.maketrans(_LATEX)
_LIGATURE = re.compile("(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=[?!])(?=`)")


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def key(reference: Reference) -> str:
    """A stable key: family name (else the chamber), day and first column: `marlow-2024-03-05-c1283`."""
    column = ""
    if reference.col_start:
        letters = reference.col_start.letters or letters_after(reference)[1]
        column = f"c{reference.col_start.number}{letters.lower()}"
    who = _slug(reference.speaker.short) if reference.speaker else ""
    day = reference.date.isoformat() if reference.date else ""
    return joined(who or _slug(assembly(reference).short) or "hansard", day, column or _slug(reference.page), by="-")


def unligatured(latex: str) -> str:
    """LaTeX that prints `--`, `''`, `,,` and the like as they are written, not as one other sign."""
    return _LIGATURE.sub("{}", latex)


def _braced(text: str) -> str:
    return f"{{{unligatured(text.translate(_ESCAPE))}}}" if text else ""


def _address(url: str) -> str:
    return f"{{{url}}}" if url else ""


def _day(date: dt.date | None) -> str:
    return f"{{{date.isoformat()}}}" if date else ""


def _author(reference: Reference) -> str:
    name = reference.speaker
    if not name:
        return ""
    if name.literal:
        return f"{{{_braced(name.full)}}}"
    parts = [part for part in (name.family, name.first) if part]
    if any(re.search(r",|\band\b", part) for part in parts):  # signs that part names in BibTeX
        return f"{{{', '.join(map(_braced, parts))}}}"
    return _braced(name.inverted())


def _entry(kind: str, label: str, fields: dict[str, str]) -> str:
    lines = ",\n".join([f"@{kind}{{{label}", *(f"  {name} = {value}" for name, value in fields.items() if value)])
    return f"{lines}\n}}"


def bibtex(reference: Reference, citation: str, own: bool = False) -> str:
    """An `@misc` entry. The finished citation is its note; in the `own` style of that name `howpublished`.

    It stands once, because the usual bibliographies print both fields.
    """
    date = reference.date
    fields = {
        "author": _author(reference),
        "title": f"{{{_braced(reference.title)}}}" if reference.title else "",
        "howpublished": _braced(citation) if own else "",
        "year": f"{{{date.year}}}" if date else "",
        "month": MONTHS[date.month - 1][:3].lower() if date else "",
        "day": f"{{{date.day}}}" if date else "",
        "url": _address(reference.url),
        "urldate": _day(reference.accessed) if reference.url else "",
        "note": "" if own else _braced(citation),
    }
    return _entry("misc", key(reference), fields)


def _pages(reference: Reference, dash: str, elide: Elide = full) -> str:
    return span(reference, elide, dash, letters_oscola)


def biblatex_oscola(reference: Reference, citation: str) -> str:
    """An `@legal` entry that takes its title from one master entry of the chamber (biblatex-oscola manual, Hansard)."""
    chamber = assembly(reference)
    known = chamber.short and reference.section not in COMMITTEES
    master = f"hansard{_slug(chamber.short).replace('-', '')}" if known else ""
    unit = "{column}" if reference.col_start or not reference.page else "{page}"
    fields = {
        "title": "" if master else _braced(debates(reference)),
        "entrysubtype": "{parliamentary}",
        "pagination": unit,
        "crossref": _braced(master),
        "date": _day(reference.date),
        "volume": _braced(volume(reference)),
        "pages": labelled("{", _pages(reference, "--"), "}"),
        "url": _address(reference.url),
        "urldate": _day(reference.accessed) if reference.url else "",
        "annotation": _braced(joined(reference.speaker.full if reference.speaker else "", reference.title, citation)),
    }
    entry = _entry("legal", key(reference), fields)
    return f"{entry}\n\n{_master(master, chamber, unit)}" if master else entry


def _master(label: str, chamber: Assembly, unit: str) -> str:
    fields = {
        "title": _braced(joined("Official Report", chamber.name)),
        "shorttitle": _braced(chamber.deb),
        "entrysubtype": "{parliamentary}",
        "pagination": unit,
    }
    return _entry("legal", label, fields)


def ris(reference: Reference, citation: str) -> str:
    """A `GOVDOC` record, ended by its line feed; the note is the finished citation."""
    chamber = assembly(reference)
    first, last = reference.col_start, reference.col_end
    before, after = letters_oscola(reference) if first and not first.letters else ("", first.letters if first else "")
    lines = {
        "TY": "GOVDOC",
        "AU": reference.speaker.inverted() if reference.speaker else "",
        "TI": reference.title,
        "T2": joined(chamber.collection, chamber.name, committee(reference)),
        "PB": chamber.publisher,
        "DA": f"{reference.date:%Y/%m/%d}/" if reference.date else "",
        "PY": str(reference.date.year) if reference.date else "",
        "VL": volume(reference),
        "SP": f"{before}{first.number}{after}" if first else reference.page,
        "EP": f"{before}{last.number}{after}" if last else "",
        "UR": reference.url,
        "Y2": f"{reference.accessed:%Y/%m/%d}/" if reference.accessed and reference.url else "",
        "N1": citation,
    }
    return "\n".join([*(f"{tag}  - {value}" for tag, value in lines.items() if value), "ER  - ", ""])


def csl_json(reference: Reference, citation: str) -> str:
    """A CSL-JSON list of one `chapter`, the one type whose fields Zotero all keeps: speaker, volume and pages."""
    chamber, name = assembly(reference), reference.speaker
    author: dict[str, str] = {}
    if name:
        author = {"literal": name.full} if name.literal else {"family": name.family, "given": name.first}
    fields = {
        "id": key(reference),
        "type": "chapter",
        "author": [{part: value for part, value in author.items() if value}] if author else None,
        "title": reference.title,
        "container-title": joined(chamber.collection, chamber.name, committee(reference)),
        "publisher": chamber.publisher,
        "volume": volume(reference),
        "page": _pages(reference, "-"),
        "issued": _date_parts(reference.date),
        "accessed": _date_parts(reference.accessed) if reference.url else None,
        "URL": reference.url,
        "note": citation,
    }
    return json.dumps([{field: value for field, value in fields.items() if value}], ensure_ascii=False)


def _date_parts(date: dt.date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[date.year, date.month, date.day]]} if date else None
