"""Verdicts on answers, alone and with what they are on."""

OF_DEBATE = """
    SELECT v.speech, v.verdict, v.note, v.author, v.at
    FROM placing p CROSS JOIN verdict v ON v.speech = p.speech WHERE p.debate = ?
"""
OF_DEBATES = """
    SELECT DISTINCT v.speech, v.verdict, v.note, v.author, v.at
    FROM json_each(?) e CROSS JOIN placing p ON p.debate = e.value CROSS JOIN verdict v ON v.speech = p.speech
"""

WHO = """coalesce(json_extract(c.speaker, '$.name'), nullif(a.name, ''), nullif(w.name, ''), w.attribution, '')"""
"""The name of a speech's speaker: set by hand, else recognised, else printed."""
ASKED_BY = """coalesce((
    SELECT coalesce(nullif(aa.name, ''), nullif(ww.name, ''), ww.attribution) FROM link l
    JOIN speech q ON q.id = l.replies_to JOIN speaker ww ON ww.id = q.speaker
    LEFT JOIN attribution aa ON aa.debate = q.debate AND aa.speaker = ww.id
    WHERE l.speech = s.id ORDER BY l.replies_to LIMIT 1
), '')"""
"""Who asked what the answer `s` replies to first."""

JUDGED = f"""
    SELECT v.speech, v.verdict, v.note, v.author, v.at, d.id, d.date, d.house, d.title, d.parents, {WHO},
        coalesce(json_extract(c.speaker, '$.party'), nullif(w.party, ''), a.party, ''),
        coalesce(json_extract(c.speaker, '$.office'), w.office, ''),
        {ASKED_BY},
        coalesce(c.column, s.column, '')
    FROM verdict v JOIN speech s ON s.id = v.speech JOIN debate d ON d.id = s.debate
    LEFT JOIN correction c ON c.speech = s.id LEFT JOIN speaker w ON w.id = s.speaker
    LEFT JOIN attribution a ON a.debate = s.debate AND a.speaker = w.id
    WHERE NOT d.removed
    ORDER BY v.speech DESC
"""  # noqa: S608 - a constant
"""Every verdict, the newest sitting day first."""
