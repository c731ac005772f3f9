"""Links that have a name of their own, a sentence's "`text <address>`_": they count where a name is taken twice.

docutils gives such a name to the link, and what else has it, a title or a target, may lose it. That is the only thing
that a link in prose can do to the rest of a document. Its name ends where the address begins, so it is enough to see
that no name of the document is what stands before the address: where the link begins, only docutils can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.readers.rst._escapes import escaped, unescape
from tablecast.readers.rst.fast._unusual import UnusualError

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

_END = regex(r"<[^<>`]*>`_(?!_)")
_BEFORE = 10_000
"""How far before its address a link is looked for, in characters."""

_LONGEST = 300
"""The longest name that is surely found there, however much it is indented."""


def refuse_named(text: str, names: Iterable[str]) -> None:
    """Leave a document to docutils in which a link may have the name of a title or a target.

    Raises:
        UnusualError: That may be.
    """
    if ">`_" not in text or text.count(">`_") == text.count(">`__"):
        return
    known = tuple(names)
    if any(len(name) > _LONGEST for name in known):
        _refuse()
    for match in _ends(text):
        before = unescape(escaped(text[max(match.start() - _BEFORE, 0) : match.start()]))
        # Without a text before it, the address is the name.
        if " ".join(before.lower().split()).endswith((*known, "`")) or match[0].endswith("_>`_"):
            _refuse()


def _ends(text: str) -> list[re.Match[str]]:
    """Find the ends of the links; each must be one that is known for certain."""
    found = list(_END.finditer(text))
    if len(found) != text.count(">`_") - text.count(">`__"):
        _refuse()
    return found


def _refuse() -> None:
    message = "a link with a name that may be taken"
    raise UnusualError(message)
