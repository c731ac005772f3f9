"""Rules of paths: relative to the configuration, with `/` between folders, and inside the project where we write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._config_rules._report import report
from tablecast._regex import regex
from tablecast._validation import shown

if TYPE_CHECKING:
    from tablecast._toml import Keys
    from tablecast._validation import Problems

_DRIVE = regex(r"[A-Za-z]:")


def check_relative(path: str, keys: Keys, problems: Problems) -> None:
    """Report a path that does not mean the same on every machine."""
    if not path:
        report(problems, keys, "expected a path, got an empty string", "write a path")
    elif "\\" in path:
        slashed = path.replace("\\", "/")
        message = f"expected '/' between folders, got a backslash in {shown(path)}"
        report(problems, keys, message, f"write {shown(slashed)}")
    elif path.startswith("/") or _DRIVE.match(path):
        message = f"expected a path relative to the configuration, got the absolute path {shown(path)}"
        report(problems, keys, message, "name it from the folder of the configuration")
    elif not path.isprintable():
        report(problems, keys, f"expected printable characters, got {path!r}", "remove the others")


def check_inside(path: str, keys: Keys, problems: Problems) -> None:
    """Report a path that may leave the project."""
    if ".." in path.split("/"):
        message = f"expected a path inside the project, got {shown(path)}"
        report(problems, keys, message, "write it without '..'")
