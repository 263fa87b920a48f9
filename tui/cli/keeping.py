"""`dispatchbox library`, `backup`, `restore` and `doctor`: where everything is kept, and kept safe."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.errors import LibraryError, NotFoundError
from tui.cli.output import counted, opened, say, say_json, tell
from tui.places import warning

if TYPE_CHECKING:
    from store.backup import Backup, Recovered


@click.group("library", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def library_command(ctx: click.Context, as_json: bool) -> None:
    """Say where the library is, what it holds, and whether it is safe there."""
    if ctx.invoked_subcommand is None:
        _tell_of(ctx.obj, as_json)


def _tell_of(library: Path, as_json: bool) -> None:
    from store.backup import backups

    with opened(library) as lib:
        debates, speeches = lib.totals()
        notes, unsure = lib.note_count(), len(lib.orphans())
    made = backups(library)
    why = warning(library)
    if as_json:
        counts = {"debates": debates, "speeches": speeches, "notes": notes, "unplaced": unsure}
        newest = made[0].made.isoformat() if made else None
        about = {"path": str(library.absolute()), "bytes": library.stat().st_size, "warning": why or None}
        say_json(about | counts | {"backups": len(made), "newest_backup": newest})
        return
    say(str(library.absolute()))
    say(f"{debates:,} debates, {speeches:,} speeches, {counted(notes, 'note')}, {_megabytes(library)}")
    if unsure:
        say(f"{counted(unsure, 'note')} without a sure place; g u in the program lists them")
    say(f"{counted(len(made), 'backup')}, the newest {_when(made[0])}" if made else "no backup yet")
    if why:
        tell(f"dispatchbox: {why}")


@library_command.command("move")
@click.argument("to", metavar="FOLDER|FILE")
@click.pass_obj
def move_library(library: Path, to: str) -> None:
    """Move the library, its note journal and backups to another place, checked before anything is left behind.

    From its usual place it is found again by itself; else name it with --library or DISPATCHBOX_LIBRARY.
    """
    from store.backup.moving import move
    from tui.files import leave_word, library_file

    wanted = Path(to).expanduser()
    target = wanted / library.name if wanted.is_dir() or not wanted.suffix else wanted
    moved = move(library, target, dt.datetime.now(dt.UTC))
    say(f"the library is now {moved.library.absolute()}; {counted(moved.notes, 'note')} checked")
    say(f"the old file is kept as {moved.kept}; delete it when you have seen that all is well")
    if library.absolute() == library_file(None, {}, followed=False).absolute():
        leave_word(library, moved.library)
        say("dispatchbox finds it there by itself")
    else:
        say(f"name it from now on: --library {moved.library.absolute()}, or DISPATCHBOX_LIBRARY")
    if why := warning(moved.library):
        tell(f"dispatchbox: {why}")


@click.command("backup")
@click.option("--list", "only_list", is_flag=True, help="List the backups that there are.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def backup_command(library: Path, only_list: bool, as_json: bool) -> None:
    """Make a backup of the library now, or list those that there are."""
    from store.backup import back_up, backups

    if not only_list:
        if not library.exists():
            raise LibraryError(f"the library {library}: is not there; there is nothing to back up")
        back_up(library, dt.datetime.now(dt.UTC))
    made = backups(library)
    if as_json:
        say_json({"backups": [_backup_json(backup) for backup in made]})
    elif only_list:
        for backup in made:
            say(f"{backup.path}  {_when(backup)}, {_megabytes(backup.path)}")
        if not made:
            say("no backup yet; `dispatchbox backup` makes one")
    else:
        say(f"backed up to {made[0].path}, {_megabytes(made[0].path)}")
    if only_list and not made:
        sys.exit(1)


@click.command("restore")
@click.argument("backup", required=False, metavar="[BACKUP]")
@click.option("--since", is_flag=True, help="With the notes that were made since the backup.")
@click.option("--debate", metavar="DEBATE", help="Only the notes on this debate; undo takes it back.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def restore_command(library: Path, backup: str | None, since: bool, debate: str | None, as_json: bool) -> None:
    """Bring the library back.

    Without BACKUP: the best that can be had of the library, its backups and its note journal. With one (a file, or
    the beginning of its date as `backup --list` shows it): that one, as it was. What is replaced is kept.
    """
    from store.backup import recover, restore

    now = dt.datetime.now(dt.UTC)
    if debate is not None:
        _restore_debate(library, _named(library, backup), debate)
        return
    if backup is None:
        recovered = recover(library, now)
        if as_json:
            say_json(_recovered_json(recovered))
        else:
            _tell_recovered(library, recovered)
        return
    chosen = _named(library, backup)
    kept = restore(library, chosen, now, since=since)
    if as_json:
        say_json({"from": str(chosen), "kept": kept and str(kept)})
        return
    say(f"{library} is as it was in {chosen.name}" + (", with the notes made since" if since else ""))
    if kept:
        say(f"what it replaces is kept as {kept}")


def _restore_debate(library: Path, backup: Path, debate: str) -> None:
    from store.backup.notes_back import notes_back
    from tui.clock import now

    with opened(library) as lib:
        change = notes_back(lib, backup, lib.find_debate(debate), now())
    if change is None:
        say("the notes on this debate are as they are in the backup, or newer ones stand beside them")
        sys.exit(1)
    say(change.words)


def _named(library: Path, named: str | None) -> Path:
    """A backup by its path, or by the beginning of its date; the newest where none is named."""
    from store.backup import backups

    made = backups(library)
    if named is None:
        if not made:
            raise NotFoundError(f"there is no backup of {library}")
        return made[0].path
    if Path(named).exists():
        return Path(named)
    digits = "".join(filter(str.isdigit, named))
    found = [one for one in made if digits and one.made.strftime("%Y%m%d%H%M%S").startswith(digits)]
    if not found:
        raise NotFoundError(f"no backup is {named}; `dispatchbox backup --list` shows them")
    return found[0].path


def _tell_recovered(library: Path, done: Recovered) -> None:
    from store.backup.ladder import Rung

    words = {
        Rung.SOUND: f"{library} is sound; nothing was replaced",
        Rung.WITHOUT_WAL: f"{library} is back without the -wal that lay beside it, which was damaged or another's",
        Rung.BACKUP: f"{library} is back from {done.backup.name if done.backup else ''}",
        Rung.JOURNAL: f"{library} is a new one; your notes are back from the note journal",
        Rung.EMPTY: f"{library} is a new, empty one; nothing could be read of the old",
    }
    say(words[done.rung])
    if done.kept:
        say(f"what it replaces is kept as {done.kept}")
    if done.replayed and done.replayed.notes:
        say(f"{counted(done.replayed.notes, 'note')} came from the note journal")
    if done.replayed and done.replayed.damaged:
        say(f"{counted(done.replayed.damaged, 'line')} of the note journal could not be read; the rest was")
    if done.replayed and done.replayed.sources:
        say("import these debates again; their notes wait for them:")
        for title in sorted(done.replayed.sources):
            say(f"  {title}")


def _recovered_json(done: Recovered) -> dict[str, Any]:
    replayed = done.replayed
    return {
        "from": done.rung.value,
        "backup": done.backup and str(done.backup),
        "kept": done.kept and str(done.kept),
        "notes": replayed.notes if replayed else 0,
        "damaged": replayed.damaged if replayed else 0,
        "import_again": sorted(replayed.sources) if replayed else [],
    }


def _backup_json(backup: Backup) -> dict[str, Any]:
    return {"path": str(backup.path), "made": backup.made.isoformat(), "bytes": backup.path.stat().st_size}


def _when(backup: Backup) -> str:
    return f"{backup.made.astimezone():%Y-%m-%d %H:%M}"


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 2**20:,.1f} MB"
