"""Backups of a library, and the way back.

A backup is made by SQLite's own backup, so that it is whole whatever else is written meanwhile; it is opened again,
checked and counted before it gets its name. A restore never throws anything away: the files that it replaces stay
beside the library under a name that says so.
"""

from __future__ import annotations

from store.backup.automatic import protect
from store.backup.ladder import Recovered, recover
from store.backup.making import Backup, back_up, backups, thin, worth_keeping
from store.backup.restoring import restore

__all__ = ["Backup", "Recovered", "back_up", "backups", "protect", "recover", "restore", "thin", "worth_keeping"]
