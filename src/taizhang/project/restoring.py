"""Restoring: a new town folder from a backup, its chain verified before it counts."""

import shutil
from pathlib import Path

from taizhang.kernel.issue import Issue
from taizhang.ledger.entries import Verified
from taizhang.project.config import TownConfig
from taizhang.project.town import Progress, init_town


def restore_town(
    home: Path, config: TownConfig, key: str, archive: Path, progress: Progress | None = None
) -> tuple[Verified | None, list[Issue]]:
    """Rebuild a town in the new folder ``home`` from the backup ``archive`` and the master ``key`` kept apart from it.

    Reading and verifying are one transaction: when a row does not fit, nothing is left, in the folder or the database.
    """
    town, issues = init_town(home, config, key)
    if town is None:
        return None, issues
    from django.db import connection, transaction  # needs Django set up

    from taizhang.ledger.backup import read_backup

    verified, restored = None, False
    try:
        with transaction.atomic():
            head, issues = read_backup(archive, progress)
            if head is not None:
                verified, issues = town.store.verify(progress, expected_head=head or None)
            restored = not issues
            transaction.set_rollback(not restored)
    finally:
        if not restored:
            connection.close()
            shutil.rmtree(home, ignore_errors=True)
    return (verified if restored else None), issues
