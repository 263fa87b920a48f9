"""What may be wrong with a library, and what mends it."""

DERIVED = ("link", "placing", "attribution", "version", "person_ref", "person_name", "membership", "office", "place",
           "bookmark", "quote", "note_tag")  # fmt: skip
"""Tables whose rows mean nothing without what they stand on; only a quotation or a tag of a note that is not there is
one of the reader's, and the journal of changes still tells of it."""

WITHOUT_DEBATE = """
    SELECT debate FROM note WHERE debate NOT IN (SELECT id FROM debate)
    UNION SELECT debate FROM speech WHERE debate NOT IN (SELECT id FROM debate)
    UNION SELECT debate FROM place WHERE debate NOT IN (SELECT id FROM debate)
    UNION SELECT debate FROM bookmark WHERE debate NOT IN (SELECT id FROM debate)
"""
QUOTES_WITHOUT_SPEECH = """
    SELECT speech FROM quote WHERE speech NOT IN (SELECT id FROM speech)
    UNION SELECT speech FROM correction WHERE speech NOT IN (SELECT id FROM speech)
"""
LOSE_QUOTES_OF = """
    UPDATE quote SET placing = 'lost' WHERE speech IN (SELECT value FROM json_each(?)) AND placing != 'lost'
"""
READ_AGAIN = """
    INSERT INTO placing (debate, position, speech)
    SELECT :debate, row_number() OVER (ORDER BY id) - 1, id FROM speech
    WHERE debate = :debate AND NOT EXISTS (SELECT 1 FROM placing WHERE debate = :debate)
"""
BRING_BACK_READ = "UPDATE debate SET removed = 0 WHERE id = ?1 AND EXISTS (SELECT 1 FROM placing WHERE debate = ?1)"

UNINDEXED = "SELECT count(*) FROM (SELECT id FROM speech EXCEPT SELECT id FROM speech_fts_docsize)"
REBUILD_INDEX = "INSERT INTO speech_fts (speech_fts) VALUES ('rebuild')"

ASTRAY = """
    SELECT DISTINCT q.note FROM quote q JOIN speech s ON s.id = q.speech
    WHERE q.placing = 'sure' AND q.text != '' AND substr(s.text, q.start + 1, q.end - q.start) != q.text
"""
"""Notes said to be sure of their place that are not on their words."""
BARE = """
    SELECT count(*) FROM note n WHERE scope != 'debate' AND NOT EXISTS (SELECT 1 FROM quote WHERE note = n.id)
"""
UNSHARED = """
    SELECT DISTINCT p.debate FROM placing p JOIN speech s ON s.id = p.speech JOIN debate d ON d.id = p.debate
    WHERE s.debate != p.debate AND NOT d.shared
"""
MISCOUNTED = """
    SELECT d.id FROM debate d
    WHERE d.speeches != (SELECT count(*) FROM placing p JOIN speech s ON s.id = p.speech WHERE p.debate = d.id)
"""
ON_LOST_NOTES = """
    SELECT count(DISTINCT note) FILTER (WHERE placing = 'moved'), count(DISTINCT note) FILTER (WHERE placing = 'lost')
    FROM quote
"""
TEXTS = (
    ("speech", "text", "the words of a speech"),
    ("debate", "title", "the title of a debate"),
    ("note", "body", "the words of a note"),
    ("quote", "text", "the words of a quotation"),
    ("speaker", "attribution", "a speaker's name"),
)
"""Table, column, and what it holds, looked through for bytes that are no text."""


def undecodable(table: str, column: str) -> str:
    """The SELECT of each text as bytes, with its row."""
    return f'SELECT rowid, CAST("{column}" AS BLOB) FROM "{table}"'  # noqa: S608 - names of our own


def drop_dangling(table: str, column: str, parent: str, key: str) -> str:
    """The DELETE of rows that name one that is not there."""
    return (
        f'DELETE FROM "{table}" WHERE "{column}" IS NOT NULL '  # noqa: S608 - names of the schema
        f'AND "{column}" NOT IN (SELECT "{key}" FROM "{parent}")'
    )


def foreign_keys(table: str) -> str:
    """What a table stands on: id, seq, parent, column, key, …"""
    return f'PRAGMA foreign_key_list("{table}")'
