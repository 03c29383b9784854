"""town.toml: what a town folder says of itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from taizhang.kernel.issue import Issue, Place
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.text import Text

FILE_NAME = "town.toml"


@dataclass(frozen=True)
class TownConfig:
    """``people`` maps a name to the roles that person acts in; ``synthetic`` marks demonstration data."""

    org: OrgCode
    name: str
    database_url: str | None = None
    synthetic: bool = False
    people: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def to_toml(self) -> str:
        def quoted(text: str) -> str:
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

        lines = ["[town]", f"org = {quoted(self.org)}", f"name = {quoted(self.name)}"]
        lines += ["synthetic = true"] if self.synthetic else []
        if self.database_url:
            lines += ["", "[database]", f"url = {quoted(self.database_url)}"]
        if self.people:
            lines += ["", "[people]"]
            lines += [
                f"{quoted(who)} = [{', '.join(map(quoted, sorted(roles)))}]" for who, roles in self.people.items()
            ]
        return "\n".join(lines) + "\n"


def read_config(home: Path) -> tuple[TownConfig | None, list[Issue]]:
    """The config in the town folder ``home`` (or in the file, when it is one), or what is wrong with it."""
    path = home if home.is_file() else home / FILE_NAME
    if not path.is_file():
        return None, [
            Issue(
                "town-missing",
                Text(
                    f"“{home}”不是一个镇的文件夹（没有 {FILE_NAME}）。",
                    f"'{home}' is not a town's folder (no {FILE_NAME}).",
                ),
                Text(
                    "用 --home 指明文件夹，或先运行 taizhang init。",
                    "Name the folder with --home, or run taizhang init first.",
                ),
                Place(str(path)),
            )
        ]
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        town = data["town"]
        config = TownConfig(
            org=OrgCode.parse(town["org"]),
            name=str(town["name"]),
            database_url=data.get("database", {}).get("url"),
            synthetic=bool(town.get("synthetic", False)),
            people={who: frozenset(roles) for who, roles in data.get("people", {}).items()},
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        return None, [
            Issue(
                "town-config",
                Text(f"{FILE_NAME} 读不懂：{error}。", f"{FILE_NAME} cannot be read: {error}."),
                Text("应有 [town] 一节，写明 org 与 name。", "It needs a section [town] with org and name."),
                Place(str(path)),
            )
        ]
    return config, []
