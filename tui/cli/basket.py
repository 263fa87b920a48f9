"""`dispatchbox basket`: the quotations gathered, as one document."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from tui.cli.output import opened, say, tell


@click.command("basket")
@click.option("--style", default="parliament", show_default=True, help="A style, or your own template.")
@click.option(
    "--format", "form", help="markdown, html, latex, docx, text, bibtex, ris or json; else by the name of the file."
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A new file; else it is printed.")
@click.option("--title", default="Quotations", show_default=True)
@click.pass_obj
def basket_command(library: Path, style: str, form: str | None, output: Path | None, title: str) -> None:
    """Write the basket with footnotes and a bibliography."""
    from store.errors import StoreError
    from tui.clock import today
    from tui.compiling import compiled, entries, form_of, write
    from tui.templates import style_named

    chosen = style_named(style, os.environ)
    form = form or (form_of(output) if output else "markdown")
    with opened(library) as lib:
        found = entries(lib, today())
    made = [entry for _, entry, _ in found if entry is not None]
    if not found:
        tell("dispatchbox: the basket is empty; s in the app puts a quotation into it")
        sys.exit(1)
    if output is None:
        if form == "docx":
            raise StoreError("a Word document goes into a file: give --output FILE.docx")
        say(compiled(made, chosen, form, title))
    else:
        write(output, made, chosen, form, title)
        tell(f"{output}: {len(made)} quotations")
    for one, _, sure in found:
        if not sure:
            tell(f"dispatchbox: the record has other words now: “{one.quotes[0].text[:80]}”")
