"""Selectors that match the tables of a dataset and no others, as few as there can be."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tablecast.config import Selector
from tablecast.selection import matches, shortest_selectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.selection import Candidate

_SEVERAL = 2


class Index(NamedTuple):
    """All tables, the numbers of those that have a column, by its name without case, and a selector for each alone."""

    tables: tuple[Candidate, ...]
    by_column: dict[str, frozenset[int]]
    alone: tuple[Selector | None, ...]

    def with_columns(self, names: Sequence[str]) -> frozenset[int]:
        """Give the numbers of the tables that have all of these columns, and perhaps others."""
        first, *others = (self.by_column[name.casefold()] for name in names)
        return first.intersection(*others)


def index(tables: Sequence[Candidate]) -> Index:
    """Make an index of all tables that there are to select from."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, candidate in enumerate(tables):
        for name in filter(None, candidate.table.column_names):
            found[name.casefold()].add(number)
    by_column = {name: frozenset(numbers) for name, numbers in found.items()}
    return Index(tuple(tables), by_column, shortest_selectors(tables))


class Selection(NamedTuple):
    """Selectors for some of the tables of a dataset, and the numbers of the tables that none could be found for."""

    selectors: tuple[Selector, ...]
    lost: frozenset[int] = frozenset()


def selectors_for(members: Sequence[int], known: Index) -> Selection:
    """Find the selectors for the tables with these numbers: by their columns, and by more where others have these, too.

    That is their folder, document, heading or caption, whichever names most of them and no others; and what is left
    then, one by one.
    """
    spelled: dict[frozenset[str], tuple[str, ...]] = {}
    groups: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for number in members:
        names = tuple(dict.fromkeys(filter(None, known.tables[number].table.column_names)))
        columns = frozenset(map(str.casefold, names))
        spelled.setdefault(columns, names)
        groups[columns].append(number)
    parts = [_select(spelled[columns], numbers, frozenset(members), known) for columns, numbers in groups.items()]
    selectors = dict.fromkeys(selector for part in parts for selector in part.selectors)
    return Selection(tuple(selectors), frozenset().union(*(part.lost for part in parts)))


def _select(header: tuple[str, ...], numbers: Sequence[int], wanted: frozenset[int], known: Index) -> Selection:
    if not header:
        found = {number: known.alone[number] for number in numbers}
        selectors = tuple(selector for selector in found.values() if selector is not None)
        return Selection(selectors, frozenset(number for number, selector in found.items() if selector is None))
    matching, named = known.with_columns(header), Selector(header=header)
    if not matching <= wanted:
        # Wider tables may have these columns, too; those of other datasets are told apart by their width first.
        widths = {known.tables[number].table.width for number in numbers}
        if len(widths) == 1:
            named = Selector(header=header, width=widths.pop())
            matching = frozenset(number for number in matching if matches(named, known.tables[number]))
    if matching <= wanted:
        return Selection((_counted(named, matching, known),))
    return _cover(named, set(numbers), matching, wanted, known)


def _cover(
    named: Selector, open_: set[int], matching: frozenset[int], wanted: frozenset[int], known: Index
) -> Selection:
    """Take what names most tables first, and leave no table out that can be named at all."""
    groups = _groups(named, matching, known)
    # Equal in size, what comes first in the documents' order goes first: nothing depends on the order of a set.
    able = [selector for selector, group in groups.items() if group <= wanted]
    able.sort(key=lambda selector: (-len(groups[selector]), min(groups[selector])))
    found: list[Selector] = []
    for least in (_SEVERAL, 1):
        for selector in able:
            if len(groups[selector] & open_) >= least and _is_exact(selector, groups[selector], matching, known):
                found.append(_counted(selector, groups[selector], known))
                open_ -= groups[selector]
        alone = {number: own for number in sorted(open_) if (own := known.alone[number]) is not None}
        found += alone.values()
        open_ -= alone.keys()
    return Selection(tuple(found), frozenset(open_))


def _groups(named: Selector, numbers: Iterable[int], known: Index) -> dict[Selector, set[int]]:
    """Give the selectors that tables match by their columns and one thing more, with the numbers of these tables."""
    spelled: dict[Selector, Selector] = {}
    groups: defaultdict[Selector, set[int]] = defaultdict(set)
    for number in sorted(numbers):
        for selector in _narrowed(named, known.tables[number]):
            folded = replace(selector, caption=selector.caption.casefold(), heading=selector.heading.casefold())
            groups[spelled.setdefault(folded, selector)].add(number)
    return groups


def _narrowed(named: Selector, candidate: Candidate) -> Iterator[Selector]:
    """Give the selectors that a table matches by its columns and one thing more, what is steadiest first."""
    document, table = candidate
    path = PurePosixPath(document.path)
    folders = (f"{_literal(str(folder))}/*" for folder in reversed(path.parents) if folder.name)
    yield from (replace(named, document=pattern) for pattern in (*folders, _literal(str(path))))
    if table.title:
        yield replace(named, caption=_literal(table.title))
    yield from (replace(named, heading=_literal(heading)) for heading in table.headings)


def _is_exact(selector: Selector, group: Iterable[int], matching: Iterable[int], known: Index) -> bool:
    """Whether a selector matches the tables that it was made from; a name without folder may match in others, too."""
    return {number for number in matching if matches(selector, known.tables[number])} == group


def _counted(selector: Selector, group: Iterable[int], known: Index) -> Selector:
    """Say how many tables are expected where they are those of one document; a whole set of them may well grow."""
    documents = [known.tables[number].document.path for number in group]
    return replace(selector, count=len(documents) if len(set(documents)) == 1 else "any")


def _literal(text: str) -> str:
    """Keep the characters that a shell-style pattern would read as wildcards."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in text)
