"""The codebook out and in: as JSON or CSV, checked code by code (docs/annotating.md)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields

from store.csv_text import FORMULA
from store.errors import StoreError
from store.records import Change, Code, Edit

COLOURS = (
    *("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"),
    *("bright_black", "bright_red", "bright_green", "bright_yellow"),
    *("bright_blue", "bright_magenta", "bright_cyan", "bright_white"),
)
SHAPES = ("underline", "bold", "italic", "reverse", "strike")
TAKEN = {"H": "the last code", "-": "no code"}
"""Letters that mean something else after `H`."""
COLUMNS = tuple(field.name for field in fields(Code))


def checked(code: Code, others: Iterable[Code]) -> Code:
    """The code, if it may stand beside the others of the codebook. Raises StoreError."""
    name = " ".join(code.name.split())
    if not name:
        raise StoreError("a code needs a name")
    if len(code.letter) != 1 or not code.letter.isprintable() or code.letter.isspace():
        raise StoreError(f"the letter of {name} must be one character, the key after H; it is “{code.letter}”")
    if code.letter in TAKEN:
        raise StoreError(f"the letter {code.letter} of {name} means {TAKEN[code.letter]}; take another")
    for other in others:
        if other.name.casefold() == name.casefold():
            raise StoreError(f"there is a code {other.name} already")
        if other.letter == code.letter:
            raise StoreError(f"the letter {code.letter} of {name} is that of {other.name}; take another")
    if code.colour not in COLOURS and not re.fullmatch("#[0-9a-fA-F]{6}", code.colour):
        raise StoreError(f"the colour of {name} is “{code.colour}”; it can be #rrggbb or {', '.join(COLOURS)}")
    if code.shape not in SHAPES:
        raise StoreError(f"the shape of {name} is “{code.shape}”; it can be {', '.join(SHAPES)}")
    return Code(name, code.letter, code.colour, code.shape, " ".join(code.definition.split()))


def as_json(codes: Sequence[Code]) -> str:
    """`{"codebook": [{"name", "letter", "colour", "shape", "definition"}]}`."""
    rows = [{name: getattr(code, name) for name in COLUMNS} for code in codes]
    return json.dumps({"codebook": rows}, ensure_ascii=False, indent=1) + "\n"


def as_csv(codes: Sequence[Code]) -> str:
    """A row a code under the names of the columns; a cell that a spreadsheet would compute has an apostrophe first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for code in codes:
        writer.writerow(_safe(str(getattr(code, name))) for name in COLUMNS)
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) or (cell.startswith("'") and cell[1:].startswith(FORMULA)) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip("'").startswith(FORMULA) else cell


def read(text: str, name: str) -> tuple[Code, ...]:
    """The codes of a file, by what it begins with. Raises StoreError that names the file and the place."""
    text = text.removeprefix("\ufeff")
    given = _rows_of_json(text, name) if text.lstrip()[:1] in {"{", "["} else _rows_of_csv(text, name)
    codes: list[Code] = []
    for where, row in given:
        try:
            made = Code(*(row.get(column, "") or "" for column in COLUMNS))
            made = Code(made.name, made.letter, made.colour or "green", made.shape or "underline", made.definition)
            codes.append(checked(made, codes))
        except StoreError as error:
            raise StoreError(f"{name}: {where}: {error}") from None
    if not codes:
        raise StoreError(f"{name}: there is no code in it; a row needs at least a name and a letter")
    return tuple(codes)


def _rows_of_json(text: str, name: str) -> list[tuple[str, dict[str, str]]]:
    try:
        held = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise StoreError(f"{name}: not valid JSON: {error}") from None
    rows = held.get("codebook") if isinstance(held, dict) else held
    if not isinstance(rows, list):
        raise StoreError(f'{name}: a codebook is {{"codebook": [{{"name", "letter", …}}]}}')
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
            raise StoreError(f"{name}: code {number}: each is an object of texts: {', '.join(COLUMNS)}")
    return [(f"code {number}", row) for number, row in enumerate(rows, 1)]


def _rows_of_csv(text: str, name: str) -> list[tuple[str, dict[str, str]]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise StoreError(f"{name}: not valid CSV: {error}") from None
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if not {"name", "letter"} <= set(head):
        raise StoreError(f"{name}: the first row must name the columns: {', '.join(COLUMNS)}")
    return [
        (f"row {number}", dict(zip(head, map(_bare, row), strict=False)))
        for number, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row)
    ]


def bring(there: Sequence[Code], codes: Sequence[Code]) -> Change | None:
    """Codes put into the codebook as one change: one of the same name is changed, the others stay.

    None where it is so already. Raises StoreError where a letter is taken by a code that stays.
    """
    known = {code.name.casefold(): code for code in there}
    names = {code.name.casefold() for code in codes}
    staying = [code for code in there if code.name.casefold() not in names]
    edits = []
    for code in codes:
        before = known.get(code.name.casefold())
        after = checked(Code(before.name if before else code.name, *plain_rest(code)), staying)
        if after != before:
            edits.append(Edit(before, after))
    if not edits:
        return None
    return Change(f"brought {len(edits)} code{'s' if len(edits) != 1 else ''} into the codebook", tuple(edits))


def plain_rest(code: Code) -> tuple[str, str, str, str]:
    """All but the name."""
    return code.letter, code.colour, code.shape, code.definition
