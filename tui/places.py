"""Where a library should not lie: folders that another program synchronises, and network shares."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SYNCHRONISED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "syncthing": "Syncthing",
}
"""How a synchronised folder's name begins, folded, and whose it is."""
SHARED = frozenset({"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs", "ncpfs", "davfs",
                    "fuse.davfs2", "fuse.rclone", "glusterfs", "ceph", "virtiofs"})  # fmt: skip
"""File systems of another machine."""
MOUNTS = Path("/proc/mounts")


def warning(library: Path) -> str:
    """Why a library is not safe where it is; empty where nothing speaks against the place."""
    path = library.expanduser().absolute().resolve()
    whose = _synchronised(path)
    if whose:
        return (
            f"{whose} synchronises this folder and may damage the library while it is open; keep it elsewhere "
            "(`dispatchbox library move`) and put backups here"
        )
    kind = file_system(path, _mounts())
    if kind in SHARED or str(path).startswith("\\\\"):
        return (
            f"this is a network share ({kind or 'UNC path'}), on which SQLite's locks cannot be relied on; keep the "
            "library on a disk of this machine (`dispatchbox library move`)"
        )
    return ""


def file_system(path: Path, mounts: Mapping[str, str]) -> str:
    """The kind of file system on which a path lies, by the mount point nearest above it."""
    for folder in (path, *path.parents):
        if str(folder) in mounts:
            return mounts[str(folder)]
    return ""


def mounts_of(table: str) -> dict[str, str]:
    """Mount points and their kinds, of the text of `/proc/mounts`."""
    rows = (line.split() for line in table.splitlines())
    return {row[1].replace("\\040", " "): row[2] for row in rows if len(row) > 2}


def _synchronised(path: Path) -> str:
    for part in path.parent.parts:
        folded = part.casefold()
        for begins, whose in SYNCHRONISED.items():
            if folded.startswith(begins):
                return whose
    return ""


def _mounts() -> dict[str, str]:
    try:
        return mounts_of(MOUNTS.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return {}
