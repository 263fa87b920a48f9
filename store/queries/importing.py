"""What bringing a debate in reads and writes. Days are ranges of ids, so no index by key is needed."""

SOURCE = """
    INSERT INTO source (name, format, digest, captured, licence) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (digest, name, format, captured, licence) DO UPDATE SET name = excluded.name RETURNING id
"""
SPEAKER = """
    INSERT INTO speaker (attribution, name, party, seat, office, ref) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (attribution, name, party, seat, office, ref) DO UPDATE SET name = excluded.name RETURNING id
"""
REASON = "INSERT INTO reason (text) VALUES (?) ON CONFLICT (text) DO UPDATE SET text = excluded.text RETURNING id"

DEBATES_OF_DAY = "SELECT id, key, digest FROM debate WHERE id BETWEEN ? AND ?"
SPEECHES_OF_DAY = "SELECT id, debate, key, digest FROM speech WHERE id BETWEEN ? AND ?"

ADD_DEBATE = """
    INSERT INTO debate (id, key, title, date, house, section, parents, volume, url, committee, session, excerpt,
        warning, source, speeches, exchanges, speakers, characters, people, time, shared, removed, digest, rules, added,
        words)
    VALUES (:id, :key, :title, :date, :house, :section, :parents, :volume, :url, :committee, :session, :excerpt,
        :warning, :source, :speeches, :exchanges, :speakers, :characters, :people, :time, 0, 0, :digest, :rules, :added,
        :words)
"""
ADD_SPEECH = """
    INSERT INTO speech (id, debate, key, kind, speaker, column, time, label, supplementary, number, reason, digest,
        columns, url, text)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
INDEX_SPEECH = "INSERT INTO speech_fts (rowid, text) VALUES (?, ?)"
UNINDEX_SPEECH = "INSERT INTO speech_fts (speech_fts, rowid, text) VALUES ('delete', ?, ?)"
ADD_PLACING = "INSERT INTO placing (debate, position, speech) VALUES (?, ?, ?)"
ADD_LINK = "INSERT INTO link (speech, replies_to) VALUES (?, ?)"
