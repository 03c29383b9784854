"""A process of its own that appends to the town in TAIZHANG_HOME: ``appender.py NAME SUBMISSIONS ROWS``."""

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import django

django.setup()

from ledger_catalogue import CATALOGUE, EAST, done, draft, put  # noqa: E402

from taizhang.ledger.keys import KeyRing  # noqa: E402
from taizhang.ledger.store import Store  # noqa: E402

name, submissions, rows = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
store = Store(CATALOGUE, KeyRing(bytes(32)))
for number in range(submissions):
    entries = [put("household", date(2020, 1, 1).isoformat(), EAST, number=f"{name}{number}-{n}") for n in range(rows)]
    done(store.append(draft(*entries, key=f"{name}-{number}")))
