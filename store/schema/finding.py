"""What finding and reading by SQL stand on: the view that is indexed, the index over it, and the views for readers.

Every view is plain SQL over tables: with `trusted_schema=OFF` it opens in Datasette and sqlite-utils as it is.

`speech_indexed` is what the full-text index holds of a speech: its text; its heading with those above; and its facts,
one made-up word each, so that a field of a query is looked for inside the index like any word. A fact begins with a
nought and a letter:

    0h house, 0y party, 0s section (hexadecimal of the name)   0k kind   0c column, also those inside the text
    0w the printed speaker's number   0p the person's number   0gone the speech has no home any more
"""

from __future__ import annotations

REPLY = """
    CREATE VIEW reply (speech, replies_to) AS
    SELECT l.speech, l.replies_to FROM link l
    WHERE NOT EXISTS (SELECT 1 FROM correction c WHERE c.speech = l.speech AND c.replies_to IS NOT NULL)
    UNION ALL SELECT c.speech, p.speech FROM correction c JOIN speech s ON s.id = c.speech
        JOIN placing p ON p.debate = s.debate
    WHERE instr(replace(replace(replace(c.replies_to, '[', ','), ']', ','), ' ', ''), ',' || p.speech || ',')
"""
"""What replies to what; what was set by hand lies above what the rules found."""

INDEXED = """
    CREATE VIEW speech_indexed (id, text, title, facts) AS
    SELECT s.id, s.text, coalesce(d.title || ' ' || d.parents, ''),
        CASE WHEN d.id IS NULL THEN '0gone' ELSE
            '0h' || hex(lower(d.house)) || ' 0s' || hex(d.section)
            || ' 0k' || replace(coalesce(c.kind, s.kind), '_', '')
            || coalesce(' 0w' || w.id, '') || coalesce(' 0p' || a.person, '')
            || coalesce(' 0y' || hex(lower(coalesce(nullif(w.party, ''), nullif(a.party, '')))), '')
            || coalesce(' 0c' || lower(coalesce(c.column, s.column)), '')
            || coalesce(replace(lower(s.columns), ',"', ' 0c'), '')
        END
    FROM speech s LEFT JOIN debate d ON d.id = s.debate LEFT JOIN correction c ON c.speech = s.id
        LEFT JOIN speaker w ON w.id = coalesce(c.who, s.speaker)
        LEFT JOIN attribution a ON a.debate = s.debate AND a.speaker = w.id
"""

INDEX = """
    CREATE VIRTUAL TABLE speech_fts USING fts5 (text, title, facts, content = 'speech_indexed', content_rowid = 'id',
        tokenize = 'porter unicode61 remove_diacritics 2')
"""
RANK = "INSERT INTO speech_fts (speech_fts, rank) VALUES ('rank', 'bm25(1.0, 0.0, 0.0)')"
"""Only the words of the speech count for relevance."""
REBUILD = "INSERT INTO speech_fts (speech_fts) VALUES ('rebuild')"

EXCHANGES = """
    CREATE VIEW exchanges AS
    SELECT q.id AS question, r.speech AS answer, d.id AS debate, d.title, d.date, d.house, d.section,
        wq.name AS asked_by, wq.party AS asked_by_party, q.text AS question_text,
        wa.name AS answered_by, wa.party AS answered_by_party, a.text AS answer_text,
        q.column AS question_column, a.column AS answer_column
    FROM reply r JOIN speech a ON a.id = r.speech JOIN speech q ON q.id = r.replies_to
        JOIN debate d ON d.id = a.debate
        LEFT JOIN speaker wq ON wq.id = q.speaker LEFT JOIN speaker wa ON wa.id = a.speaker
        LEFT JOIN correction ca ON ca.speech = a.id LEFT JOIN correction cq ON cq.speech = q.id
    WHERE coalesce(ca.kind, a.kind) = 'answer' AND coalesce(cq.kind, q.kind) = 'question' AND NOT d.removed
"""

QUOTES = """
    CREATE VIEW quotes AS
    SELECT q.note, q.position, q.speech, d.id AS debate, d.title, d.date, d.house, w.name AS speaker, s.column,
        CASE q.text WHEN '' THEN s.text ELSE q.text END AS quote, q.start, q.end, q.placing, n.body AS note_text, n.code
    FROM quote q JOIN note n ON n.id = q.note JOIN speech s ON s.id = q.speech JOIN debate d ON d.id = n.debate
        LEFT JOIN speaker w ON w.id = s.speaker
"""

ANNOTATIONS = """
    CREATE VIEW annotations AS
    SELECT n.id, n.debate, d.title, d.date, d.house, n.scope, n.body, n.code,
        (SELECT group_concat(t.tag, ', ') FROM note_tag t WHERE t.note = n.id) AS tags,
        (SELECT group_concat(q.text, ' … ') FROM quote q WHERE q.note = n.id) AS quoted,
        n.author, n.created, n.modified
    FROM note n JOIN debate d ON d.id = n.debate
"""

TABLES = (
    "ALTER TABLE correction ADD COLUMN who INTEGER REFERENCES speaker",
    "CREATE TABLE smart_list (name TEXT PRIMARY KEY NOT NULL, query TEXT NOT NULL) STRICT",
    "CREATE TABLE looked (name TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL) STRICT",
    "CREATE TABLE searched (query TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL, hits INTEGER) STRICT",
    "CREATE TABLE opened (debate INTEGER PRIMARY KEY REFERENCES debate, at TEXT NOT NULL) STRICT",
)
INDEXES = (
    "CREATE INDEX link_replies ON link (replies_to)",
    "CREATE INDEX speech_said ON speech (id, speaker)",
    "CREATE INDEX debate_corrected ON debate (id) WHERE printed IS NOT NULL",
    "CREATE INDEX debate_removed ON debate (id) WHERE removed",
    "CREATE INDEX speech_homeless ON speech (id) WHERE debate IS NULL",
    "CREATE INDEX debate_added ON debate (added)",
)
"""Who replies to a speech; who said it, without its text; the few debates that a query must look at one by one."""
SAID = ("DROP INDEX speech_said", "CREATE INDEX speech_said ON speech (id, speaker, debate)")
"""Who said a speech and where, without its text."""
COLUMNLESS = "CREATE INDEX speech_columnless ON speech (id) WHERE column IS NULL AND columns IS NULL"
"""The few that have no column, where a source prints them; so that a field finds the others."""
VIEWS = (REPLY, INDEXED, EXCHANGES, QUOTES, ANNOTATIONS)
