"""`dispatchbox codebook`: the codes, out and in as JSON or CSV."""

from __future__ import annotations

from pathlib import Path

import click

from store.errors import StoreError
from tui.cli.output import counted, opened, say, say_json, tell


@click.group("codebook", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def codebook_command(ctx: click.Context, as_json: bool) -> None:
    """List the codes, how often each is used, and which are in the same speeches."""
    if ctx.invoked_subcommand is not None:
        return
    with opened(ctx.obj) as lib:
        codes, uses, pairs = lib.codes(), lib.code_uses(), lib.codes_together()
    if as_json:
        from store.codebook import COLUMNS

        rows = [
            {name: getattr(code, name) for name in COLUMNS}
            | dict(zip(("annotations", "debates"), uses.get(code.name, (0, 0)), strict=True))
            for code in codes
        ]
        told = [{"codes": [one, two], "speeches": both, "same_words": same} for one, two, both, same in pairs]
        say_json({"codebook": rows, "together": told})
        return
    for code in codes:
        annotations, debates = uses.get(code.name, (0, 0))
        used = f"{counted(annotations, 'annotation')} in {counted(debates, 'debate')}" if annotations else "not used"
        say(f"{code.letter}  {code.name}  ({used})  {code.definition}")
    for one, two, both, same in pairs:
        say(f"{one} + {two}: {counted(both, 'speech')}, on the same words in {same:,}")


@codebook_command.command("export")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--csv", "as_csv", is_flag=True, help="CSV, also where the name does not end in .csv.")
@click.pass_obj
def export_command(library: Path, file: Path | None, as_csv: bool) -> None:
    """Write the codebook to a new FILE, else print it: JSON, or CSV where the name ends so."""
    from store import codebook
    from tui.files import new_file

    with opened(library) as lib:
        codes = lib.codes()
    in_csv = as_csv or (file is not None and file.suffix.casefold() == ".csv")
    text = codebook.as_csv(codes) if in_csv else codebook.as_json(codes)
    if file is None:
        for line in text.splitlines():
            say(line)
        return
    new_file(file, text.encode())
    tell(f"{counted(len(codes), 'code')} written to {file}")


@codebook_command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_command(library: Path, file: Path) -> None:
    """Bring codes in from a JSON or CSV FILE: one of the same name is changed, the others stay. Undo takes it back."""
    from store import codebook
    from tui.clock import now
    from tui.files import read_text

    codes = codebook.read(read_text(file), str(file))
    with opened(library) as lib:
        try:
            change = codebook.bring(lib.codes(), codes)
        except StoreError as error:
            raise StoreError(f"{file}: {error}") from None
        if change is not None:
            lib.apply(change, now=now())
    say(change.words if change else "the codebook holds these codes already")
