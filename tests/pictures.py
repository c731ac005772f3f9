"""Pictures of a terminal, as SVG that GitHub shows: what a command prints, in its colours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIZE, _LINE, _MARGIN = 14, 20, 20
_WIDTH = _SIZE * 0.6
"""How wide a character is: about this in every monospaced font, and the margin takes the difference."""

_SGR = re.compile(r"\x1b\[(\d+)m")
_CLASSES = {"1": "strong", "2": "dim", "31": "bad", "32": "good", "33": "warn", "36": "place"}
"""What click's styles are (ECMA-48, 8.3.117 Select Graphic Rendition)."""

_STYLE = """\
    rect { fill: #1e2227 }
    text { fill: #d7dae0; font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre }
    .strong { font-weight: bold; fill: #ffffff }
    .dim { fill: #8b929e }
    .bad { fill: #ff7b72 }
    .good { fill: #7ee787 }
    .warn { fill: #e3b341 }
    .place { fill: #79c0ff }"""


def draw(text: str) -> str:
    """Draw the lines of a text with the escape sequences that colour it."""
    lines = text.splitlines()
    width = round(2 * _MARGIN + _WIDTH * max(len(_SGR.sub("", line)) for line in lines))
    height = 2 * _MARGIN + _LINE * len(lines)
    size = f'width="{width}" height="{height}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}">',
            "  <style>",
            _STYLE,
            "  </style>",
            f'  <rect {size} rx="8"/>',
            *(_row(line, _MARGIN + _LINE * index + _SIZE) for index, line in enumerate(lines)),
            "</svg>\n",
        ]
    )


def _row(line: str, y: int) -> str:
    return f'  <text x="{_MARGIN}" y="{y}" xml:space="preserve">{"".join(_spans(line))}</text>'


def _spans(line: str) -> Iterator[str]:
    """Give the pieces of a line, each in its colour; a code stands before what it colours, and 0 ends it."""
    before, *coloured = _SGR.split(line)
    yield escape(before)
    for code, piece in zip(coloured[::2], coloured[1::2], strict=True):
        if piece:
            yield f'<tspan class="{_CLASSES[code]}">{escape(piece)}</tspan>' if code != "0" else escape(piece)
