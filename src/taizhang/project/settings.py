"""Django settings of one town: the folder that TAIZHANG_HOME names.

``town.toml`` there may name a PostgreSQL database (``[database] url``); otherwise the town's records are in
``ledger.sqlite3`` beside it. Without TAIZHANG_HOME (tests) TAIZHANG_DATABASE_URL counts, or else memory.
"""

import os
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database(url: str, file: str) -> dict[str, Any]:
    """Django's description of the database at ``url``, or of the SQLite ``file`` when there is no url."""
    if not url:
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": options}
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError(f"the database url must begin with postgresql://, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _database() -> dict[str, Any]:
    home = os.environ.get("TAIZHANG_HOME")
    if not home:
        return database(os.environ.get("TAIZHANG_DATABASE_URL", ""), ":memory:")
    town = Path(home) / "town.toml"
    declared = tomllib.loads(town.read_text(encoding="utf-8")) if town.exists() else {}
    return database(declared.get("database", {}).get("url", ""), str(Path(home) / "ledger.sqlite3"))


INSTALLED_APPS = ["taizhang.ledger"]
DATABASES = {"default": _database()}
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
