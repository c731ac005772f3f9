"""Depfiles: what outputs are made of, as a rule that make and ninja read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPACE = regex(r"(\\*)([ \t])")
"""What ends a name, with the backslashes before it: of these, there are twice as many in a rule, and one more."""
_SIGN = regex("[#:]")


def rule(targets: Sequence[str], inputs: Sequence[str]) -> str:
    """Give the rule that says so.

    Each input is a target of its own as well, with nothing to do, so that make goes on when one is deleted: what was
    made of it is then made anew.
    """
    names = [_name(path) for path in inputs]
    lines = [" ".join(map(_name, targets)) + ":", *(f"  {name}" for name in names)]
    return " \\\n".join(lines) + "\n" + "".join(f"\n{name}:\n" for name in names)


def _name(path: str) -> str:
    """Write a name as compilers do, which is what make and ninja both read."""
    return _SIGN.sub(r"\\\g<0>", _SPACE.sub(r"\1\1\\\2", path)).replace("$", "$$")
