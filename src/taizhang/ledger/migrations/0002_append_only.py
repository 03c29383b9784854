# ruff: noqa: RUF012
"""Triggers that refuse to change or remove what was recorded, on both databases."""

from django.db import migrations

_TABLES = ("submission", "revision", "record", "disclosure", "attachment")


def _sqlite(table: str) -> list[str]:
    return [
        f"create trigger {table}_no_{action} before {action} on {table} "
        f"begin select raise(abort, '{table}: what was recorded is never changed'); end"
        for action in ("update", "delete")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"create trigger {table}_no_change before update or delete on {table} "
        "for each row execute function refuse_change()",
        f"create trigger {table}_no_truncate before truncate on {table} "
        "for each statement execute function refuse_change()",
    ]


def forwards(apps, schema_editor):
    statements = []
    if schema_editor.connection.vendor == "postgresql":
        statements.append(
            "create function refuse_change() returns trigger language plpgsql as $$ "
            "begin raise exception '%: what was recorded is never changed', TG_TABLE_NAME; end $$"
        )
    make = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
    statements.extend(statement for table in _TABLES for statement in make(table))
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forwards, elidable=False)]
