"""White space as a reader sees it: folded, across pieces of inline content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.content import LineBreak, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecast.content import Inline

_SPACE = regex(r"[ \t\n\r\v\f]+")
"""White space that folds; non-breaking and zero-width characters are text."""


def fold(text: str) -> str:
    """Fold white space as a reader sees it."""
    text = text.replace("\n", " ")
    # Of all white space, a blank alone is printable: most texts hold nothing else, and one at a time.
    return text if "  " not in text and text.isprintable() else _SPACE.sub(" ", text)


def tidy(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Join neighbouring texts, fold white space where they meet, and drop it at the ends and around line breaks."""
    tidied: list[Inline] = []
    for inline in inlines:
        last = tidied[-1] if tidied else LineBreak()
        if isinstance(inline, LineBreak):
            _drop_trailing_space(tidied)
            tidied += [inline] if tidied else []
        elif not isinstance(inline, Text):
            tidied.append(inline)
        elif isinstance(last, Text):
            tidied[-1] = Text(fold(last.text + inline.text))
        else:
            text = inline.text.lstrip(" ") if isinstance(last, LineBreak) else inline.text
            tidied += [Text(text)] if text else []
    while tidied and isinstance(tidied[-1], LineBreak):
        tidied.pop()
    _drop_trailing_space(tidied)
    return tuple(tidied)


def _drop_trailing_space(inlines: list[Inline]) -> None:
    last = inlines[-1] if inlines else None
    if isinstance(last, Text):
        text = last.text.rstrip(" ")
        inlines[-1:] = [Text(text)] if text else []
