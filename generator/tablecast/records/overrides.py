"""Overrides: corrections of single cells of documents that are wrong.

An override says which text it corrects, by a digest. So it ends when the document changes: it is stale where the cell
says something new, and not needed any more where the cell says what is right.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from tablecast.content import Paragraph, Text
from tablecast.diagnostics import Diagnostic, Related, did_you_mean, shortened
from tablecast.shaping.grids import text_of
from tablecast.tables import Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tablecast.config import Override
    from tablecast.diagnostics import Location
    from tablecast.shaping.grids import Grid, GridRow

    Locate = Callable[..., Location]

_OVERRIDDEN: Final = "overridden"
_NO_DIGEST: Final = "override-no-digest"
_DIGEST_LENGTH = 12
_SHOWN_TEXT = 60
_SHOWN_ROWS = 8


class Corrected(NamedTuple):
    """The tables with their corrections; the diagnostics name each, or say why it cannot be made."""

    grids: tuple[Grid, ...]
    diagnostics: tuple[Diagnostic, ...]


class _Spot(NamedTuple):
    """A slot of a table."""

    grid: int
    row: int
    column: int


class _Search(NamedTuple):
    """What overrides are looked for in: tables, and the names of their columns for a comparison without case."""

    grids: Sequence[Grid]
    names: Sequence[Sequence[str]]

    def columns(self, grid: int, wanted: str) -> list[int]:
        """Find the columns of a table that have a name."""
        name = _folded(wanted).casefold()
        return [index for index, each in enumerate(self.names[grid]) if each == name]

    def spots(self, row: Mapping[str, str], column: str) -> Iterator[_Spot]:
        """Find the cells in the named column of all rows that have these texts."""
        for number, grid in enumerate(self.grids):
            targets = self.columns(number, column)
            conditions = [(self.columns(number, name), _folded(text)) for name, text in row.items()]
            for position, each in enumerate(grid.rows if targets else ()):
                if all(_says(each, *condition) for condition in conditions):
                    yield from (_Spot(number, position, index) for index in targets)

    def cell(self, spot: _Spot) -> Cell:
        """Give the cell in a slot; where a row is too short, an empty one at the row."""
        row = self.grids[spot.grid].rows[spot.row]
        return row.slots[spot.column] or Cell("", row.location, spot.column)


def digest_of(text: str) -> str:
    """Give the digest by which an override names the text that it corrects."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]


def is_as_meant(found: Diagnostic) -> bool:
    """Whether a diagnostic tells of nothing but a correction: that is for those who want to know."""
    return found.code == _OVERRIDDEN and found.severity == "info"


def correct(grids: Sequence[Grid], overrides: Sequence[Override], locate: Locate) -> Corrected:
    """Correct the cells of one dataset's tables.

    Every override looks at what the documents say, never at what another one has made of it. `locate(index, key)` gives
    the place of an override, or of a key of it, in the configuration.
    """
    search = _Search(grids, [[name.casefold() for name in grid.names] for grid in grids])
    first: dict[_Spot, int] = {}
    cells: dict[_Spot, Cell] = {}
    diagnostics: list[Diagnostic] = []
    for index, override in enumerate(overrides):
        spots = list(search.spots(override.row, override.column))
        if len(spots) != 1:
            diagnostics.append(_not_one(search, override, spots, partial(locate, index)))
            continue
        (spot,) = spots
        cell, earlier = search.cell(spot), first.setdefault(spot, index)
        problem = _repeated(cell, index, earlier, locate) or _problem(override, cell, index, locate)
        diagnostics.append(problem or _noticed(override, cell, locate(index)))
        # Whoever has yet to paste the digest knows what is wrong with the cell: that is told once.
        if problem is None or problem.code == _NO_DIGEST:
            cells[spot] = _corrected(cell, override.text)
    return Corrected(_replaced(grids, cells), tuple(diagnostics))


def _says(row: GridRow, columns: Sequence[int], text: str) -> bool:
    return any(_folded(text_of(row.slots[column])) == text for column in columns)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _corrected(cell: Cell, text: str) -> Cell:
    blocks = tuple(Paragraph((Text(part),)) for part in text.split("\n\n") if part)
    return replace(cell, text=text, blocks=blocks)


def _replaced(grids: Sequence[Grid], cells: Mapping[_Spot, Cell]) -> tuple[Grid, ...]:
    """Put cells into their slots. A cell that spans several rows becomes another one in that row alone."""
    rows = [list(grid.rows) for grid in grids]
    for spot, cell in cells.items():
        row = rows[spot.grid][spot.row]
        slots = (*row.slots[: spot.column], cell, *row.slots[spot.column + 1 :])
        rows[spot.grid][spot.row] = row._replace(slots=slots)
    return tuple(grid._replace(rows=tuple(changed)) for grid, changed in zip(grids, rows, strict=True))


# --- what to say ------------------------------------------------------------------------------------------------------


def _problem(override: Override, cell: Cell, index: int, locate: Locate) -> Diagnostic | None:
    """Say why an override does not fit the cell that it means, if it does not."""
    said, digest = _shown(cell.text), digest_of(cell.text)
    related = (Related(cell.location, f"the cell says {said}"),)
    if cell.text == override.text:
        message, hint = f"the document says {said} itself", "remove the override"
        return Diagnostic("override-not-needed", message, locate(index), hint=hint, related=related)
    if not override.digest:
        message, hint = "the override does not say which text it corrects", f'for {said}, add digest = "{digest}"'
        return Diagnostic(_NO_DIGEST, message, locate(index), hint=hint, related=related)
    if override.digest != digest:
        message = f"the document has changed: the override was made for another text than {said}"
        hint = f'if that is wrong, too, say digest = "{digest}"; otherwise remove the override'
        return Diagnostic("stale-override", message, locate(index, "digest"), hint=hint, related=related)
    return None


def _noticed(override: Override, cell: Cell, place: Location) -> Diagnostic:
    message = f"{_shown(cell.text)} is read as {_shown(override.text)}: {override.reason}"
    return Diagnostic(_OVERRIDDEN, message, cell.location, related=(Related(place, "the override"),))


def _repeated(cell: Cell, index: int, earlier: int, locate: Locate) -> Diagnostic | None:
    if index == earlier:
        return None
    related = (
        Related(locate(earlier), "the first of them"),
        Related(cell.location, f"the cell says {_shown(cell.text)}"),
    )
    message, hint = "two overrides correct the same cell", "remove one of them"
    return Diagnostic("override-ambiguous", message, locate(index), hint=hint, related=related)


def _not_one(search: _Search, override: Override, spots: Sequence[_Spot], locate: Locate) -> Diagnostic:
    wanted = " and ".join(f"{name} = {_shown(text)}" for name, text in override.row.items())
    if not spots:
        return _no_row(search, override, wanted, locate)
    if len({spot[:-1] for spot in spots}) == 1:
        message = f"the row with {wanted} has {len(spots)} columns named '{override.column}'"
        hint = "name each column in the dataset's 'header'"
    else:
        message, hint = f"{len(spots)} rows have {wanted}", "name more columns in 'row', so that one row is meant"
    cells = map(search.cell, spots[:_SHOWN_ROWS])
    related = tuple(Related(cell.location, f"'{override.column}' says {_shown(cell.text)} here") for cell in cells)
    return Diagnostic("override-ambiguous", message, locate("row"), hint=hint, related=related)


def _no_row(search: _Search, override: Override, wanted: str, locate: Locate) -> Diagnostic:
    """Suggest a column that is there, or a text that stands in a row which meets all other conditions."""
    numbers = range(len(search.grids))
    for name in (*override.row, override.column):
        if not any(search.columns(number, name) for number in numbers):
            names = [each for grid in search.grids for each in grid.names if each]
            message, hint = f"no table has a column '{name}'", did_you_mean(name, names)
            return Diagnostic(
                "override-no-row", message, locate("row" if name in override.row else "column"), hint=hint
            )
    hints = (_nearest(search, override, name) for name in override.row)
    return Diagnostic("override-no-row", f"no row has {wanted}", locate("row"), hint=next(filter(None, hints), ""))


def _nearest(search: _Search, override: Override, name: str) -> str:
    others = {other: text for other, text in override.row.items() if other != name}
    texts = (_folded(search.cell(spot).text) for spot in search.spots(others, name))
    short = (text for text in texts if 0 < len(text) <= _SHOWN_TEXT)
    found = did_you_mean(override.row[name], short, most=_SHOWN_ROWS)
    return f"for '{name}', {found}" if found else ""


def _shown(text: str) -> str:
    return f"'{shortened(text, _SHOWN_TEXT)}'"
