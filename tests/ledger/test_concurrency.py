"""Several processes append to one town at once: nothing is lost, numbers have no gaps, the chain holds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

HERE = Path(__file__).parent
CHECK = """
import sys; sys.path.insert(0, sys.argv[1])
import django; django.setup()
from ledger_catalogue import CATALOGUE, UNITS, done, draft
from taizhang.ledger.keys import KeyRing
from taizhang.ledger.store import Store
store = Store(CATALOGUE, KeyRing(bytes(32)))
if sys.argv[2] == "begin":
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    done(store.append(draft(*UNITS)))
else:
    verified, issues = store.verify()
    assert not issues, issues
    print(verified.submissions, verified.revisions, store.head().seq)
"""


@pytest.fixture
def environment(tmp_path):
    """A town of its own for child processes, on the database of this run."""
    given = {key: value for key, value in os.environ.items() if not key.startswith("TAIZHANG_")}
    given["DJANGO_SETTINGS_MODULE"] = "taizhang.project.settings"
    url = os.environ.get("TAIZHANG_DATABASE_URL")
    if url is None:
        yield {**given, "TAIZHANG_HOME": str(tmp_path)}
        return
    name = f"concurrent_{os.getpid()}"
    base = url.rsplit("/", 1)[0]
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"create database {name}")
        yield {**given, "TAIZHANG_DATABASE_URL": f"{base}/{name}"}
        server.execute(f"drop database {name} with (force)")


def run(environment, *arguments):
    done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_two_processes_append_at_once(environment):
    tests = str(HERE.parent)
    run(environment, "-c", CHECK, tests, "begin")
    command = [sys.executable, str(HERE / "appender.py")]
    both = [
        subprocess.Popen([*command, name, "15", "20"], env=environment, stderr=subprocess.PIPE, text=True)
        for name in ("A", "B")
    ]
    for process in both:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    assert run(environment, "-c", CHECK, tests, "end") == ["31", "603", "603"]


def test_the_run_uses_the_database_that_was_asked_for(db, request):
    wanted = {"sqlite": "sqlite", "postgres": "postgresql"}[request.config.getoption("--database")]
    assert connections["default"].vendor == wanted
