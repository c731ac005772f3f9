"""Pictures of a pull request, as SVG that GitHub shows: the boxes that it makes of annotations, at their lines.

The picture is light where the reader's system is, and dark else.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commands import Command

_WIDTH, _EDGE, _ROW, _BAR = 900, 16, 20, 40
_INSET = 32
"""How far a box is from the edges of its file."""

_LETTERS = 112
"""How many letters of code there is room for in a box."""

_CONTEXT = 2
"""How many lines of a file are shown before and after those that differ."""

_STYLE = """\
    text { font: 13px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; white-space: pre }
    .code { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
    .strong { font-weight: 600 }
    .page { fill: #ffffff }
    .bar { fill: #f6f8fa }
    .line { fill: none; stroke: #d1d9e0 }
    .text { fill: #1f2328 }
    .dim { fill: #59636e }
    .bad { fill: #cf222e }
    .good { fill: #1a7f37 }
    .mark { fill: none; stroke: #ffffff; stroke-width: 1.5 }
    .removed { fill: #ffebe9 }
    .added { fill: #dafbe1 }
    @media (prefers-color-scheme: dark) {
      .page { fill: #0d1117 }
      .bar { fill: #151b23 }
      .line { stroke: #3d444d }
      .text { fill: #f0f6fc }
      .dim { fill: #9198a1 }
      .bad { fill: #f85149 }
      .good { fill: #3fb950 }
      .mark { stroke: #0d1117 }
      .removed { fill: #301a1e }
      .added { fill: #12261e }
    }"""


class _Line(NamedTuple):
    """A line of a file: its numbers before and after, where it has one, and its text after a sign."""

    before: int
    after: int
    text: str


def draw(annotations: Iterable[Command], before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Draw the files that were changed, and below them the others that are annotated."""
    found: dict[str, list[Command]] = {name: [] for name in before}
    for each in annotations:
        found.setdefault(each.properties.get("file", ""), []).append(each)
    picture = _Picture()
    for name, boxes in found.items():
        lines = list(_changed(before[name], after[name])) if name in before else []
        picture.file(name, lines, boxes)
    return picture.svg()


def _changed(before: str, after: str) -> Iterator[_Line]:
    """Give the lines that differ, and some around them."""
    one = two = 0
    for line in [*difflib.unified_diff(before.splitlines(), after.splitlines(), n=_CONTEXT, lineterm="")][2:]:
        start = re.match(r"@@ -(\d+)\S* \+(\d+)", line)
        if start:
            one, two = int(start[1]), int(start[2])
            continue
        here, there = line[0] != "+", line[0] != "-"
        yield _Line(one if here else 0, two if there else 0, line)
        one, two = one + here, two + there


class _Picture:
    """A page that grows downwards."""

    def __init__(self) -> None:
        """Begin at the top."""
        self._parts: list[str] = []
        self._y = _EDGE

    def svg(self) -> str:
        """Give the whole picture."""
        size = f'width="{_WIDTH}" height="{self._y}"'
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {_WIDTH} {self._y}">',
                "  <style>",
                _STYLE,
                "  </style>",
                f'  <rect class="page" {size} rx="8"/>',
                *self._parts,
                "</svg>\n",
            ]
        )

    def file(self, name: str, lines: Sequence[_Line], boxes: Sequence[Command]) -> None:
        """Draw a file: its name, its lines that differ, and its boxes below the lines that they are of."""
        top, below = self._y, list(boxes)
        self._bar(name, lines)
        for line in lines:
            self._code(line)
            here = [each for each in below if line.after and each.properties.get("line") == str(line.after)]
            for each in here:
                below.remove(each)
                self._box(name, each)
        for each in below:
            self._box(name, each)
        area = _area(_EDGE + 0.5, top + 0.5, _WIDTH - 2 * _EDGE - 1, self._y - top)
        self._parts.append(f'  <rect class="line" {area} rx="6"/>')
        self._y += _EDGE

    def _bar(self, name: str, lines: Sequence[_Line]) -> None:
        self._rect("bar", _EDGE, _WIDTH - 2 * _EDGE, _BAR, ' rx="6"')
        self._text("code strong text", _EDGE + 14, 24, name)
        added, removed = (sum(line.text[0] == sign for line in lines) for sign in "+-")
        if lines:
            self._text("code strong good", _WIDTH - 100, 24, f"+{added}")
            self._text("code strong bad", _WIDTH - 60, 24, f"\N{MINUS SIGN}{removed}")
        self._y += _BAR

    def _code(self, line: _Line) -> None:
        tone = {"+": "added", "-": "removed"}.get(line.text[0])
        if tone:
            self._rect(tone, _EDGE + 1, _WIDTH - 2 * _EDGE - 2, _ROW)
        for number, right in ((line.before, 56), (line.after, 96)):
            if number:
                self._text("code dim", right, 14, str(number), ' text-anchor="end"')
        self._text("code text", 112, 14, line.text[0].replace("-", "\N{MINUS SIGN}") + " " + line.text[1:])
        self._y += _ROW

    def _box(self, name: str, each: Command) -> None:
        lines = [part for line in each.data.splitlines() for part in _folded(line)]
        height = 68 + 18 * len(lines)
        left, self._y = _EDGE + _INSET, self._y + 10
        size = _area(left + 0.5, self._y + 0.5, _WIDTH - 2 * left - 1, height - 1)
        self._parts.append(f'  <rect class="page" {size} rx="6"/>')
        self._parts.append(f'  <rect class="line" {size} rx="6"/>')
        self._parts.append(f'  <rect class="bad" {_area(left, self._y + 6, 3, height - 12)}/>')
        self._mark(left + 24, self._y + 22)
        line = f"on line {each.properties['line']} in" if "line" in each.properties else "in"
        self._text("strong text", left + 40, 27, f"Check failure {line} {name}")
        self._text("dim", _WIDTH - left - 14, 27, "GitHub Actions / check", ' text-anchor="end"')
        self._text("strong text", left + 16, 50, each.properties["title"])
        for number, line in enumerate(lines):
            tone = {"+ ": "good", "- ": "bad"}.get(line[:2], "text")
            self._text(f"code {tone}", left + 16, 71 + 18 * number, line)
        self._y += height + 10

    def _mark(self, x: float, y: float) -> None:
        """Draw a cross in a disc, as beside a check that has failed."""
        self._parts.append(f'  <circle class="bad" cx="{x}" cy="{y}" r="7"/>')
        self._parts.append(f'  <path class="mark" d="M{x - 2.5} {y - 2.5}l5 5m0 -5l-5 5"/>')

    def _rect(self, tone: str, x: float, width: float, height: float, more: str = "") -> None:
        self._parts.append(f'  <rect class="{tone}" {_area(x, self._y, width, height)}{more}/>')

    def _text(self, tone: str, x: float, below: float, text: str, more: str = "") -> None:
        shown = f'x="{x}" y="{self._y + below}"{more} xml:space="preserve"'
        self._parts.append(f'  <text class="{tone}" {shown}>{escape(text)}</text>')


def _area(x: float, y: float, width: float, height: float) -> str:
    return f'x="{x}" y="{y}" width="{width}" height="{height}"'


def _folded(line: str) -> list[str]:
    """Give a line as a box shows it, which folds it between words."""
    return textwrap.wrap(line, _LETTERS, subsequent_indent="  ", break_on_hyphens=False, drop_whitespace=True) or [""]
