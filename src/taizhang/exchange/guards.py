"""What a file must pass before any parser sees it: size, damage, encryption, zip bombs, entities, absurd dimensions."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Literal

from taizhang.kernel.issue import Issue, Place
from taizhang.kernel.text import Text

Format = Literal["xlsx", "csv"]

MEGABYTE = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 4 * MEGABYTE
_OVERLAP = 256  # no tag that is looked for is longer
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d+)["']""")
# A quick look first: a part's quotes, capitals, digits and ends of tags alone, reduced to their shape ("A1" and "B2"
# are the same). Where no shape of a far cell occurs, there is none.
_SHAPE = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789'", b"A" * 26 + b"0" * 9 + b'"')
_SHAPELESS = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789>\"'"))
_FAR = (b'"AA0', b'"AAA0', b'"A000000')
_NEAR_COLUMNS, _NEAR_ROWS = 26, 99_999  # as far as cells without such a shape reach
_UNCOMPUTED = re.compile(rb"</f>(?:<v></v>|<v ?/>)?</c>")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Limits:
    """How large a file may be, in bytes, rows and columns. ``ratio`` is unpacked to packed, judged above 32 MB."""

    packed: int = 200 * MEGABYTE
    unpacked: int = 1024 * MEGABYTE
    ratio: int = 150
    ratio_from: int = 32 * MEGABYTE
    parts: int = 5000
    columns: int = 256
    rows: int = 1_048_576
    area: int = 28_000_000


def _issue(code: str, file: str, what: Text, remedy: Text, value: str | None = None) -> Issue:
    return Issue(f"workbook-{code}", what, remedy, Place(file=file), value=value)


def recognise(data: bytes, file: str, limits: Limits) -> tuple[Format | None, list[Issue]]:
    """The format of ``data`` when it may be parsed, else what keeps it out."""
    if len(data) > limits.packed:
        return None, [_too_large(file, len(data), limits.packed)]
    if not data.strip(b"\x00\xef\xbb\xbf \r\n\t"):
        return None, [
            _issue(
                "empty",
                file,
                Text("文件是空的。", "The file is empty."),
                Text("请检查是否选错了文件。", "Check that this is the right file."),
            )
        ]
    if data.startswith(_OLE):
        return None, [_ole(data, file)]
    if data.startswith(b"PK"):
        issues = _inspect_zip(data, file, limits)
        return (None if issues else "xlsx"), issues
    if file.lower().endswith((".csv", ".txt")):
        return "csv", []
    return None, [_not_a_workbook(file)]


def _ole(data: bytes, file: str) -> Issue:
    if _ENCRYPTED in data:
        return _issue(
            "encrypted",
            file,
            Text("工作簿设有打开密码。", "The workbook is protected by a password."),
            Text(
                "请在 Excel 或 WPS 中去掉打开密码后重新保存。", "Remove the password in Excel or WPS and save it again."
            ),
        )
    return _issue(
        "old-format",
        file,
        Text("这是旧版 .xls 文件。", "This is an old .xls file."),
        Text("请另存为 .xlsx 工作簿后再导入。", "Save it as an .xlsx workbook and import that."),
    )


def _not_a_workbook(file: str) -> Issue:
    return _issue(
        "not-a-workbook",
        file,
        Text("这不是 Excel 工作簿或 CSV 文件。", "This is not an Excel workbook or a CSV file."),
        Text("请用 Excel 或 WPS 另存为 .xlsx 或 .csv。", "Save it as .xlsx or .csv from Excel or WPS."),
    )


def _too_large(file: str, size: int, limit: int) -> Issue:
    return _issue(
        "too-large",
        file,
        Text(
            f"文件过大：{size // MEGABYTE} MB，上限 {limit // MEGABYTE} MB。",
            f"The file is too large: {size // MEGABYTE} MB, the limit is {limit // MEGABYTE} MB.",
        ),
        Text("请拆成几个工作簿分别导入。", "Split it into several workbooks."),
        str(size),
    )


def _bomb(file: str) -> Issue:
    return _issue(
        "zip-bomb",
        file,
        Text("文件解压后大得异常，已拒绝打开。", "The file unpacks to an absurd size and was not opened."),
        Text(
            "请把数据复制到新的工作簿，删去空行空列的格式后再导入。",
            "Copy the data into a new workbook without formatted empty rows, and import that.",
        ),
    )


def damaged(file: str) -> Issue:
    return _issue(
        "damaged",
        file,
        Text("文件不完整或已损坏。", "The file is truncated or damaged."),
        Text(
            "请重新复制或下载该文件，能在 Excel 中打开后再导入。", "Copy or download it again; it must open in Excel."
        ),
    )


def not_text(file: str) -> Issue:
    return _issue(
        "encoding",
        file,
        Text("文本的编码无法识别。", "The encoding of the text is not recognised."),
        Text("请另存为“CSV UTF-8”或 .xlsx。", "Save it as 'CSV UTF-8' or .xlsx."),
    )


def _inspect_zip(data: bytes, file: str, limits: Limits) -> list[Issue]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect_parts(archive, len(data), file, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        return [damaged(file)]


def _inspect_parts(archive: zipfile.ZipFile, packed: int, file: str, limits: Limits) -> list[Issue]:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        return [_ole(_OLE + _ENCRYPTED, file)]
    if "xl/workbook.xml" not in names:
        return [_not_a_workbook(file)]
    if len(names) != len(parts):
        return [damaged(file)]
    declared = sum(part.file_size for part in parts)
    if _absurd(declared, packed, limits) or len(parts) > limits.parts:
        return [_bomb(file)]
    unpacked = 0
    for part in parts:
        is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        scan = _Scan(part.filename, file, limits)
        with archive.open(part) as stream:
            tail = b""
            for chunk in _chunks(stream):
                unpacked += len(chunk)
                if _absurd(unpacked, packed, limits):
                    return [_bomb(file)]
                if is_xml and (issues := scan.feed(tail, chunk)):
                    return issues
                tail = chunk[-_OVERLAP:]
    return []


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a part, unpacked one chunk ahead of the reader in a thread."""
    with ThreadPoolExecutor(1) as pool:
        ahead = pool.submit(stream.read, _CHUNK)
        while chunk := ahead.result():
            ahead = pool.submit(stream.read, _CHUNK)
            yield chunk


def _absurd(unpacked: int, packed: int, limits: Limits) -> bool:
    return unpacked > limits.unpacked or (unpacked > limits.ratio_from and unpacked > limits.ratio * packed)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _Scan:
    """Looks through one XML part as it is unpacked."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._is_sheet = part.startswith("xl/worksheets/")
        self._columns = _NEAR_COLUMNS
        self._rows = _NEAR_ROWS

    def feed(self, tail: bytes, chunk: bytes) -> list[Issue]:
        if not tail and chunk.startswith(_UTF16):
            return [damaged(self._file)]
        block = tail + chunk
        if _ENTITY.search(block):
            return [self._entities()]
        if not self._is_sheet:
            return []
        shape = block.translate(_SHAPE, _SHAPELESS)
        for letters, row in _REFERENCE.findall(block) if any(far in shape for far in _FAR) else ():
            self._columns = max(self._columns, _column_number(letters))
            self._rows = max(self._rows, int(row))
        limits = self._limits
        if self._columns > limits.columns or self._rows > limits.rows or self._columns * self._rows > limits.area:
            return [self._too_wide()]
        return self._uncomputed(block)

    def _uncomputed(self, block: bytes) -> list[Issue]:
        for match in _UNCOMPUTED.finditer(block):
            start = block.rfind(b"<c ", 0, match.start())
            opening = block[start : block.find(b">", start)] if start >= 0 else b""
            cell = re.search(rb'\br="([A-Z]+\d+)"', opening)
            if cell is not None and b't="str"' not in opening:
                name = cell[1].decode()
                return [
                    _issue(
                        "uncomputed-formula",
                        self._file,
                        Text(
                            f"单元格 {name} 的公式没有计算结果。", f"The formula in cell {name} has no computed value."
                        ),
                        Text(
                            "请在 Excel 或 WPS 中打开并保存一次再导入。",
                            "Open and save it once in Excel or WPS, then import.",
                        ),
                        name,
                    )
                ]
        return []

    def _entities(self) -> Issue:
        return _issue(
            "entities",
            self._file,
            Text("工作簿内部含有不允许的 XML 实体声明。", "The workbook declares XML entities, which is not allowed."),
            Text("请用 Excel 或 WPS 重新另存为 .xlsx。", "Save it again as .xlsx from Excel or WPS."),
        )

    def _too_wide(self) -> Issue:
        return _issue(
            "too-wide",
            self._file,
            Text(
                f"工作表过大：用到第 {self._columns} 列、第 {self._rows} 行（最多 {self._limits.columns} 列）。",
                f"The sheet is too large: it reaches column {self._columns}, row {self._rows} "
                f"(at most {self._limits.columns} columns).",
            ),
            Text("请删去数据之外的零散单元格或空列。", "Delete stray cells and empty columns beyond the data."),
        )
