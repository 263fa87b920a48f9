"""The command line. A subcommand is read when it runs, so none of them loads Textual but the one that opens the app.

Exit codes: 0 done, 1 nothing found or something wrong found, 2 refused with a sentence on standard error.
"""

from __future__ import annotations

import gc
import importlib
import os
from typing import IO, Any

import click

from store.errors import StoreError
from tui.cli.pipes import listen
from tui.files import library_file
from tui.launching import COMMANDS, DEFAULT, NO_MEMORY, prepare, refused


class Refused(click.ClickException):
    """An expected failure: one sentence on standard error, exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(refused(self.message), err=True, file=file)


def _cleaned(error: click.UsageError) -> click.UsageError:
    """It quotes the words that came, and one of them may be the name of somebody's file."""
    from store.sanitise import clean

    told = error.format_message()
    return error if clean(told) == told else click.UsageError(clean(told), error.ctx)


class Commands(click.Group):
    """A subcommand's name beats a path; anything else is opened in the app."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise _cleaned(error) from None
        except OSError as error:
            raise Refused(f"the help could not be written: {error.strerror}") from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tui.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        return DEFAULT, self.get_command(ctx, DEFAULT), args

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except StoreError as error:
            raise Refused(str(error)) from None
        except OSError as error:
            if error.filename is None:
                raise  # not of a file: a pipe that was closed, told where it is written to
            raise Refused(f"{error.filename}: {error.strerror}") from None
        except MemoryError:
            raise Refused(NO_MEMORY) from None
        except click.UsageError as error:
            raise _cleaned(error) from None


def _tell_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from importlib import metadata  # read only where it is asked for

    try:
        version = metadata.version("dispatchbox")
    except metadata.PackageNotFoundError:
        version = "unknown (run from its files, not installed)"
    click.echo(f"dispatchbox, version {version}")
    ctx.exit()


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--library", metavar="FILE", help="The library to use; beats DISPATCHBOX_LIBRARY.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and exit.",
)
@click.pass_context
def dispatchbox(ctx: click.Context, library: str | None) -> None:
    """Read, mark and cite parliamentary debates.

    dispatchbox [PATH|DEBATE…] opens the app; files that are given are brought in first.
    """
    ctx.obj = library_file(library, os.environ)
    if ctx.invoked_subcommand not in {None, DEFAULT}:
        gc.enable()
    if ctx.invoked_subcommand is None:
        command = dispatchbox.get_command(ctx, DEFAULT)
        assert command is not None  # noqa: S101 - DEFAULT is a key of COMMANDS
        ctx.invoke(command)


def main() -> None:
    """Run the command line of this process."""
    prepare()
    listen()
    dispatchbox(prog_name="dispatchbox")
