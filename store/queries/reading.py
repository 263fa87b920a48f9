"""Where a reader stopped, marks, drafts and settings."""

PLACE = "SELECT speech, offset, row, read FROM place WHERE debate = ?"
KEEP_PLACE = """
    INSERT INTO place (debate, speech, offset, row, read) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (debate) DO UPDATE SET speech = excluded.speech, offset = excluded.offset, row = excluded.row,
        read = max(read, excluded.read)
"""

JOINED = "SELECT speech, offset, row, read FROM joined WHERE key = ?"
KEEP_JOINED = """
    INSERT INTO joined (key, title, speech, offset, row, read, at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET title = excluded.title, speech = excluded.speech, offset = excluded.offset,
        row = excluded.row, read = max(read, excluded.read), at = excluded.at
"""
KEEP_READ = """
    INSERT INTO place (debate, speech, offset, row, read) VALUES (?, ?, 0, 0, 1.0)
    ON CONFLICT (debate) DO UPDATE SET read = 1.0 WHERE read < 1.0
"""
"""A debate that was passed whole in another reading; where it was left by itself stays."""
LATEST_JOINED = "SELECT key, title FROM joined ORDER BY at DESC, key LIMIT ?"

BOOKMARK = "SELECT debate, speech, offset, reading FROM bookmark WHERE letter = ?"
BOOKMARKS = """
    SELECT b.letter, b.debate, b.speech, b.offset, d.title FROM bookmark b JOIN debate d ON d.id = b.debate ORDER BY 1
"""
KEEP_BOOKMARK = "INSERT OR REPLACE INTO bookmark (letter, debate, speech, offset, reading) VALUES (?, ?, ?, ?, ?)"

DRAFTS = "SELECT key, text, at FROM draft ORDER BY rowid DESC"
"""The one kept last first, whatever the clock said: each keeping gives a draft a new row."""
DRAFT = "SELECT text FROM draft WHERE key = ?"
KEEP_DRAFT = "INSERT OR REPLACE INTO draft (key, text, at) VALUES (?, ?, ?)"
DROP_DRAFT = "DELETE FROM draft WHERE key = ?"

SETTING = "SELECT value FROM setting WHERE key = ?"
KEEP_SETTING = "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)"
