# mypy: disable-error-code="var-annotated"
"""The tables of the store.

Submissions, revisions, records, disclosures and attachments are only ever added: triggers refuse to change or remove
them (migration 0002). Subject keys and blind indexes are the exception, because erasing a person destroys them.
Numbers (``id``, ``seq``) are given by the one writer, in order and without gaps.
"""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class Number(models.BigIntegerField):  # type: ignore[type-arg]
    """A 64-bit number; as primary key the row's own number on SQLite, which spares it an index."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)

    def rel_db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return self.db_type(connection)


class Submission(models.Model):
    """Revisions that came in together. ``hash`` chains the header, the revisions and the submission before."""

    id = Number(primary_key=True)
    key = models.TextField(db_index=True)
    kind = models.TextField()
    actor = models.TextField()
    roles = models.TextField()
    source = models.TextField()
    reason = models.TextField()
    recorded = models.DateTimeField(db_index=True)
    target = Number(null=True, unique=True)
    created = models.IntegerField()
    amended = models.IntegerField()
    stepped = models.IntegerField()
    voided = models.IntegerField()
    unchanged = models.IntegerField()
    first_seq = Number()
    last_seq = Number()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "submission"


class Record(models.Model):
    """One row of a ledger through time. ``key`` tells it apart within the ledger; empty where none is declared."""

    id = Number(primary_key=True)
    ledger = models.TextField()
    key = models.TextField()

    class Meta:
        db_table = "record"
        constraints = (
            models.UniqueConstraint("ledger", "key", condition=models.Q(key__gt=""), name="record_ledger_key"),
        )


class Revision(models.Model):
    """One change: the full row after it.

    ``data`` is the canonical JSON of all non-personal fields, ``sealed`` the encrypted personal ones. ``patch`` names
    what this revision itself changed (``@org`` and ``@state`` included), empty for one that only restates.
    """

    seq = Number(primary_key=True)
    submission = models.ForeignKey(Submission, models.PROTECT, db_index=False)
    record = models.ForeignKey(Record, models.PROTECT, db_index=False)
    ledger = models.TextField()
    kind = models.TextField()
    effective = models.DateField()
    org = models.TextField()
    state = models.TextField()
    step = models.TextField()
    target = Number(null=True)
    patch = models.TextField()
    data = models.TextField()
    sealed = models.BinaryField(null=True)
    hash = models.BinaryField()

    class Meta:
        db_table = "revision"
        indexes = (
            models.Index("ledger", "seq", name="revision_ledger_seq"),
            models.Index("record", "seq", name="revision_record_seq"),
        )


class SubjectKey(models.Model):
    """The wrapped key of one subject's personal values. Erased: ``wrapped`` is null and nothing opens them again."""

    id = Number(primary_key=True)
    subject = models.TextField(db_index=True)
    wrapped = models.BinaryField(null=True)
    erased = models.DateTimeField(null=True)

    class Meta:
        db_table = "subject_key"


class BlindIndex(models.Model):
    """Finds records by a personal value without storing it: ``blind`` is its keyed hash."""

    id = models.BigAutoField(primary_key=True)
    ledger = models.TextField()
    field = models.TextField()
    blind = models.TextField()
    record = models.ForeignKey(Record, models.PROTECT, db_index=False)
    subject_key = models.ForeignKey(SubjectKey, models.PROTECT)

    class Meta:
        db_table = "blind_index"
        constraints = (
            models.UniqueConstraint("ledger", "field", "blind", "record", "subject_key", name="blind_index_once"),
        )


class Disclosure(models.Model):
    """The log of who saw personal values in clear, or erased them, and why."""

    id = models.BigAutoField(primary_key=True)
    action = models.TextField()
    record = models.ForeignKey(Record, models.PROTECT)
    actor = models.TextField()
    roles = models.TextField()
    reason = models.TextField()
    recorded = models.DateTimeField()

    class Meta:
        db_table = "disclosure"


class Attachment(models.Model):
    """A file kept under the hash of its bytes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.TextField()
    name = models.TextField()
    data = models.BinaryField()
    recorded = models.DateTimeField()

    class Meta:
        db_table = "attachment"
