"""`dispatchbox export`: notes out, in the form that is wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.exports import FORMATS
from tui.cli.output import opened, say, tell

if TYPE_CHECKING:
    from store.exports.gathered import Export


@click.command("export")
@click.argument("what", required=False, default="notes", type=click.Choice(["notes"]), metavar="[WHAT]")
@click.option("--format", "form", type=click.Choice([*FORMATS]), help="The form; else by the ending of the file.")
@click.option("--debate", "debates", multiple=True, metavar="DEBATE", help="Only notes on this debate; repeatable.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only notes with this tag, or one below it.")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Only highlights with this code.")
@click.option("--author", default="", help="Only notes by this person.")
@click.option("--style", default="parliament", help="The style of the citations; `cite --help` lists them.")
@click.option("--template", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Of a Markdown block.")
@click.option("-o", "--output", metavar="FILE", help="The file; else standard output.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format webannotation.")
@click.pass_obj
def export_command(
    library: Path,
    what: str,
    form: str | None,
    debates: tuple[str, ...],
    tags: tuple[str, ...],
    codes: tuple[str, ...],
    author: str,
    style: str,
    template: Path | None,
    output: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write the notes out: as web annotations or JSON Lines, which come in again whole with `dispatchbox import`, as
    Markdown, one HTML page, or a table.

    A Markdown file that is there already is brought up to date: your words between the notes stay.
    """
    from store.exports.gathered import Wanted, gather
    from tui.clock import now, today
    from tui.exporting import ending, write_export

    chosen = form or ("webannotation" if as_json else ending(output) or "markdown")
    text = template.read_text(encoding="utf-8") if template else None
    with opened(library) as lib:
        wanted = Wanted(
            tuple(lib.find_debate(debate) for debate in debates),
            frozenset(tag.casefold().removeprefix("#") for tag in tags),
            frozenset(code.casefold() for code in codes),
            author,
        )
        export = gather(lib, wanted, made=now(), accessed=today(), style=style)
    if output is None:
        _print(export, chosen, text)
    else:
        tell(write_export(export, chosen, Path(output), template=text, force=force))
    if not export.items:
        tell("no note is like that")
        raise SystemExit(1)


def _print(export: Export, form: str, template: str | None) -> None:
    from store.exports import writer
    from store.exports.markdown import rewrite

    text = rewrite(export, "", template).text if form == "markdown" and template else writer(form)(export)
    say(text.removesuffix("\n"))
