"""Backup and restore: the store as one file that either database can take back.

A zip of a manifest and one JSON-lines member per table, rows in order of their primary key, bytes as base64. Taking it
back needs an empty store; the rows go in in one transaction and the caller verifies the hash chain before trusting it.
The master key is no part of it.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import orjson
from django.db import connection, models, transaction

from taizhang.kernel.issue import Issue, Place
from taizhang.kernel.text import Text
from taizhang.ledger.models import Attachment, BlindIndex, Disclosure, Record, Revision, SubjectKey, Submission

_TABLES: tuple[type[models.Model], ...] = (
    Submission, Record, Revision, SubjectKey, BlindIndex, Disclosure, Attachment,
)  # fmt: skip
_FORMAT = 1
_CHUNK = 5000

Progress = Callable[[int, int], None]


def write_backup(path: Path, progress: Progress | None = None) -> dict[str, int]:
    """Write the store to ``path`` as it stands at one moment; returns rows by table. ``path`` appears when whole."""
    partial = path.with_name(path.name + ".partial")
    counts: dict[str, int] = {}
    try:
        with transaction.atomic(), ZipFile(partial, "w", ZIP_DEFLATED, compresslevel=3) as archive:
            if connection.vendor == "postgresql":
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            total = sum(table.objects.count() for table in _TABLES)
            done = 0
            for table in _TABLES:
                name = table._meta.db_table
                with archive.open(f"{name}.jsonl", "w") as member:
                    for lines, rows in _dump(table):
                        member.write(lines)
                        done += rows
                        counts[name] = counts.get(name, 0) + rows
                        if progress:
                            progress(done, total)
            last = Submission.objects.order_by("-id").values_list("hash", flat=True).first()
            archive.writestr("manifest.json", json.dumps({"format": _FORMAT, "rows": counts, "head": last or ""}))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return counts


def read_backup(path: Path, progress: Progress | None = None) -> tuple[str | None, list[Issue]]:
    """Fill the empty store from ``path``; returns the chain head the backup claims. All of it, or nothing."""
    if Submission.objects.exists() or Record.objects.exists():
        return None, [
            Issue(
                "restore-not-empty",
                Text("这里已有记录。", "There are records here already."),
                Text("恢复到一个新建的镇。", "Restore into a newly made town."),
            )
        ]
    try:
        with ZipFile(path) as archive, transaction.atomic():
            manifest = json.loads(archive.read("manifest.json"))
            if manifest["format"] != _FORMAT:
                raise ValueError(f"format {manifest['format']}")
            total, done = sum(manifest["rows"].values()), 0
            for table in _TABLES:
                name = table._meta.db_table
                read = 0
                for count in _fill(table, archive, f"{name}.jsonl"):
                    read += count
                    done += count
                    if progress:
                        progress(done, total)
                if read != manifest["rows"].get(name, 0):
                    raise ValueError(f"{name}: {read} rows instead of {manifest['rows'].get(name, 0)}")
            return str(manifest["head"]), []
    except (OSError, BadZipFile, KeyError, ValueError, EOFError) as error:
        return None, [
            Issue(
                "restore-unreadable",
                Text(f"备份文件读不懂：{error}。", f"The backup cannot be read: {error}."),
                Text("换一份完好的备份；没有写入任何内容。", "Use an undamaged backup; nothing was written."),
                Place(str(path)),
            )
        ]


def _dump(table: type[models.Model]) -> Iterator[tuple[bytes, int]]:
    names = [field.attname for field in table._meta.concrete_fields]
    rows = table.objects.order_by("pk").values_list(*names).iterator(chunk_size=_CHUNK)
    lines: list[bytes] = []
    for row in rows:
        lines.append(orjson.dumps([_plain(value) for value in row], option=orjson.OPT_APPEND_NEWLINE))
        if len(lines) == _CHUNK:
            yield b"".join(lines), len(lines)
            lines = []
    if lines:
        yield b"".join(lines), len(lines)


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview | bytearray):
        return b64encode(bytes(value)).decode()
    return value.isoformat() if isinstance(value, date | datetime) else value


def _fill(table: type[models.Model], archive: ZipFile, member: str) -> Iterator[int]:
    fields = table._meta.concrete_fields
    with archive.open(member) as lines:
        objects: list[models.Model] = []
        for line in lines:
            values = orjson.loads(line)
            if len(values) != len(fields):
                raise ValueError(f"{member}: {len(values)} columns instead of {len(fields)}")
            objects.append(table(**{f.attname: _typed(f, value) for f, value in zip(fields, values, strict=True)}))
            if len(objects) == _CHUNK:
                table.objects.bulk_create(objects)
                yield len(objects)
                objects = []
        table.objects.bulk_create(objects)
        yield len(objects)


def _typed(field: models.Field, value: object) -> object:  # type: ignore[type-arg]
    if value is None:
        return None
    if isinstance(field, models.BinaryField):
        return b64decode(str(value))
    return field.to_python(value)
