"""Town: an opened town folder, and how one is made.

``home/`` holds town.toml, ledger.sqlite3 (unless a database URL is given), keys/master.key, columns/ (the analytical
copy, always rebuildable), packs/ (the town's own declarations) and issued/ (files of issued reports). One process
serves one town, because Django's settings are one per process.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang import __version__
from taizhang.declare.load import SHIPPED, load_packs
from taizhang.declare.model import ROLES, Catalogue
from taizhang.indicators.columns import Columns
from taizhang.indicators.engine import Engine
from taizhang.indicators.resolve import check_catalogue
from taizhang.kernel.asof import AsOf, Cutoff
from taizhang.kernel.issue import Issue, Place, has_errors
from taizhang.kernel.orgtree import OrgTree
from taizhang.kernel.text import Text
from taizhang.ledger.entries import Actor
from taizhang.project.config import FILE_NAME, TownConfig, read_config

if TYPE_CHECKING:
    from taizhang.ledger.store import Store

KEY_FOLDER = "keys"

Progress = Callable[[int, int], None]


def configure_django(home: Path) -> None:
    """Point this process at the town; the first town a process opens is the only one."""
    os.environ["TAIZHANG_HOME"] = str(home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.project.settings")
    import django

    django.setup()


@dataclass(frozen=True)
class Town:
    home: Path
    config: TownConfig
    catalogue: Catalogue

    @cached_property
    def store(self) -> "Store":
        from taizhang.ledger.keys import KeyRing
        from taizhang.ledger.store import Store  # needs Django set up

        return Store(self.catalogue, KeyRing.load(self.home / KEY_FOLDER))

    @cached_property
    def columns(self) -> Columns:
        return Columns(self.home / "columns", self.catalogue)

    @cached_property
    def engine(self) -> Engine:
        return Engine(self.catalogue, self.columns, self.tree)

    def tree(self, asof: AsOf) -> OrgTree:
        return self.store.org_tree(asof)

    def refresh(self, progress: Progress | None = None) -> None:
        """Bring the analytical copy up to the head of the ledger."""
        self.columns.refresh(self.store.source(), progress)

    def actor(self, name: str | None = None, roles: tuple[str, ...] = ()) -> tuple[Actor | None, list[Issue]]:
        """Who acts. Roles come from the argument, else from town.toml, else ``admin``: the folder's owner."""
        from getpass import getuser

        name = name or getuser()
        unknown = [role for role in roles if role not in ROLES]
        if unknown:
            known = "、".join(f"{role}（{title.zh}）" for role, title in ROLES.items())
            return None, [
                Issue(
                    "actor-unknown-role",
                    Text(f"没有“{unknown[0]}”这个身份。", f"There is no role '{unknown[0]}'."),
                    Text(f"可用的有：{known}。", f"Known: {', '.join(ROLES)}."),
                )
            ]
        return Actor(name, frozenset(roles) or self.config.people.get(name, frozenset({"admin"}))), []

    def cutoff(self, day: date, known_by: int | datetime | None = None) -> Cutoff:
        """A cut-off on ``day`` as known by a revision number, a moment, or now."""
        if known_by is None:
            return Cutoff(day, self.store.head().seq)
        return Cutoff(day, known_by if isinstance(known_by, int) else self.store.known_by(known_by))


def load_catalogue(home: Path | None) -> tuple[Catalogue, list[Issue]]:
    """The shipped packs with the town's own laid over them, and every fault of their declarations and expressions.

    Checking expressions takes longer than everything else, so a town notes the packs it has checked without a fault.
    """
    own = [home / "packs"] if home is not None and (home / "packs").is_dir() else []
    catalogue, issues = load_packs(SHIPPED, *own)
    if has_errors(issues):
        return catalogue, issues
    noted = home / "columns" / "packs-checked" if home is not None else None
    digest = _digest(SHIPPED, *own)
    if noted is not None and noted.is_file() and noted.read_text(encoding="ascii") == digest:
        return catalogue, issues
    found = check_catalogue(catalogue)
    if noted is not None and noted.parent.is_dir() and not found:
        noted.write_text(digest, encoding="ascii")
    return catalogue, [*issues, *found]


def _digest(*folders: Path) -> str:
    """Changes with this version of the program and with any declaration in ``folders``."""
    digest = sha256(__version__.encode())
    for path in sorted(path for folder in folders for path in folder.rglob("*.yaml")):
        digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def open_town(home: Path) -> tuple[Town | None, list[Issue]]:
    """The town in ``home`` ready for use, or why it cannot be opened."""
    config, issues = read_config(home)
    if config is None:
        return None, issues
    catalogue, issues = load_catalogue(home)
    if has_errors(issues):
        return None, issues
    configure_django(home)
    return Town(home, config, catalogue), issues


def init_town(home: Path, config: TownConfig, key: str | None = None) -> tuple[Town | None, list[Issue]]:
    """Make a town folder with an empty ledger and a new master key (or ``key``, the text of one kept apart).

    Refuses a folder that already holds anything; leaves nothing behind when it fails.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        return None, [
            Issue(
                "town-exists",
                Text(f"“{home}”已有内容。", f"'{home}' is not empty."),
                Text("换一个新文件夹，或直接使用其中已有的镇。", "Choose a new folder, or use the town that is there."),
                Place(str(home)),
            )
        ]
    was_there = home.exists()
    home.mkdir(parents=True, exist_ok=True)
    try:
        (home / FILE_NAME).write_text(config.to_toml(), encoding="utf-8")
        (home / "packs").mkdir()
        configure_django(home)
        from django.core.management import call_command

        from taizhang.ledger.keys import KeyRing

        if key is None:
            KeyRing.create(home / KEY_FOLDER)
        else:
            KeyRing.adopt(home / KEY_FOLDER, key)
        call_command("migrate", verbosity=0, interactive=False)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        if was_there:
            home.mkdir()
        raise
    return open_town(home)
