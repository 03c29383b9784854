"""Which fonts a PDF is set in: the official faces where the machine has them, look-alikes, and always one that works.

Only folders known to hold fonts are read, once in a process. The last resort comes with a package that we depend on
(Noto Serif SC and Noto Sans SC), so that every machine prints Chinese.
"""

import sys
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

# Best first. The names are those the font files carry inside.
_SERIF = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC")
_SANS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC")
_OFFICIAL: dict[str, tuple[str, ...]] = {
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FZFangSong-Z02", "FangSong", "STFangsong", "FandolFang R"),
    "hei": ("SimHei", "FZHei-B01", "STHeiti", "Heiti SC", "FandolHei"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "STKaiti", "Kaiti SC", "FandolKai", "AR PL UKai CN", "LXGW WenKai"),
    "song": ("SimSun", "STSong", "Songti SC", "FandolSong"),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "STZhongsong"),
}


def available() -> typst.Fonts:
    """The fonts of this machine and our own, found once."""
    return _found(tuple(str(folder) for folder in _folders()))


def faces(fonts: typst.Fonts) -> dict[str, dict[str, list[str] | bool]]:
    """For each face the families to try in order, and whether it must be outlined to look as heavy as it should.

    Every list ends with our own serif and sans, so a character that the first lacks (镕, ㎡) is still printed.
    """
    families = set(fonts.families())
    found: dict[str, dict[str, list[str] | bool]] = {}
    for face, official in _OFFICIAL.items():
        last = (*_SANS, *_SERIF) if face == "hei" else (*_SERIF, *_SANS)
        chosen = [family for family in (*official, *last) if family in families]
        outline = face == "title" and chosen[0] not in official
        found[face] = {"families": chosen, "outline": outline}
    return found


@cache
def _found(folders: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


@cache
def _folders() -> tuple[Path, ...]:
    home = Path.home()
    known = [Path(pylopdf_fonts_zh_cn.__file__).parent]
    if sys.platform == "darwin":
        known += [Path("/Library/Fonts"), Path("/System/Library/Fonts"), home / "Library/Fonts"]
    elif sys.platform == "win32":
        known += [Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"]
    else:
        known += [
            Path("/usr/share/fonts"),
            Path("/usr/local/share/fonts"),
            home / ".local/share/fonts",
            home / ".fonts",
            Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
            Path("/usr/share/texmf/fonts/opentype/public/fandol"),
        ]
    return tuple(folder for folder in known if folder.is_dir())
