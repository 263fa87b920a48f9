"""Is a library sound, and how much does it hold?"""

QUICK_CHECK = "PRAGMA quick_check"
INTEGRITY_CHECK = "PRAGMA integrity_check"
FOREIGN_KEY_CHECK = "PRAGMA foreign_key_check"
INDEX_CHECK = "INSERT INTO speech_fts (speech_fts, rank) VALUES ('integrity-check', 1)"
"""Raises where the search index and the texts differ."""

COUNTS = """
    SELECT (SELECT count(*) FROM debate), (SELECT count(*) FROM placing), (SELECT count(*) FROM note),
        (SELECT count(*) FROM change)
"""

BEGIN_READ = "BEGIN"
END_READ = "ROLLBACK"
ONE_FILE = "PRAGMA journal_mode = DELETE"
ALONE = "PRAGMA locking_mode = EXCLUSIVE"
TAKE_ALL = "BEGIN EXCLUSIVE"
