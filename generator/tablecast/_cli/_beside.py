"""Files that a command writes besides its result, where the user says: reports, and what build systems read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tablecast import _disk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tablecast._workspace import Workspace
    from tablecast.diagnostics import Diagnostic


def write_beside(path: Path, data: bytes, inputs: Workspace, outputs: Iterable[str], what: str) -> Iterator[Diagnostic]:
    """Write a file, whose path is from the working directory, and tell what is wrong with it.

    It is written in place and not moved there, as it may go to a pipe or to a file that a CI service has opened.
    """
    from tablecast.diagnostics import Diagnostic, Location

    taken = [inputs.identity(output) for output in outputs]
    if inputs.is_input(str(path.absolute())) or os.path.realpath(path) in taken:
        message = f"the {what} would overwrite an output, or a file that outputs are made of"
        yield Diagnostic("misplaced-output", message, Location(path.as_posix()), hint=f"give the {what} another path")
        return
    _disk.forget()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        message = f"cannot write the file: {error.strerror or error}"
        yield Diagnostic("unwritable-file", message, Location(path.as_posix()))
