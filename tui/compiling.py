"""The basket written as a document: read from the library, set in a style, and put whole into a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from store import basket as rules
from store.compiling import ENDINGS, FORMS, Entry, compiled, set_entry
from store.errors import StoreError
from tui.files import new_file

if TYPE_CHECKING:
    from store.library import Library
    from store.records import Gathered
    from store.templates import Template

TITLE = "Quotations"


def entries(library: Library, accessed: dt.date) -> list[tuple[Gathered, Entry | None, bool]]:
    """Each quotation of the basket, what is to be written of it, and whether its words still stand in the record; None
    for one whose speech is gone."""
    found: list[tuple[Gathered, Entry | None, bool]] = []
    for one in library.basket():
        try:
            debate, _ = library.speech(one.quotes[0].span.speech)
            choice, sure = rules.choice(one, library.debate(debate), accessed)
        except StoreError:
            found.append((one, None, False))
        else:
            found.append((one, Entry(choice, one.note), sure))
    return found


def form_of(file: Path) -> str:
    """The form that a file's name asks for. Raises StoreError."""
    if (form := ENDINGS.get(file.suffix.lower())) is None:
        raise StoreError(f"{file}: the ending says no form; choose {', '.join(ENDINGS)}")
    return form


def write(file: Path, made: list[Entry], style: str | Template, form: str, title: str = TITLE) -> None:
    """Write the document into a new file. Raises StoreError."""
    if form == "docx":
        from store.word import document  # with python-docx

        if not made:
            raise StoreError("the basket is empty; s puts a quotation into it")
        new_file(file, document(title, [set_entry(entry, style) for entry in made]))
    else:
        new_file(file, f"{compiled(made, style, form, title)}\n".encode())


__all__ = ["ENDINGS", "FORMS", "TITLE", "compiled", "entries", "form_of", "write"]
