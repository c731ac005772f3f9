"""Rules of outputs: each has a template and a path of its own."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tablecast._config_rules._paths import check_inside, check_relative
from tablecast._config_rules._report import report
from tablecast._validation import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecast._toml import Keys
    from tablecast._validation import Problems
    from tablecast.config import OutputConfig


def check_output(output: OutputConfig, keys: Keys, problems: Problems) -> None:
    """Check one output."""
    if not output.template:
        hint = 'write "json/records.json.j2", for example'
        report(problems, (*keys, "template"), "expected the name of a template, got an empty string", hint)
    check_written(output.path, (*keys, "path"), problems)


def check_written(path: str, place: Keys, problems: Problems) -> None:
    """Check the path of a file that is written."""
    check_relative(path, place, problems)
    check_inside(path, place, problems)
    if path and (path.endswith("/") or not PurePosixPath(path).parts):
        report(problems, place, f"expected a file, got the folder {shown(path)}", "add the name of the file")


def check_outputs(outputs: Mapping[Keys, str], problems: Problems, own_name: str) -> None:
    """Check the paths of all files that are written against each other, and against the configuration's own."""
    for keys, path in outputs.items():
        if _identity(path) == _identity(own_name):
            report(problems, keys, f"{shown(path)} is this configuration", "choose another path")
    _check_collisions(outputs, problems)


def _check_collisions(outputs: Mapping[Keys, str], problems: Problems) -> None:
    """Report each output that would overwrite another, or that needs a folder where another output is a file."""
    first: dict[PurePosixPath, Keys] = {}
    for keys, path in outputs.items():
        earlier = first.setdefault(_identity(path), keys)
        if path and earlier != keys:
            hint = "choose another path; upper and lower case are the same on some disks"
            report(problems, keys, f"{shown(path)} is the path of two outputs", hint, (earlier, "first here"))
    for file, keys in first.items():
        for folder in [parent for parent in file.parents if parent.parts and parent in first]:
            message = f"'{file}' needs a folder '{folder}', which is an output"
            report(problems, keys, message, "choose another path", (first[folder], "a file here"))


def _identity(path: str) -> PurePosixPath:
    """Give equal results for paths that name the same file on any file system.

    Windows and macOS ignore case, Windows also spaces and dots that end a name, macOS the Unicode normal form.
    """
    parts = PurePosixPath(unicodedata.normalize("NFC", path.casefold())).parts
    return PurePosixPath(*(part.rstrip(". ") or part for part in parts))
