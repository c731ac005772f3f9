"""Reports for people in a terminal: calm, one thought a line, the place first."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from tablecast.reports import toml
from tablecast.reports._paths import calm
from tablecast.reports._style import count, one_line, plain
from tablecast.reports._words import width
from tablecast.selection import header_text, shortest_selectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tablecast._project import FileChange
    from tablecast.config import Selector
    from tablecast.diagnostics import Diagnostic, Location
    from tablecast.findings import Check
    from tablecast.records import Accounts
    from tablecast.reports._style import Paint, Tone
    from tablecast.selection import Candidate
    from tablecast.tables import Table

    SourceLine = Callable[[Location], str]

_SEVERITY_TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "info": "dim"}
_EXCERPT = 70
_SHOWN_LEVELS = 6
_SHOWN_ROW = 50
_SHOWN_TEXT = 30


# --- diagnostics ------------------------------------------------------------------------------------------------------


def diagnostics(
    found: Iterable[Diagnostic], source_line: SourceLine, paint: Paint = plain, columns: int | None = None
) -> Iterator[str]:
    """Give the lines that tell of each diagnostic: the place and the message, the source with the place marked, a hint.

    `source_line` gives the text of a location's line, or an empty text where it cannot be had. With `columns`, messages
    and hints are folded to fit; without, each is one line, for grep and for what editors look for.
    """
    for each in found:
        severity = paint(each.severity, _SEVERITY_TONES[each.severity])
        begin = len(f"{each.location}: {each.severity}: ")
        code = f"[{each.code}]"
        first, *more = _folded(f"{one_line(each.message)} {code}", begin, columns)
        told = [f"{paint(str(each.location), 'place')}: {severity}: {first}", *more]
        told[-1] = told[-1].removesuffix(code) + paint(code, "dim")
        yield from told
        yield from _excerpt(each.location, source_line(each.location), paint)
        for related in each.related:
            lines = related.message.split("\n")
            beside = f" {lines.pop(0)}" if len(lines) == 1 else ""
            yield f"  {paint(str(related.location), 'place')}:{beside}"
            yield from (f"    {line}" for line in lines)
        if each.hint:
            first, *lines = each.hint.split("\n")
            first, *more = _folded(first, len("  hint: "), columns)
            yield f"  {paint('hint:', 'strong')} {first}"
            yield from more
            yield from (f"    {line}" for line in lines)


def _folded(told: str, begin: int, columns: int | None) -> list[str]:
    """Fold a text of which the first line begins in a column; paths, codes and other words stay whole."""
    if columns is None or begin + len(told) <= columns:
        return [told]
    lead = " " * begin
    first, *more = textwrap.wrap(
        told, columns, initial_indent=lead, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    return [first[begin:], *more]


def _excerpt(place: Location, line: str, paint: Paint) -> Iterator[str]:
    """Show a source line with a mark under the place, cut on the left where the place is far to the right."""
    if not line.strip():
        return
    start = max(0, place.column - 1)
    length = max(1, min(place.end_column - place.column, 50))
    first = 0 if start + length <= _EXCERPT else start - 20
    lead = f"  {place.line} | "
    yield paint(lead, "dim") + line[first : first + _EXCERPT].replace("\t", " ").rstrip()
    if place.column:
        margin = " " * (len(lead) - 2) + "| "
        mark = "^" + "~" * (width(line[start : start + length]) - 1)
        yield paint(margin, "dim") + " " * width(line[first:start]) + paint(mark, "bad")


# --- generate ---------------------------------------------------------------------------------------------------------

_ACTION_TONES: dict[str, Tone] = {"created": "good", "updated": "warn", "removed": "bad", "unchanged": "dim"}


def file_changes(changes: Iterable[FileChange], paint: Paint = plain) -> Iterator[str]:
    """Give a line a file: what was done to it."""
    for change in changes:
        yield f"{paint(f'{change.action:<9}', _ACTION_TONES[change.action])}  {change.path}"


def accounts(found: Mapping[str, Accounts], paint: Paint = plain) -> Iterator[str]:
    """Give a line a dataset, what became of the rows of its tables, and a line a reason for which some are left out."""
    for name, rows in found.items():
        added = f" + {rows.added} added" if rows.added else ""
        merged = f" + {rows.merged} merged" if rows.merged else ""
        parts = f"{rows.emitted} emitted + {rows.filtered} filtered{merged} + {rows.rejected} rejected"
        yield f"{paint(name, 'strong')}: {count(rows.read, 'row')} read{added} = {parts}"
        for reason, number in rows.reasons.items():
            yield paint(f"  {number} filtered: {reason}", "dim")


# --- check ------------------------------------------------------------------------------------------------------------


def check(found: Check, source_line: SourceLine = lambda _: "") -> str:
    """Give all that a check tells, as a file of text: without colour, and with the lines of documents on request."""
    # Drift takes longer to import than a document to read, and other commands show none.
    from tablecast.reports import drifts  # noqa: PLC0415 - as said above

    lines = [*diagnostics(found.problems, source_line), *drifts.lines(found)]
    failed = found.status == "failed"
    lines += failure_summary(found.problems) if failed else drifts.summary(found)
    lines += [found.fail_msg] if found.status == "drift" and found.fail_msg else []
    return "".join(f"{calm(line)}\n" for line in lines)


def failure_summary(found: Iterable[Diagnostic], paint: Paint = plain) -> Iterator[str]:
    """Give the line that sums up a check that could not compare anything."""
    errors = sum(each.severity == "error" for each in found)
    yield paint(f"{count(errors, 'error')}, nothing was compared", "bad")


def diff(lines: Iterable[str], paint: Paint = plain) -> Iterator[str]:
    """Colour the lines of a unified diff."""
    tones: dict[str, Tone] = {"+": "good", "-": "bad", "@": "place"}
    for line in lines:
        tone = "strong" if line.startswith(("+++", "---")) else tones.get(line[:1])
        yield paint(line, tone) if tone else line


# --- tables -----------------------------------------------------------------------------------------------------------


def tables(found: Sequence[Candidate], paint: Paint = plain) -> Iterator[str]:
    """Give a few lines a table: where it is, what it is, and the selector to paste into the configuration."""
    path = ""
    for candidate, selector in zip(found, shortest_selectors(found), strict=True):
        if candidate.document.path != path:
            if path:
                yield ""
            path = candidate.document.path
            yield paint(path, "strong")
        yield from _table(candidate.table, selector, paint)


def tables_summary(found: Sequence[Candidate], documents: int, paint: Paint = plain) -> Iterator[str]:
    """Give the line that counts what was found."""
    yield paint(f"{count(len(found), 'table')} in {count(documents, 'document')}", "dim" if found else "warn")


def _table(table: Table, selector: Selector | None, paint: Paint) -> Iterator[str]:
    name = table.title or (f"labelled {table.labels[0]}" if table.labels else "(no caption)")
    size = f"{table.grammar}, {count(len(table.rows), 'row')} of {count(table.width, 'column')}"
    file = "" if table.location.path == table.document else table.location.path
    yield f"  {paint(f'{file}:{table.location.line}', 'place')}  {name}  {paint(size, 'dim')}"
    yield f"      {header_text(table) if table.header else _first_row(table)}"
    where = _where(table)
    if where:
        yield paint(f"      in {where}", "dim")
    yield f"      {toml.selector(selector)}"


def _first_row(table: Table) -> str:
    """Show what a table begins with, for it may be the header that is not marked."""
    cells = [" ".join(cell.text.split()) for row in table.rows[:1] for cell in row.cells]
    return "(no header) first row: " + _cut(" | ".join(cells), _SHOWN_ROW) if cells else "(no header)"


def _where(table: Table) -> str:
    """Name what a table stands in, outermost first; of many levels those at both ends."""
    parts = [*table.headings, *(_cut(text, _SHOWN_TEXT) for text in table.list_items)]
    if len(parts) > _SHOWN_LEVELS:
        parts = [*parts[:2], "...", *parts[3 - _SHOWN_LEVELS :]]
    return " > ".join(parts)


def _cut(text: str, length: int) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= length else folded[: length - 3].rstrip() + "..."
