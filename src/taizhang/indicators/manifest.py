"""The manifest of the analytical copy: which segment files make it up, up to which ``seq``.

A manifest is replaced in one rename, segments are never changed: a reader that opened the files of one manifest keeps
a consistent copy however often the copy is refreshed meanwhile. Files that left the manifest are kept for a while.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from taizhang.declare.model import Ledger

NAME = "manifest.json"
SPILL = ".spill-"  # what a process puts here when memory is short; it clears it away itself unless it is killed
LAYOUT = 1
KEPT_MANIFESTS = 3
KEPT_SECONDS = 600.0
KEPT_SPILL_SECONDS = 86_400.0


@dataclass(frozen=True)
class Part:
    """A file of the copy, its path relative to the folder."""

    file: str
    rows: int
    bytes: int

    def sound(self, folder: Path) -> bool:
        try:
            return (folder / self.file).stat().st_size == self.bytes
        except OSError:
            return False


@dataclass(frozen=True)
class Segment:
    """Rows of one ledger; those of the records listed in ``mask`` have been replaced by a later segment."""

    data: Part
    mask: Part | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        return (self.data,) if self.mask is None else (self.data, self.mask)


@dataclass(frozen=True)
class Book:
    """One ledger's part of the copy. ``greatest`` is the greatest record id in it."""

    fingerprint: str
    greatest: int = 0
    segments: tuple[Segment, ...] = ()

    @property
    def rows(self) -> int:
        return sum(segment.data.rows for segment in self.segments)

    def sound(self, folder: Path) -> bool:
        return all(part.sound(folder) for segment in self.segments for part in segment.parts)


@dataclass(frozen=True)
class Retired:
    """A file that left the manifest with manifest ``number`` at ``at`` (seconds since 1970)."""

    file: str
    number: int
    at: float


@dataclass(frozen=True)
class Manifest:
    number: int = 0
    seq: int = 0
    books: dict[str, Book] = field(default_factory=dict)
    retired: tuple[Retired, ...] = ()

    @property
    def files(self) -> set[str]:
        return {part.file for book in self.books.values() for segment in book.segments for part in segment.parts}


def fingerprint(ledger: Ledger) -> str:
    """Changes when the columns of the ledger do, so that its copy has to be built anew."""
    columns = [(item.name, item.type, item.digits) for item in ledger.columns.values()]
    told = json.dumps([LAYOUT, columns, ledger.workflow is not None], ensure_ascii=False)
    return sha256(told.encode()).hexdigest()[:16]


def read(folder: Path) -> Manifest | None:
    """The manifest in force; None when there is none or it cannot be read."""
    try:
        told = json.loads((folder / NAME).read_bytes())
        return _manifest(told) if told["layout"] == LAYOUT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def stamp(folder: Path) -> tuple[int, int] | None:
    """Something that changes whenever the manifest is replaced."""
    try:
        stat = (folder / NAME).stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ino


def publish(folder: Path, new: Manifest, old: Manifest | None) -> Manifest:
    """Put ``new`` in force, after its files are safely on disk, and let go of files long out of use."""
    gone = (old.files if old else set()) - new.files
    now = time.time()
    retired = (*(old.retired if old else ()), *(Retired(file, new.number, now) for file in sorted(gone)))
    expired = {
        item.file for item in retired if item.number <= new.number - KEPT_MANIFESTS and item.at < now - KEPT_SECONDS
    }
    new = Manifest(new.number, new.seq, new.books, tuple(item for item in retired if item.file not in expired))
    written = folder / f"{NAME}.new"
    with written.open("w", encoding="utf-8") as out:
        json.dump({"layout": LAYOUT, **asdict(new)}, out)
        out.flush()
        os.fsync(out.fileno())
    written.replace(folder / NAME)
    _sync(folder)
    _sweep(folder, new, now)
    return new


def _sweep(folder: Path, manifest: Manifest, now: float) -> None:
    """Remove files that no manifest of late knows and nobody can be writing any more, and what the killed left."""
    known = manifest.files | {item.file for item in manifest.retired}
    for path in folder.glob("*/*.parquet"):
        if path.relative_to(folder).as_posix() not in known and path.stat().st_mtime < now - KEPT_SECONDS:
            path.unlink(missing_ok=True)
    for path in folder.glob(f"{SPILL}*"):
        if path.stat().st_mtime < now - KEPT_SPILL_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def part_of(folder: Path, path: Path, rows: int) -> Part:
    """Describe a file just written, once it is safely on disk."""
    _sync(path)
    return Part(path.relative_to(folder).as_posix(), rows, path.stat().st_size)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def lock(folder: Path, wait: bool) -> Iterator[bool]:
    """Hold the folder's refresh lock; yields False when another process has it and ``wait`` is False."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _manifest(told: dict[str, Any]) -> Manifest:
    return Manifest(
        number=int(told["number"]),
        seq=int(told["seq"]),
        books={
            name: Book(book["fingerprint"], int(book["greatest"]), tuple(_segment(item) for item in book["segments"]))
            for name, book in told["books"].items()
        },
        retired=tuple(Retired(**item) for item in told["retired"]),
    )


def _segment(told: dict[str, Any]) -> Segment:
    return Segment(Part(**told["data"]), Part(**told["mask"]) if told["mask"] else None)
