"""`dispatchbox export`: notes out, in the form that is wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.exports import FORMATS
from tui.cli.output import opened, say, tell

if TYPE_CHECKING:
    from store.exports.gathered import Export, Wanted
    from store.library import Library


@click.command("export")
@click.argument("what", required=False, default="notes", type=click.Choice(["notes", "debates"]))
@click.option("--format", "form", type=click.Choice([*FORMATS]), help="The form; else by the ending of the file.")
@click.option("--debate", "debates", multiple=True, metavar="DEBATE", help="Only this debate; repeatable.")
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

    `export debates` writes the debates themselves as JSON Lines, which come in again whole, each with where it came
    from: all, or those of --debate.
    """
    if what == "debates":
        return _give(library, debates, output, form, force=force)
    from store.exports.gathered import Wanted

    chosen = _chosen(form, output, as_json=as_json)
    text = template.read_text(encoding="utf-8") if template else None
    with opened(library) as lib:
        wanted = Wanted(
            tuple(lib.find_debate(debate) for debate in debates),
            frozenset(tag.casefold().removeprefix("#") for tag in tags),
            frozenset(code.casefold() for code in codes),
            author,
        )
        export = _gathered(lib, wanted, style)
    return _write(export, chosen, text, output, force=force)


def _chosen(form: str | None, output: str | None, *, as_json: bool) -> str:
    from tui.exporting import ending

    return form or ("webannotation" if as_json else ending(output) or "markdown")


def _give(library: Path, debates: tuple[str, ...], output: str | None, form: str | None, *, force: bool) -> None:
    from tui.cli.giving import give

    give(library, debates, output, form=form, force=force)


def _gathered(library: Library, wanted: Wanted, style: str) -> Export:
    from store.exports.gathered import gather
    from tui.clock import now, today

    return gather(library, wanted, made=now(), accessed=today(), style=style)


def _write(export: Export, form: str, template: str | None, output: str | None, *, force: bool) -> None:
    from tui.exporting import write_export

    if output is None:
        _print(export, form, template)
    else:
        tell(write_export(export, form, Path(output), template=template, force=force))
    if not export.items:
        tell("no note is like that")
        raise SystemExit(1)


def _print(export: Export, form: str, template: str | None) -> None:
    from store.exports import writer
    from store.exports.markdown import rewrite

    text = rewrite(export, "", template).text if form == "markdown" and template else writer(form)(export)
    say(text.removesuffix("\n"))
