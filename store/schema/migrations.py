"""Every step from an empty file to the tables of today, by sqlite-utils. A released step is never edited."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlite_utils import Migrations

from store.queries.between import TELL_ALL
from store.schema import APPLICATION_ID, CODEBOOK, VERSION
from store.schema import finding as finding_schema
from store.schema.database import Database

migrations = Migrations("dispatchbox")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a library up to date, or leave it as it is.

    Which steps are missing is asked with the write lock held: of several programs that open an old library at
    once, one does the work and the others find it done.
    """
    database = Database(connection)
    with database.atomic():
        migrations.apply(database)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def up_to(database: Database, version: int) -> None:
    """Make the tables of a released schema in an empty file."""
    names = [step.name for step in migrations.pending(database)]
    with database.atomic():
        migrations.apply(database, stop_before=names[version] if version < len(names) else None)


def _create(
    database: Any,
    name: str,
    *,
    integers: str = "",
    reals: str = "",
    texts: str = "",
    optional: str = "",
    refers: str = "",
    pk: str = "id",
) -> Any:
    """A table of the columns named; those not optional are NOT NULL, those in `refers` hold the id of that table."""
    columns = [*integers.split(), *reals.split(), *texts.split()]
    return database.table(name).create(
        dict.fromkeys(integers.split(), int) | dict.fromkeys(reals.split(), float) | dict.fromkeys(texts.split(), str),
        pk=pk if " " not in pk else pk.split(),
        not_null=set(columns) - set(optional.split()) - {pk},
        foreign_keys=[(column, column, "id") for column in refers.split()],
    )


@migrations()
def debates(db: Any) -> None:
    """Debates and where they came from."""
    _create(db, "source", integers="id", texts="name format digest captured licence")
    db.table("source").create_index(["digest", "name", "format", "captured", "licence"], unique=True)
    _create(
        db,
        "debate",
        integers="id source speeches exchanges speakers characters shared removed digest rules",
        texts="key title date house section parents volume url committee session excerpt warning people time added"
        " printed words",
        optional="volume time printed",
        refers="source",
    )
    db.table("debate").create_index(["key"], unique=True)
    db.execute("CREATE INDEX debate_shelf ON debate (date DESC, house, id) WHERE NOT removed")


@migrations()
def speeches(db: Any) -> None:
    """What was said, by whom, and the index over it."""
    _create(db, "speaker", integers="id", texts="attribution name party seat office ref")
    db.table("speaker").create_index(["attribution", "name", "party", "seat", "office", "ref"], unique=True)
    _create(db, "reason", integers="id", texts="text")
    db.table("reason").create_index(["text"], unique=True)
    speech = _create(
        db,
        "speech",
        integers="id debate speaker supplementary reason digest",
        texts="key kind column time label number columns url text",
        optional="debate speaker column time label columns",
        refers="debate speaker reason",
    )
    speech.enable_fts(["text"], tokenize="porter unicode61 remove_diacritics 2")


@migrations()
def readings(db: Any) -> None:
    """Which speeches a debate reads, what replies to what, and older wording."""
    db.execute(
        "CREATE TABLE placing (debate INTEGER NOT NULL REFERENCES debate, position INTEGER NOT NULL,"
        " speech INTEGER NOT NULL REFERENCES speech, PRIMARY KEY (debate, position)) STRICT, WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE link (speech INTEGER NOT NULL REFERENCES speech, replies_to INTEGER NOT NULL REFERENCES speech,"
        " PRIMARY KEY (speech, replies_to)) STRICT, WITHOUT ROWID"
    )
    _create(db, "version", integers="id speech source", texts="attribution text replaced", refers="speech source")
    db.table("version").create_index(["speech"])


@migrations()
def notes(db: Any) -> None:
    """Notes, their quotations and tags, and what a reader defines and corrects."""
    note = _create(
        db,
        "note",
        integers="debate",
        texts="id scope code created modified author body",
        optional="code",
        refers="debate",
    )
    note.create_index(["debate"])
    quote = _create(
        db,
        "quote",
        integers="position speech start end",
        texts="note placing text before after",
        refers="note speech",
        pk="note position",
    )
    quote.create_index(["speech"])
    _create(db, "note_tag", integers="position", texts="note tag", refers="note", pk="note position")
    db.table("note_tag").create_index(["tag"])
    _create(db, "tag", texts="name definition", integers="key", optional="key", pk="name")
    _create(db, "code", texts="name letter colour shape definition", pk="name")
    db.table("code").insert_all(
        {"name": name, "letter": letter, "colour": colour, "shape": shape, "definition": definition}
        for name, letter, colour, shape, definition in CODEBOOK
    )
    _create(
        db,
        "correction",
        integers="speech",
        texts="kind replies_to speaker column",
        optional="kind replies_to speaker column",
        refers="speech",
        pk="speech",
    )


@migrations()
def journal(db: Any) -> None:
    """Every act of a reader, and what the program remembers of the reading."""
    _create(
        db,
        "change",
        integers="id debate speech offset",
        texts="at words state turned edits",
        optional="debate speech offset turned",
    )
    db.execute("CREATE INDEX change_undone ON change (id) WHERE state = 'undone'")
    _create(db, "draft", texts="key text at", pk="key")
    _create(db, "place", integers="debate speech offset row", reals="read", refers="debate", pk="debate")
    _create(db, "bookmark", texts="letter", integers="debate speech offset", refers="debate", pk="letter")
    _create(db, "setting", texts="key value", pk="key")


@migrations()
def people(db: Any) -> None:
    """Who was who, and which of them a printed attribution means."""
    _create(db, "person", integers="id", texts="key")
    db.table("person").create_index(["key"], unique=True)
    _create(db, "person_ref", texts="ref", integers="person", refers="person", pk="ref")
    db.table("person_ref").create_index(["person"])
    _create(db, "person_name", integers="id person", texts="list text family key first last", refers="person")
    db.table("person_name").create_index(["person"])
    db.table("person_name").create_index(["key"])
    _create(db, "membership", texts="id list house party seat first last", integers="person", refers="person")
    db.table("membership").create_index(["person"])
    _create(db, "office", texts="id title words first last", integers="person", refers="person")
    db.table("office").create_index(["person"])
    db.table("office").create_index(["words"])
    db.execute(
        "CREATE TABLE attribution (debate INTEGER NOT NULL REFERENCES debate, speaker INTEGER NOT NULL REFERENCES"
        " speaker, person INTEGER NOT NULL REFERENCES person, name TEXT NOT NULL, party TEXT NOT NULL,"
        " seat TEXT NOT NULL, PRIMARY KEY (debate, speaker)) STRICT, WITHOUT ROWID"
    )


@migrations()
def joined(db: Any) -> None:
    """Where readings that join many debates were left, and in which a lettered mark was set."""
    _create(db, "joined", integers="speech offset row", reals="read", texts="key title at", pk="key")
    db.execute("ALTER TABLE bookmark ADD COLUMN reading TEXT NOT NULL DEFAULT ''")


@migrations()
def between(db: Any) -> None:
    """Who speaks to whom in each answer and intervention; so what two people said to each other is found at once."""
    db.execute("ALTER TABLE link ADD COLUMN speaker INTEGER REFERENCES speaker")
    db.execute("ALTER TABLE link ADD COLUMN other INTEGER REFERENCES speaker")
    db.execute(TELL_ALL)
    db.execute("CREATE INDEX link_between ON link (speaker, other) WHERE speaker IS NOT NULL")
    db.execute("CREATE INDEX link_other ON link (other) WHERE speaker IS NOT NULL")
    db.execute("CREATE INDEX speech_speaker ON speech (speaker) WHERE speaker IS NOT NULL")


@migrations()
def basket(db: Any) -> None:
    """Quotations gathered over many debates."""
    _create(db, "gathered", integers="position", texts="id quotes shapings note added")


@migrations()
def notebook(db: Any) -> None:
    """The last changed annotations first, without a look at all of them."""
    db.execute("CREATE INDEX note_modified ON note (modified DESC, debate)")
    db.execute("CREATE INDEX note_code ON note (code) WHERE code IS NOT NULL")


@migrations()
def verdicts(db: Any) -> None:
    """What a reader judges answers to be, and the promises in them."""
    _create(db, "verdict", integers="speech", texts="verdict note author at", refers="speech", pk="speech")
    db.execute(
        "CREATE TABLE promise_mark (key TEXT PRIMARY KEY, speech INTEGER NOT NULL REFERENCES speech,"
        " state TEXT NOT NULL, closed_by INTEGER REFERENCES speech, at TEXT NOT NULL) STRICT"
    )
    db.execute(
        "CREATE TABLE promise (speech INTEGER NOT NULL REFERENCES speech, start INTEGER NOT NULL, end INTEGER NOT NULL,"
        " key TEXT NOT NULL, rules TEXT NOT NULL, PRIMARY KEY (speech, start)) STRICT, WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE promise_day (day INTEGER PRIMARY KEY, debates TEXT NOT NULL, rules INTEGER NOT NULL) STRICT"
    )
    db.execute("CREATE INDEX debate_contents ON debate (id, digest, speeches, characters)")


@migrations()
def finding(db: Any) -> None:
    """An index that fields are found in like words; views for readers; what was looked for and read."""
    db.execute("DROP TABLE speech_fts")
    for made in (*finding_schema.TABLES, *finding_schema.INDEXES, *finding_schema.VIEWS, finding_schema.INDEX):
        db.execute(made)
    db.execute(finding_schema.RANK)
    db.execute(finding_schema.REBUILD)


@migrations()
def said(db: Any) -> None:
    """Debates of speeches are found without a look at their texts."""
    for made in finding_schema.SAID:
        db.execute(made)


@migrations()
def columnless(db: Any) -> None:
    """Speeches that stand in no column."""
    db.execute(finding_schema.COLUMNLESS)
