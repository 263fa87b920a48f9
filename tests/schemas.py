"""Libraries of every schema there has been, made by today's steps or from the dumps in `tests/schemas/`.

`python -m tests.schemas` writes the dump of every schema that has none yet. A dump that is there is never rewritten:
it is what a reader of that day has on disk.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from store.library import Library
from store.schema import APPLICATION_ID, VERSION
from store.schema.database import Database
from store.schema.migrations import migrations
from store.schema.settings import make_safe, use_wal
from tests import flows

FOLDER = Path(__file__).parent / "schemas"
STEPS = 12
STEP_NAMES = [step.name for step in migrations._migrations]
SHADOWS = "speech_fts_"


def tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that hold rows of their own."""
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    return [name for (name,) in found if not name.startswith((SHADOWS, "sqlite_", "_sqlite"))]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def empty(path: Path) -> sqlite3.Connection:
    """A connection to a new private file."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = sqlite3.connect(path, isolation_level=None)
    make_safe(connection)
    use_wal(connection)
    return connection


def seal(connection: sqlite3.Connection, version: int) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")


def filled(path: Path, steps: int = STEPS) -> None:
    """A library of today with what a reader made of it."""
    with Library.open(path) as library:
        for step in range(steps):
            flows.do(library, step)


def made(path: Path, version: int, content: Path | None = None) -> None:
    """A library of that schema, with as much of the content of one of today as it has tables and columns for."""
    with closing(empty(path)) as connection:
        database = Database(connection)
        with database.atomic():
            migrations.apply(database, stop_before=STEP_NAMES[version] if version < VERSION else None)
            seal(connection, version)
        if content is not None:
            connection.execute("ATTACH ? AS today", [str(content)])
            connection.execute("PRAGMA foreign_keys = OFF")
            for table in tables(connection):
                if table == "speech_fts":
                    connection.execute("INSERT INTO speech_fts (speech_fts) VALUES ('rebuild')")
                    continue
                shared = ", ".join(f'"{name}"' for name in columns(connection, table))
                connection.execute(f"DELETE FROM main.{table}")
                connection.execute(f"INSERT INTO main.{table} ({shared}) SELECT {shared} FROM today.{table}")


def dump(path: Path) -> Iterator[str]:
    """A library as SQL, a statement a line."""
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        yield f"-- a library of schema {version}"
        for (sql,) in connection.execute(
            f"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '{SHADOWS}%' ORDER BY rowid"
        ):
            yield " ".join(sql.split()) + ";"
        for table in [*tables(connection), "_sqlite_migrations"]:
            if table == "speech_fts":
                continue
            names = columns(connection, table)
            values = " || ', ' || ".join(f'quote("{name}")' for name in names)
            for (row,) in connection.execute(f"SELECT {values} FROM {table}"):
                yield f"INSERT INTO {table} VALUES ({row});".replace("\n", "'||char(10)||'")
        if "speech_fts" in tables(connection):
            yield "INSERT INTO speech_fts (speech_fts) VALUES ('rebuild');"


def loaded(path: Path, version: int) -> None:
    """The library that a dump holds."""
    with closing(empty(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript((FOLDER / f"{version:02}.sql").read_text(encoding="utf-8"))
        seal(connection, version)


def schema(path: Path) -> list[tuple[str, str]]:
    """Every table and index as it was made, white space aside."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        return [(name, " ".join(sql.split())) for name, sql in found if not name.startswith(SHADOWS)]


def write_dumps() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        today = Path(name) / "today.db"
        filled(today)
        for version in range(1, VERSION + 1):
            file = FOLDER / f"{version:02}.sql"
            if not file.exists():
                old = Path(name) / f"{version}.db"
                made(old, version, today)
                file.write_text("\n".join(dump(old)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_dumps()
