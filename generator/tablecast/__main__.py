"""The front door: what can be told at once is, and the command line is opened for the rest."""

from __future__ import annotations

import sys

from tablecast import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run a command."""
    if sys.argv[1:] == ["--version"] and _printed(f"tablecast {__version__}\n"):
        sys.exit()
    from tablecast import _cli  # noqa: PLC0415 - with all that a command line needs, this takes longer than the rest

    _cli.main()


def _printed(text: str) -> bool:
    """Print a text, if the stream takes it; the command line knows what to say of one that does not."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
