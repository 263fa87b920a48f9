"""The journal of changes. Its states: done; undone, to be done again; ended, undone and then left behind."""

_COLUMNS = "id, at, words, debate, speech, offset, state, edits"

LAST_DONE = f"SELECT {_COLUMNS} FROM change WHERE state = 'done' ORDER BY id DESC LIMIT 1"  # noqa: S608 - a constant
FIRST_UNDONE = f"SELECT {_COLUMNS} FROM change WHERE state = 'undone' ORDER BY id LIMIT 1"  # noqa: S608 - a constant
HISTORY = f"SELECT {_COLUMNS} FROM change WHERE id < ? ORDER BY id DESC LIMIT ?"  # noqa: S608 - a constant
CHANGE = f"SELECT {_COLUMNS} FROM change WHERE id = ?"  # noqa: S608 - a constant

END_REDO = "UPDATE change SET state = 'ended' WHERE state = 'undone'"
SET_STATE = "UPDATE change SET state = ?, turned = ? WHERE id = ?"
ADD = """
    INSERT INTO change (at, words, debate, speech, offset, state, edits) VALUES (?, ?, ?, ?, ?, 'done', ?) RETURNING id
"""
