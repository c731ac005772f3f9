"""Which tables: matching the tables of documents against the selectors of a dataset.

A selector that matches another number of tables than was said is an error that names the candidates, because a table
that is quietly the wrong one is the worst that a generator can do.
"""

from __future__ import annotations

from collections import defaultdict
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tablecast.config import Selector
from tablecast.diagnostics import Diagnostic, Related, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tablecast.codes import Code
    from tablecast.config import Config
    from tablecast.diagnostics import Location
    from tablecast.tables import Document, Table

    Locate = Callable[..., Location]
    _Group = tuple[str, str, str]

TABLE_COUNT: Final = "table-count"
SELECTION_CODES: Final[frozenset[Code]] = frozenset({"no-table", TABLE_COUNT})
"""The codes of the diagnostics that say that a selector did not match what it should."""

_SHOWN_CANDIDATES = 8


class Candidate(NamedTuple):
    """A table with the document that it stands in."""

    document: Document
    table: Table


def candidates(documents: Sequence[Document]) -> tuple[Candidate, ...]:
    """Give every table of the documents, in the documents' order.

    A table of a file that a document includes is left out where the file is itself one of the documents: it is one
    table, and stands there.
    """
    paths = {document.path for document in documents}
    return tuple(
        Candidate(document, table)
        for document in documents
        for table in document.tables
        if table.location.path == document.path or table.location.path not in paths
    )


def select(
    selectors: Sequence[Selector], tables: Sequence[Candidate], locate: Locate
) -> tuple[tuple[Candidate, ...], tuple[Diagnostic, ...]]:
    """Choose the tables that the selectors of one dataset name, each once, in the documents' order.

    `locate(index, condition)` gives the place of a selector, or of a condition of it, in the configuration.
    The diagnostics say which selectors did not match what they should.
    """
    chosen: set[int] = set()
    problems: list[Diagnostic] = []
    for index, selector in enumerate(selectors):
        tests = [test for _, test in _conditions(selector)]
        found = [position for position, table in enumerate(tables) if all(test(selector, table) for test in tests)]
        chosen.update(found)
        expected = selector.count
        if not found:
            problems.append(_nothing(selector, tables, index, locate))
        elif expected not in ("any", len(found)):
            problems.append(_wrong_count(selector, [tables[position] for position in found], locate(index)))
    return tuple(tables[position] for position in sorted(chosen)), tuple(problems)


def matches(selector: Selector, candidate: Candidate) -> bool:
    """Whether every condition of the selector holds."""
    return all(test(selector, candidate) for _, test in _conditions(selector))


def asked_for(config: Config) -> Callable[[Document, Table], bool]:
    """Give a function that says whether a dataset is drawn from a table."""
    selectors = [selector for dataset in config.datasets.values() for selector in dataset.tables]

    def asked(document: Document, table: Table) -> bool:
        candidate = Candidate(document, table)
        return any(matches(selector, candidate) for selector in selectors)

    return asked


def shortest_selectors(tables: Sequence[Candidate]) -> tuple[Selector | None, ...]:
    """Give, for each table, the shortest and steadiest selector that names it alone; None if nothing does.

    The order of preference is the order of what survives edits best: a label, the page's original name with the
    caption, then the document with caption, heading or header.
    """
    rivals: defaultdict[_Group, list[Candidate]] = defaultdict(list)
    for candidate in tables:
        for group in _groups(candidate):
            rivals[group].append(candidate)
    return tuple(_shortest_selector(candidate, rivals) for candidate in tables)


def _groups(candidate: Candidate) -> Iterator[_Group]:
    """Give the groups that a table belongs to; only tables of a common group can match the same selector.

    A group is a condition with the document's file name (or original name) and what the condition asks for.
    """
    document, table = candidate
    name = PurePosixPath(document.path).name
    yield from {("label", "", label.casefold()) for label in table.labels}
    yield "original_name", document.fields.get("original_name", ""), table.title.casefold()
    yield "document", name, ""
    yield "caption", name, table.title.casefold()
    yield from {("heading", name, heading.casefold()) for heading in table.headings}
    yield from {("header", name, column.casefold()) for column in table.column_names}


def _shortest_selector(candidate: Candidate, rivals: Mapping[_Group, Sequence[Candidate]]) -> Selector | None:
    groups = list(_groups(candidate))
    for conditions in _selector_ladder(candidate):
        selector = Selector(**conditions)
        # The smallest group will do, and the second match in it: otherwise this would take the square of the tables.
        fewest = min((rivals[group] for group in groups if group[0] in conditions), key=len)
        if len(list(islice((other for other in fewest if matches(selector, other)), 2))) == 1:
            return selector
    return None


def describe(candidate: Candidate) -> str:
    """Name a table in a few words: its caption, else its label, else its header."""
    table = candidate.table
    if table.title:
        return f"'{table.title}'"
    if table.labels:
        return f"labelled '{table.labels[0]}'"
    return f"with the header {header_text(table)}" if table.header else "without a header"


def header_text(table: Table) -> str:
    """Give the names of a table's columns on one line."""
    return " | ".join(name or "(no name)" for name in table.column_names)


# --- the conditions ---------------------------------------------------------------------------------------------------


def _document(selector: Selector, candidate: Candidate) -> bool:
    path = candidate.document.path
    return fnmatchcase(path, selector.document) or fnmatchcase(path.rpartition("/")[2], selector.document)


def _label(selector: Selector, candidate: Candidate) -> bool:
    return selector.label.casefold() in (label.casefold() for label in candidate.table.labels)


def _original_name(selector: Selector, candidate: Candidate) -> bool:
    return candidate.document.fields.get("original_name") == selector.original_name


def _caption(selector: Selector, candidate: Candidate) -> bool:
    title = candidate.table.title
    return bool(title) and fnmatchcase(title.casefold(), selector.caption.casefold())


def _heading(selector: Selector, candidate: Candidate) -> bool:
    pattern = selector.heading.casefold()
    return any(fnmatchcase(heading.casefold(), pattern) for heading in candidate.table.headings)


def _header(selector: Selector, candidate: Candidate) -> bool:
    return not _lacking(selector, candidate)


def _width(selector: Selector, candidate: Candidate) -> bool:
    return candidate.table.width == selector.width


_TESTS = {
    "document": _document,
    "label": _label,
    "original_name": _original_name,
    "caption": _caption,
    "heading": _heading,
    "header": _header,
    "width": _width,
}

# What a table offers for each condition, to suggest when the condition fails.
_OFFERS: dict[str, Callable[[Candidate], Sequence[str]]] = {
    "document": lambda candidate: (candidate.document.path, PurePosixPath(candidate.document.path).name),
    "label": lambda candidate: candidate.table.labels,
    "original_name": lambda candidate: tuple(filter(None, (candidate.document.fields.get("original_name"),))),
    "caption": lambda candidate: (candidate.table.title,) if candidate.table.title else (),
    "heading": lambda candidate: candidate.table.headings,
    "width": lambda candidate: (str(candidate.table.width),),
}


def _conditions(selector: Selector) -> Iterator[tuple[str, Callable[[Selector, Candidate], bool]]]:
    return ((name, test) for name, test in _TESTS.items() if getattr(selector, name))


# --- what to say ------------------------------------------------------------------------------------------------------


def _nothing(selector: Selector, tables: Sequence[Candidate], index: int, locate: Locate) -> Diagnostic:
    """Name the condition that no table meets; when each is met by some table, the tables that come nearest."""
    if not tables:
        message = "the documents hold no table at all"
        return Diagnostic("no-table", message, locate(index), hint="check 'sources'")
    for name, test in _conditions(selector):
        if not any(test(selector, candidate) for candidate in tables):
            place = locate(index, name)
            return _no_header(selector, tables, place) if name == "header" else _no_match(name, selector, tables, place)
    scores = [sum(test(selector, candidate) for _, test in _conditions(selector)) for candidate in tables]
    nearest = [candidate for candidate, score in zip(tables, scores, strict=True) if score == max(scores)]
    message = "no table meets all conditions of this selector together"
    return Diagnostic("no-table", message, locate(index), related=_related(nearest, "comes nearest: "))


def _no_match(name: str, selector: Selector, tables: Sequence[Candidate], place: Location) -> Diagnostic:
    """Suggest what the tables that meet all other conditions offer, or all tables if none does."""
    wanted = str(getattr(selector, name))
    offered = [text for candidate in _near(name, selector, tables) for text in _OFFERS[name](candidate)]
    message = f"no table matches {name} = {wanted if name == 'width' else repr(wanted)}"
    return Diagnostic("no-table", message, place, hint=_few_or_nearest(wanted, offered))


def _no_header(selector: Selector, tables: Sequence[Candidate], place: Location) -> Diagnostic:
    """Name the tables that have the most of the columns, and what they have in the place of one that they lack."""
    near = [(candidate, _lacking(selector, candidate)) for candidate in _near("header", selector, tables)]
    fewest = min(len(names) for _, names in near)
    nearest = [(candidate, names) for candidate, names in near if len(names) == fewest]
    absent = nearest[0][1][0]
    wanted = {name.casefold() for name in selector.header}
    columns = [name for candidate, names in nearest if absent in names for name in candidate.table.column_names]
    offered = [name for name in columns if name and name.casefold() not in wanted]
    message = "no table matches header = '" + " | ".join(selector.header) + "'"
    hint = f"for '{absent}' {_few_or_nearest(absent, offered)}" if offered else ""
    shown = [candidate for candidate, _ in nearest] if fewest < len(selector.header) else []
    return Diagnostic("no-table", message, place, hint=hint, related=_related(shown, "comes nearest: "))


def _near(condition: str, selector: Selector, tables: Sequence[Candidate]) -> Sequence[Candidate]:
    """Give the tables that meet all conditions but one, or all tables if none does."""
    others = [test for name, test in _conditions(selector) if name != condition]
    return [candidate for candidate in tables if all(test(selector, candidate) for test in others)] or tables


def _lacking(selector: Selector, candidate: Candidate) -> list[str]:
    """Give the columns that a selector asks for and a table does not have."""
    known = {name.casefold() for name in candidate.table.column_names}
    return [name for name in selector.header if name.casefold() not in known]


def _few_or_nearest(wanted: str, offered: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(offered))
    suggestion = did_you_mean(wanted, distinct)
    if suggestion.startswith("choose") and len(distinct) > _SHOWN_CANDIDATES:
        return f"none of the {len(distinct)} that there are is near; `tablecast tables` lists them"
    return suggestion


def _wrong_count(selector: Selector, found: Sequence[Candidate], place: Location) -> Diagnostic:
    expected = f"{selector.count} table" + ("" if selector.count == 1 else "s")
    message = f"this selector matches {len(found)} tables where {expected} {_were(selector.count)} expected"
    if len(found) == 1:
        message = f"this selector matches 1 table where {expected} were expected"
    hint = f'narrow the selector, or say count = {len(found)} (or "any")'
    return Diagnostic(TABLE_COUNT, message, place, hint=hint, related=_related(found, ""))


def _were(count: Any) -> str:
    return "was" if count == 1 else "were"


def _related(found: Sequence[Candidate], prefix: str) -> tuple[Related, ...]:
    shown = [Related(each.table.location, prefix + describe(each)) for each in found[:_SHOWN_CANDIDATES]]
    if len(found) > _SHOWN_CANDIDATES:
        rest = found[_SHOWN_CANDIDATES]
        shown.append(Related(rest.table.location, f"and {len(found) - _SHOWN_CANDIDATES} more from here on"))
    return tuple(shown)


def _selector_ladder(candidate: Candidate) -> Iterator[dict[str, Any]]:
    document, table = candidate
    page = {"document": _literal(document.path)}
    name = document.fields.get("original_name", "")
    caption = {"caption": _literal(table.title)} if table.title else {}
    heading = {"heading": _literal(table.headings[-1])} if table.headings else {}
    header = {"header": tuple(dict.fromkeys(filter(None, table.column_names)))} if any(table.column_names) else {}
    yield from ({"label": label} for label in table.labels)
    if name and caption:
        yield {"original_name": name, **caption}
    for extra in (caption, heading, header):
        if extra:
            yield page | extra
    yield page | caption | heading | header
    if not (caption or heading or header):
        yield page


def _literal(text: str) -> str:
    """Keep the characters that a shell-style pattern would read as wildcards."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in text)
