"""Which language the command line speaks: ``--lang``, else TAIZHANG_LANG, else Chinese."""

import os
import sys

from taizhang.kernel.text import Language, Text


def choose(arguments: list[str]) -> None:
    """Take ``--lang`` out of the arguments before any help text is built."""
    for at, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            os.environ["TAIZHANG_LANG"] = argument.removeprefix("--lang=")
            del arguments[at]
            return
        if argument == "--lang" and at + 1 < len(arguments):
            os.environ["TAIZHANG_LANG"] = arguments[at + 1]
            del arguments[at : at + 2]
            return


def language() -> Language:
    return "en" if os.environ.get("TAIZHANG_LANG", "zh").lower().startswith("en") else "zh"


def t(zh: str, en: str) -> str:
    """The sentence in the language of this run."""
    return en if language() == "en" else zh


def told(text: Text) -> str:
    return text.in_(language())


def prefer_utf8() -> None:
    """Chinese output must not die on a terminal or pipe that claims another encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
