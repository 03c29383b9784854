"""Columns: the analytical copy of the ledgers, as Parquet segments under a manifest.

Derived from the store and rebuildable from nothing. One process at a time refreshes it (a lock file); any number read
meanwhile, each the manifest it opened. A refresh writes the new records, and anew those that changed, as one more
segment, and lists the records whose older rows no longer count; segments are put together again when they become many.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import duckdb

from taizhang.declare.model import Catalogue, Ledger
from taizhang.indicators import faults
from taizhang.indicators import manifest as manifests
from taizhang.indicators.manifest import Book, Manifest, Part, Segment
from taizhang.indicators.schema import columns_of, list_of, quoted, rows_of, text_literal, view_of
from taizhang.indicators.segments import ORDER, Staging, count_rows, write_segment
from taizhang.indicators.source import RevisionSource
from taizhang.indicators.values import IndicatorError
from taizhang.kernel.issue import Issue, Severity

Progress = Callable[[int, int], None]

MOST_SEGMENTS = 8
LARGEST_SHARE = 0.2  # of a ledger's rows that may lie in later segments, or be masked, before all is written anew
SMALL = 20_000  # a ledger of fewer rows is written anew rather than put together in part


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did. ``rebuilt``: at least one ledger was built from nothing."""

    seq: int
    revisions: int
    seconds: float
    rebuilt: bool
    issues: tuple[Issue, ...] = ()


class Columns:
    """The copy in ``folder`` of the ledgers of ``catalogue``. ``memory`` is DuckDB's limit, ``threads`` its number."""

    def __init__(self, folder: Path, catalogue: Catalogue, *, memory: str = "1GB", threads: int = 2) -> None:
        self.folder = folder.resolve()
        self.catalogue = catalogue
        self._memory = memory
        self._threads = threads

    @property
    def seq(self) -> int:
        """The last revision in the copy; 0 when there is none yet."""
        current = manifests.read(self.folder)
        return current.seq if current else 0

    @property
    def stamp(self) -> tuple[int, int] | None:
        """Changes whenever the copy does; None when there is no copy."""
        return manifests.stamp(self.folder)

    def refresh(self, source: RevisionSource, progress: Progress | None = None, *, wait: bool = True) -> Refreshed:
        """Bring the copy up to the source's head. With ``wait`` False, leave it when another process is at it.

        ``progress`` is told (revisions done, revisions to do).
        """
        return self._refresh(source, progress, wait, anew=False)

    def rebuild(self, source: RevisionSource, progress: Progress | None = None) -> Refreshed:
        """Build the copy from nothing."""
        return self._refresh(source, progress, True, anew=True)

    def connect(self) -> duckdb.DuckDBPyConnection:
        """An in-memory database with one view per ledger, over the manifest in force now. It can read nothing outside
        the copy. IndicatorError when the copy is damaged or was made for other declarations: refresh it."""
        current = manifests.read(self.folder)
        books = current.books if current else {}
        connection = self._open()
        for name, ledger in self.catalogue.ledgers.items():
            book = books.get(name)
            if current is not None and (book is None or book.fingerprint != manifests.fingerprint(ledger)):
                raise IndicatorError(faults.outdated(ledger))
            if book is not None and not book.sound(self.folder):
                raise IndicatorError(faults.damaged(ledger, Severity.ERROR))
            connection.execute(view_of(ledger, book, self.folder))
        connection.execute(f"SET allowed_directories = [{text_literal(self.folder.as_posix() + '/')}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        return connection

    def _open(self) -> duckdb.DuckDBPyConnection:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": self._memory,
            "threads": self._threads,
            "temp_directory": (self.folder / f"{manifests.SPILL}{uuid4().hex[:8]}").as_posix(),
        }
        connection = duckdb.connect(":memory:", config=config)
        connection.execute("SET parquet_metadata_cache = true")
        return connection

    def _refresh(self, source: RevisionSource, progress: Progress | None, wait: bool, anew: bool) -> Refreshed:
        started = time.perf_counter()
        with manifests.lock(self.folder, wait) as held:
            if not held:
                return Refreshed(self.seq, 0, time.perf_counter() - started, False)
            work = _Refresh(self, source, progress, anew)
            seq, revisions, rebuilt = work.run()
            return Refreshed(seq, revisions, time.perf_counter() - started, rebuilt, tuple(work.issues))


class _Refresh:
    """One refresh, while the lock is held."""

    def __init__(self, columns: Columns, source: RevisionSource, progress: Progress | None, anew: bool) -> None:
        self.folder = columns.folder
        self.ledgers = columns.catalogue.ledgers
        self.source = source
        self.progress = progress
        self.head = source.head()
        self.issues: list[Issue] = []
        self.old = manifests.read(self.folder)
        self.usable = None if anew else self._usable()
        self.number = (self.old.number if self.old else 0) + 1
        self.done = 0
        self.total = 0
        self.connection = columns._open()

    def run(self) -> tuple[int, int, bool]:
        work = self.folder / ".building"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        try:
            books, rebuilt = self._books(work)
            if self.old is None or books != self.old.books or self.head != self.old.seq:
                manifests.publish(self.folder, Manifest(self.number, self.head, books), self.old)
        finally:
            self.connection.close()
            shutil.rmtree(work, ignore_errors=True)
        return self.head, self.done, rebuilt

    def _usable(self) -> Manifest | None:
        """The manifest to build on; None when the copy is not one of this store's past."""
        if self.old is None:
            if (self.folder / manifests.NAME).exists():
                self.issues.append(faults.unreadable(self.folder / manifests.NAME))
            return None
        if self.old.seq > self.head:
            self.issues.append(faults.ahead(self.old.seq, self.head))
            return None
        return self.old

    def _books(self, work: Path) -> tuple[dict[str, Book], bool]:
        kept: dict[str, Book] = {}
        for name, ledger in self.ledgers.items():
            book = self.usable.books.get(name) if self.usable else None
            if book is None or book.fingerprint != manifests.fingerprint(ledger):
                continue
            if book.sound(self.folder):
                kept[name] = book
            else:
                self.issues.append(faults.damaged(ledger, Severity.WARNING))
        after = self.usable.seq if self.usable else 0
        self.total = self.head - after if len(kept) == len(self.ledgers) else self.head
        books = {}
        for name, ledger in self.ledgers.items():
            if name in kept:
                books[name] = self._extended(ledger, kept[name], after, work)
            else:
                books[name] = self._built(ledger, work)
        return books, len(kept) < len(self.ledgers)

    def _built(self, ledger: Ledger, work: Path) -> Book:
        staging = self._stage(ledger, 0, work)
        if not staging.rows:
            return Book(manifests.fingerprint(ledger))
        data, greatest = self._write(staging)
        return Book(manifests.fingerprint(ledger), greatest, (Segment(data),))

    def _extended(self, ledger: Ledger, book: Book, after: int, work: Path) -> Book:
        staging = self._stage(ledger, after, work)
        if not staging.rows:
            return book
        changed = self._changed(book, staging)
        more = None
        if changed:
            more = Staging(self.connection, ledger, work / "changed", self.issues)
            more.folder.mkdir(exist_ok=True)
            for _ in more.take(self.source.revisions_of(ledger.name, changed, self.head)):
                pass
        data, greatest = self._write(staging, more)
        segments = self._masked(ledger, book.segments) if changed else book.segments
        segments = self._put_together(ledger, (*segments, Segment(data)))
        return replace(book, greatest=max(book.greatest, greatest), segments=segments)

    def _stage(self, ledger: Ledger, after: int, work: Path) -> Staging:
        staging = Staging(self.connection, ledger, work, self.issues)
        for rows in staging.take(self.source.revisions(ledger.name, after, self.head)):
            self.done += rows
            if self.progress is not None:
                self.progress(self.done, self.total)
        return staging

    def _changed(self, book: Book, staging: Staging) -> list[int]:
        """Records with new revisions that the copy already has; kept as the table ``changed``."""
        self.connection.execute("CREATE OR REPLACE TEMP TABLE changed (record BIGINT)")
        if not book.segments:
            return []
        had = f"read_parquet([{list_of((self.folder / segment.data.file).as_posix() for segment in book.segments)}])"
        query = ["SELECT DISTINCT record FROM", staging.relation, f"WHERE record <= {book.greatest}"]
        query += ["AND record IN (SELECT record FROM", had, ")"]
        self.connection.execute(" ".join(["INSERT INTO changed", *query]))
        rows = self.connection.execute("SELECT record FROM changed ORDER BY record").fetchall()
        return [record for (record,) in rows]

    def _write(self, staging: Staging, more: Staging | None = None) -> tuple[Part, int]:
        path = self._new_file(staging.ledger, "rows")
        rows, greatest = write_segment(staging, "changed" if more is not None else None, more, path)
        return manifests.part_of(self.folder, path, rows), greatest

    def _masked(self, ledger: Ledger, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        """The segments with the records of ``changed`` masked where they have rows."""
        return tuple(self._mask(ledger, segment) for segment in segments)

    def _mask(self, ledger: Ledger, segment: Segment) -> Segment:
        had = text_literal((self.folder / segment.data.file).as_posix())
        query = ["SELECT record FROM changed WHERE record IN (SELECT record FROM", f"read_parquet({had}))"]
        if segment.mask is not None:
            mask = text_literal((self.folder / segment.mask.file).as_posix())
            query += ["UNION SELECT record FROM", f"read_parquet({mask})"]
        self.connection.execute(" ".join(["CREATE OR REPLACE TEMP TABLE gone AS", *query, "ORDER BY record"]))
        (counted,) = self.connection.execute("SELECT count(*) FROM gone").fetchall()
        if counted[0] == (segment.mask.rows if segment.mask else 0):
            return segment
        path = self._new_file(ledger, "gone")
        self.connection.execute(f"COPY gone TO {text_literal(path.as_posix())} (FORMAT parquet)")
        return replace(segment, mask=manifests.part_of(self.folder, path, counted[0]))

    def _put_together(self, ledger: Ledger, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        base, later = segments[0], segments[1:]
        loose = sum(segment.data.rows for segment in later) + (base.mask.rows if base.mask else 0)
        many = len(segments) > MOST_SEGMENTS
        if loose > max(base.data.rows * LARGEST_SHARE, SMALL) or (many and base.data.rows < SMALL):
            return (self._joined(ledger, segments),)
        return (base, self._joined(ledger, later)) if many else segments

    def _joined(self, ledger: Ledger, segments: tuple[Segment, ...]) -> Segment:
        path = self._new_file(ledger, "rows")
        names = ", ".join(quoted(name) for name in columns_of(ledger))
        rows = ["SELECT", names, "FROM", f"({rows_of(segments, self.folder, columns_of(ledger))})"]
        rows.append(ORDER)
        self.connection.execute(f"COPY ({' '.join(rows)}) TO {text_literal(path.as_posix())} (FORMAT parquet)")
        return Segment(manifests.part_of(self.folder, path, count_rows(self.connection, path)[0]))

    def _new_file(self, ledger: Ledger, what: str) -> Path:
        folder = self.folder / ledger.name
        folder.mkdir(exist_ok=True)
        return folder / f"{self.number:06}-{what}-{uuid4().hex[:8]}.parquet"
