"""Fixtures for all rooms: the database that tests run on, a catalogue, a store.

``pytest --database=postgres`` runs the same tests on a private PostgreSQL server, started before Django connects.
"""

import os

import pytest
from private_postgres import PrivatePostgres, Unavailable

_SERVER = pytest.StashKey[PrivatePostgres]()
_MISSING = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite", help="what the store runs on")


def pytest_configure(config: pytest.Config) -> None:
    os.environ.pop("TAIZHANG_HOME", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.project.settings"
    if hasattr(config, "workerinput"):  # a worker of xdist: the server is the controller's
        pass
    elif config.getoption("--database") == "postgres":
        _start_server(config)
    else:
        os.environ.pop("TAIZHANG_DATABASE_URL", None)
    import django

    django.setup()


def _start_server(config: pytest.Config) -> None:
    try:
        server = PrivatePostgres()
        config.stash[_SERVER] = server
        server.start()
    except Unavailable as reason:
        config.stash[_MISSING] = str(reason)
        return
    os.environ["TAIZHANG_DATABASE_URL"] = server.url


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(_SERVER, None)
    if server is not None:
        server.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    reason = config.stash.get(_MISSING, None)
    if reason is not None:
        for item in items:
            item.add_marker(pytest.mark.skip(reason=f"--database=postgres: {reason}"))


@pytest.fixture
def keys():
    from taizhang.ledger.keys import KeyRing

    return KeyRing(bytes(range(32)))


@pytest.fixture
def store(db, keys):
    """An empty store over the test ledgers."""
    from ledger_catalogue import CATALOGUE

    from taizhang.ledger.store import Store

    return Store(CATALOGUE, keys)


@pytest.fixture
def town(store):
    """The same store with a township and two villages."""
    from ledger_catalogue import UNITS, done, draft

    done(store.append(draft(*UNITS)))
    return store
