"""The front door: what can be told at once is, and the command line is opened for the rest."""

from __future__ import annotations

import sys

from tablecast._version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


_UNCOLLECTED = 100_000
"""How many objects are made before Python looks for cycles, of which there are few; looking often takes its time."""


def main() -> NoReturn:
    """Run a command."""
    arguments = sys.argv[1:]
    if arguments == ["--version"] and _printed(f"tablecast {__version__}\n"):
        sys.exit()
    if arguments[:1] == ["check"]:
        _check(arguments)
    _open()


def _check(arguments: list[str]) -> None:
    """Give the answer that an earlier check gave, if it still holds, or remember the one that is given now."""
    from tablecast import _answers  # noqa: PLC0415 - other commands do without

    try:
        question = _answers.question(arguments)
        code = None if question is None else question.answered()
    except Exception:  # noqa: BLE001 - whatever is wrong with the memory, the check is done without it
        return
    if code is not None:
        sys.exit(code)
    if question is not None:
        with question.listening():
            _open()


def _printed(text: str) -> bool:
    """Print a text, if the stream takes it; the command line knows what to say of one that does not."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        return False
    return True


def _open() -> NoReturn:
    """Open the command line, which takes longer to import than it takes to give an answer that is known."""
    import gc  # noqa: PLC0415 - as below

    from tablecast import _cli  # noqa: PLC0415 - see above

    gc.set_threshold(_UNCOLLECTED)
    _cli.main()


if __name__ == "__main__":
    main()
