"""Template files of a pack: that they exist, and that all are used. Their text is checked by the reports room."""

from collections.abc import Mapping
from pathlib import Path

from taizhang.declare.faults import Faults
from taizhang.declare.form import Form
from taizhang.kernel.issue import Place, Severity, did_you_mean
from taizhang.kernel.text import Text


class Templates:
    """The ``sections/*.md.j2`` of one pack, by their path inside it."""

    def __init__(self, files: Mapping[str, Path], faults: Faults) -> None:
        self._files = {inside: path for inside, path in files.items() if inside.endswith(".md.j2")}
        self._used: set[str] = set()
        self._all_users_read = True
        self._faults = faults

    def named(self, key: str, form: Form, required: bool = False) -> Path | None:
        """The file that ``form`` names under ``key``."""
        inside = form.string(key, required)
        if inside is None:
            return None
        self._used.add(inside)
        if inside not in self._files:
            self.user_unread()
            what = Text(
                f"{form.what.zh}：没有模板文件“{inside}”。", f"{form.what.en}: there is no template '{inside}'."
            )
            self._faults.add("pack-template-missing", form.at(key), what, did_you_mean(inside, self._files), inside)
        return self._files.get(inside)

    def user_unread(self) -> None:
        """Something that uses a template could not be read."""
        self._all_users_read = False

    def check_used(self) -> None:
        """Warn of templates that nothing prints. Names that begin with ``_`` are for inclusion in others."""
        for inside, path in self._files.items() if self._all_users_read else ():
            if inside not in self._used and not path.name.startswith("_"):
                what = Text(f"没有章节使用模板“{inside}”。", f"No section uses the template '{inside}'.")
                remedy = Text(
                    "请在 pack.yaml 的 sections 下写上它，或删去文件。",
                    "Name it under sections in pack.yaml, or delete it.",
                )
                self._faults.add("pack-template-unused", Place(str(path)), what, remedy, severity=Severity.WARNING)
