"""The basket as a Word document with real footnotes, by python-docx; the part with the footnotes is our own, which that
library does not make."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from store.citations.quoting import paragraphs
from store.compiling import Set, bibliography, pieces_of

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_FIRST = 2
"""Footnotes 0 and 1 are Word's own separators."""


def document(title: str, sets: Sequence[Set]) -> bytes:
    """A .docx file."""
    import docx  # 0.2 s, where a document is written
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.shared import Cm

    made = docx.Document()
    made.styles["Quote"].font.italic = False  # slanted words would be the copier's stress
    made.styles["Quote"].paragraph_format.left_indent = made.styles["Quote"].paragraph_format.right_indent = Cm(1)
    made.add_heading(title, 0)
    for number, one in enumerate(sets, _FIRST):
        for part in paragraphs(one.note):
            made.add_paragraph(part)
        for place, (who, said) in enumerate(one.paragraphs):
            paragraph = made.add_paragraph(style="Quote" if one.block else None)
            if who:
                paragraph.add_run(f"{who}: ").bold = True
            paragraph.add_run(said)
            if place == len(one.paragraphs) - 1:
                _refer(paragraph, number)
    made.add_heading("Bibliography", 1)
    for cited in bibliography(sets):
        _write(made.add_paragraph(style="List Bullet"), cited)
    package = made.part.package
    notes = Part(PackURI("/word/footnotes.xml"), _TYPE, _footnotes(sets).encode("utf-8"), package)
    made.part.relate_to(notes, _KIND)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _refer(paragraph: Any, number: int) -> None:
    """Put the sign of a footnote behind a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run()
    run.font.superscript = True
    sign = OxmlElement("w:footnoteReference")
    sign.set(qn("w:id"), str(number))
    run._r.append(sign)


def _write(paragraph: Any, cited: str) -> None:
    for words, slanted, _ in pieces_of(cited):
        paragraph.add_run(words).italic = slanted or None


def _footnotes(sets: Sequence[Set]) -> str:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>'
        for number, (kind, sign) in enumerate(
            (("separator", "separator"), ("continuationSeparator", "continuationSeparator"))
        )
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>{_run(" ", False)}'
        f"{''.join(_run(words, slanted) for words, slanted, _ in pieces_of(one.cited))}</w:p></w:footnote>"
        for number, one in enumerate(sets, _FIRST)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:footnotes xmlns:w="{_SPACE}">{separators}{notes}</w:footnotes>'


def _run(words: str, slanted: bool) -> str:
    slant = "<w:rPr><w:i/></w:rPr>" if slanted else ""
    return f'<w:r>{slant}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
