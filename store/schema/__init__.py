"""The tables of a library, told in prose; `migrations` makes them and `settings` keeps a connection safe.

A library is one SQLite file in WAL mode. Every table is STRICT, so that a value of the wrong type cannot come in.

**What was imported.** `source` is the provenance: one row a file or page that brought something in. `debate` is a
heading with speeches under it; its id sorts by sitting day (`yyyymmdd * 10**4 + n`), its `key` is the source's own id
or a digest, and its counts, names and folded `words` are there so that a shelf of a hundred thousand debates never
touches a speech. Where a reader has corrected title, date, house, section or volume, `printed` holds what the source
said, as JSON. `speech` is one contribution: its id sorts by sitting day too (`yyyymmdd * 10**6 + n`), so that newest
first is a walk down the rowid. `placing` says which speeches a debate reads, in order. A speech belongs to one debate,
its home (`speech.debate`), and may be placed in others: an excerpt and the full debate share their speeches. A speech
without a home is one that no edition holds any more; it stays for the notes on it. `speaker` is a printed attribution
and what the source says of the person, shared by all speeches that print the same. `link` says what replies to what,
and of answers and interventions who speaks to whom, so that a pair of people is found at once; `reason` holds the
sentences that say why. `version` keeps older wording. `speech_fts` is the full-text
index over what the view `speech_indexed` tells of a speech: its text, its headings, its facts. It has no triggers:
whoever changes any of these writes the index (`store/library/indexing.py`).

**Who was who.** `person` is somebody in a list of people, with every id by which sources name them (`person_ref`), and
over time the names (`person_name`; `key` is the word by which a name is found), the seats (`membership`) and the
offices (`office`; `words` is how a title is compared). Days are ISO 8601, empty where a list does not say; `list` tells
which list said it, so that a newer one takes its place. `attribution` says which person a printed speaker of a debate
is, only where that is sure, with party and seat on that day and the `name` to show instead of one that lacks the given
name. It follows from the rest, and is there so that a debate opens at once: it is made anew when debates or people come
in.

**What the reader made.** `note`, with its `quote`s (one a speech) and `note_tag`s; `tag` and `code` define;
`correction` lies above what the rules and the source say. `verdict` is what a reader judges an answer to be, by its
speech; `promise_mark` says of a promise that it is none, or what closed it, by the key that its speech and its words
give. `change` is the journal: every act, before and after, as
JSON. `draft` is a note that is still being typed, `place` where a debate was left, `joined` where a reading of many
was, by the line of text that asks for it, `bookmark` a lettered mark and the reading in which it was set, `setting` the
rest.

**What is gathered.** `gathered` is the basket: quotations over many debates with their words, in an order of the
reader's own.

**What is worked out.** `promise` is a sentence of an answer that promises something, with the names of the rules that
found it. `promise_day` remembers for each sitting day what its debates were and which version of the rules looked
through them; a day that has changed since is looked through anew, when somebody asks for promises.

Absent text is the empty string where the source may leave a thing out, and NULL only where the value says None.
"""

from __future__ import annotations

APPLICATION_ID = 0x44427831
"""`DBx1`: written into the file's header, so that somebody else's SQLite file is never taken for a library."""

VERSION = 14
"""Kept in `user_version`: the number of migrations a library has been through."""

CODEBOOK = (
    ("evidence", "e", "green", "underline", "A fact, a figure or a source that is given."),
    ("promise", "p", "yellow", "bold", "Something that will be done, published or written."),
    ("doubt", "d", "red", "italic", "A statement to be checked."),
    ("claim", "c", "blue", "underline", "What is held to be so, without evidence."),
    ("key", "k", "magenta", "reverse", "A passage that the argument turns on."),
)
"""The codes of a new library: name, letter, colour, shape, definition."""
