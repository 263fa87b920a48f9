"""`dispatchbox sql`: read the library by SQL."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import click

from tui.cli.output import opened, say, say_json

WIDEST = 60
"""Characters of a cell in a table; CSV and JSON print all."""


@click.command("sql")
@click.argument("statement")
@click.option("--json", "form", flag_value="json", help="Print a list of objects.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@click.option("--table", "form", flag_value="table", default=True, help="Print a table (the default).")
@click.pass_obj
@click.pass_context
def sql_command(ctx: click.Context, library: Path, statement: str, form: str) -> None:
    """Run one SELECT; nothing can be written. docs/search.md names the views. Exits with 1 where there are no rows."""
    with opened(library) as lib:
        names, rows = lib.select(statement)
    if form == "json":
        say_json([dict(zip(names, map(_plain, row), strict=True)) for row in rows])
    elif form == "csv":
        _csv(names, rows)
    else:
        _table(names, rows)
    ctx.exit(0 if rows else 1)


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _csv(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    from store.csv_text import safe
    from store.sanitise import clean

    out = csv.writer(sys.stdout, lineterminator="\r\n")
    out.writerow([safe(clean(name)) for name in names])
    out.writerows([safe(clean(part)) if isinstance(part, str) else part for part in map(_plain, row)] for row in rows)


def _table(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    from rich.cells import cell_len, set_cell_size

    cells = [names, *([_cell(value) for value in row] for row in rows)]
    widths = [max(cell_len(row[place]) for row in cells) for place in range(len(names))]
    for place, row in enumerate(cells):
        say("  ".join(set_cell_size(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if not place:
            say("  ".join("-" * width for width in widths))


def _cell(value: Any) -> str:
    text = " ".join(str("" if value is None else _plain(value)).split())
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
