"""The journal of changes. Its states: done; undone, to be done again; ended, undone and then left behind."""

_COLUMNS = "id, at, words, debate, speech, offset, state, edits"

LAST_DONE = f"SELECT {_COLUMNS} FROM change WHERE state = 'done' ORDER BY id DESC LIMIT 1"  # noqa: S608 - a constant
FIRST_UNDONE = f"SELECT {_COLUMNS} FROM change WHERE state = 'undone' ORDER BY id LIMIT 1"  # noqa: S608 - a constant
HISTORY = f"SELECT {_COLUMNS} FROM change WHERE id < ? ORDER BY id DESC LIMIT ?"  # noqa: S608 - a constant
CHANGE = f"SELECT {_COLUMNS} FROM change WHERE id = ?"  # noqa: S608 - a constant
PAST = "SELECT id, at, words, debate, speech, offset, state FROM change WHERE id < ? ORDER BY id DESC LIMIT ?"
SINCE = f"SELECT {_COLUMNS} FROM change WHERE id > ? AND state = 'done' ORDER BY id"  # noqa: S608 - a constant

NEWEST = 2**62
"""Behind every change."""

END_REDO = "UPDATE change SET state = 'ended' WHERE state = 'undone'"
SET_STATE = "UPDATE change SET state = ?, turned = ? WHERE id = ?"
ADD = """
    INSERT INTO change (at, words, debate, speech, offset, state, edits) VALUES (?, ?, ?, ?, ?, 'done', ?) RETURNING id
"""

NEXT_NUMBER = """
    INSERT INTO setting (key, value) VALUES ('note-journal', '1')
    ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) RETURNING CAST(value AS INTEGER)
"""
NUMBER = "SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'note-journal'"
"""How many changes the library has written to its note journal; those of a replay count on from the last line."""
SET_NUMBER = """
    INSERT INTO setting (key, value) VALUES ('note-journal', CAST(:number AS TEXT))
    ON CONFLICT (key) DO UPDATE SET value = CAST(max(CAST(value AS INTEGER), :number) AS TEXT)
"""
PUT = """
    INSERT INTO change (id, at, words, debate, speech, offset, state, edits) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET at = excluded.at, words = excluded.words, state = excluded.state,
        edits = excluded.edits
"""
FREE = "SELECT coalesce(max(id), 0) + 1 FROM change"

KEYS_OF_DEBATES = """
    SELECT id, key, title, date, house, section FROM debate WHERE id IN (SELECT value FROM json_each(?))
"""
KEYS_OF_SPEECHES = """
    SELECT s.id, s.key, coalesce(w.attribution, ''), coalesce(w.name, ''), s.digest
    FROM speech s LEFT JOIN speaker w ON w.id = s.speaker WHERE s.id IN (SELECT value FROM json_each(?))
"""
EVERY_NOTE = "SELECT id FROM note ORDER BY id"
EVERY_CORRECTED = "SELECT id FROM debate WHERE printed IS NOT NULL OR removed"
EVERY_CORRECTION = "SELECT speech FROM correction"
HOMELESS = "SELECT id FROM speech WHERE debate IS NULL AND id IN (SELECT value FROM json_each(?))"
