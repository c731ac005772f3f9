"""Two documents, or the documents of two folders, compared without asking where their states are from.

Datasets of a configuration are drawn from the tables that their selectors match. Every other table is a dataset by what
can be guessed from it, and is compared with the table of the other state that stands in the document of the same name
and has the same label, else the same caption, else the same headings and header; see `_paired` for what is left.
"""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tablecast._comparison import Comparison, difference
from tablecast._reading import PLAIN, Means, read_documents
from tablecast.diagnostics import TablecastError
from tablecast.inference import distinct, infer
from tablecast.records import draw, foreign_keys
from tablecast.schema import schema_of
from tablecast.selection import Candidate, candidates, matches
from tablecast.snapshots import take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tablecast._comparison import Compared
    from tablecast._config import LoadedConfig
    from tablecast._workspace import Workspace
    from tablecast.config import DatasetConfig
    from tablecast.diagnostics import Diagnostic, Location
    from tablecast.inference import Guess
    from tablecast.model import Dataset, Schema
    from tablecast.records import Drawn
    from tablecast.snapshots import Snapshot
    from tablecast.tables import Document, Table


class _Pair(NamedTuple):
    """A table before and after; one that came or went has only one state."""

    before: Candidate | None
    after: Candidate | None


class _State(NamedTuple):
    """The documents of a state by what they are called in both, and their tables."""

    documents: dict[str, Document]
    tables: tuple[Candidate, ...]


class _Names(NamedTuple):
    """What the documents of the earlier state are called in the later one, where they are there."""

    later: dict[str, str]

    def near(self, before: Iterable[Candidate], after: Candidate) -> list[Candidate]:
        """Give the tables of the earlier state that are in a table's document."""
        path = after.document.path
        return [each for each in before if self.later.get(each.document.path) == path]

    def take(self, dataset: Dataset) -> Snapshot:
        """Take a snapshot in which a document has one name in both states."""
        sources = (
            replace(source, document=self.later.get(source.document, source.document)) for source in dataset.sources
        )
        return take(replace(dataset, sources=tuple(sources)))


def compare_paths(
    workspace: Workspace, before: str, after: str, loaded: LoadedConfig | None = None, means: Means = PLAIN
) -> Comparison:
    """Tell what differs between two documents, or between two folders.

    Raises:
        TablecastError: A document cannot be read, or a table does not fit the configuration that selects it.
    """
    one, other = (_read(workspace, path, means) for path in (before, after))
    problems = [found for state in (one, other) for each in state.documents.values() for found in each.diagnostics]
    problems = [problem for problem in problems if problem.severity == "error"]
    names = _Names({each.path: other.documents[name].path for name, each in one.documents.items() if name in other[0]})
    selected = list(_selected(loaded, one.tables, other.tables)) if loaded else []
    found = [_compared(each, names, problems) for each in selected]
    if problems:
        raise TablecastError(problems)
    pairs = _paired(_left(one.tables, selected), _left(other.tables, selected), names)
    guessed, skipped = _guessed(pairs, names)
    found += (difference(*states) for states in guessed)
    return Comparison(before, after, tuple(filter(None, found)), len(found), tuple(skipped))


def _read(workspace: Workspace, path: str, means: Means) -> _State:
    documents = read_documents(workspace, workspace.documents([path]), means=means)
    is_folder = workspace.has_folder(path)
    named = {posixpath.relpath(each.path, path) if is_folder else "": each for each in documents}
    return _State(named, candidates(documents))


# --- datasets of a configuration --------------------------------------------------------------------------------------


class _Selected(NamedTuple):
    """A dataset of the configuration, and the tables of each state that its selectors match."""

    name: str
    config: DatasetConfig
    schema: Schema
    locate: Callable[..., Location]
    before: tuple[Candidate, ...]
    after: tuple[Candidate, ...]

    @property
    def outputs(self) -> tuple[str, ...]:
        """The outputs that say its rows."""
        return tuple(output.path for output in self.config.outputs)


def _selected(loaded: LoadedConfig, before: Sequence[Candidate], after: Sequence[Candidate]) -> Iterator[_Selected]:
    """Give the datasets that select a table in one of the states."""
    datasets = loaded.config.datasets
    schemas = foreign_keys.with_keys({name: schema_of(config) for name, config in datasets.items()})
    for name, config in datasets.items():
        one, other = (
            tuple(table for table in tables if any(matches(selector, table) for selector in config.tables))
            for tables in (before, after)
        )
        if one or other:
            yield _Selected(name, config, schemas[name], partial(loaded.locate, "datasets", name), one, other)


def _compared(each: _Selected, names: _Names, problems: list[Diagnostic]) -> Compared | None:
    before, after = (_drawn(each, tables, names, problems) for tables in (each.before, each.after))
    return difference(before, after, each.outputs)


def _drawn(
    each: _Selected, tables: tuple[Candidate, ...], names: _Names, problems: list[Diagnostic]
) -> Snapshot | None:
    if not tables:
        return None
    drawn = draw(each.name, each.config, tables, schema=each.schema, locate=each.locate)
    problems += (problem for problem in drawn.diagnostics if problem.severity == "error")
    return names.take(drawn.dataset) if drawn.dataset else None


def _left(tables: Sequence[Candidate], selected: Iterable[_Selected]) -> list[Candidate]:
    """Give the tables that no dataset selects."""
    taken = {table.table.location for each in selected for table in (*each.before, *each.after)}
    return [table for table in tables if table.table.location not in taken]


# --- all other tables -------------------------------------------------------------------------------------------------


def _paired(before: Sequence[Candidate], after: Sequence[Candidate], names: _Names) -> list[_Pair]:
    """Pair the tables of one document that have a name in common, then what is left.

    A document may be renamed, so that tables elsewhere that agree in all names come next, and at last those of one
    document that have lost their names.
    """
    free, pairs = list(before), dict[int, Candidate]()
    for alike in (partial(_in_document, names), _moved, partial(_changed, names)):
        for index, table in enumerate(after):
            matching = () if index in pairs else tuple(alike(free, table))
            if matching:
                free.remove(matching[0])
                pairs[index] = matching[0]
    return [_Pair(pairs.get(index), table) for index, table in enumerate(after)] + [_Pair(each, None) for each in free]


def _in_document(names: _Names, before: Iterable[Candidate], after: Candidate) -> Iterator[Candidate]:
    """Give the tables of the same document that may be an earlier state of a table, the likeliest first."""
    near = names.near(before, after)
    for mark in _marks(after.table):
        yield from (each for each in near if mark in _marks(each.table))


def _marks(table: Table) -> list[tuple[str, object]]:
    """Give what a table is known by, the steadiest first."""
    marks = [("labels", table.labels), ("title", table.title), ("header", (table.headings, table.column_names))]
    return [mark for mark in marks if mark[1]]


def _moved(before: Iterable[Candidate], after: Candidate) -> Iterator[Candidate]:
    marks = _marks(after.table)
    return (each for each in before if _marks(each.table) == marks)


def _changed(names: _Names, before: Iterable[Candidate], after: Candidate) -> Iterator[Candidate]:
    """Give the tables under the same headings of the same document of which half of the columns are the same."""
    columns = set(after.table.column_names)
    for each in names.near(before, after):
        others = set(each.table.column_names)
        if each.table.headings == after.table.headings and 2 * len(columns & others) >= max(len(columns), len(others)):
            yield each


def _guessed(
    pairs: Sequence[_Pair], names: _Names
) -> tuple[list[tuple[Snapshot | None, Snapshot | None]], list[Diagnostic]]:
    """Draw both states of each table; a table that cannot be drawn is skipped, which the diagnostics tell."""
    found: list[tuple[Snapshot | None, Snapshot | None]] = []
    skipped: list[Diagnostic] = []
    guesses = [_guesses(pair) for pair in pairs]
    for pair, guess, name in zip(pairs, guesses, distinct(one.name for one, _ in guesses), strict=True):
        drawn = [_guess(name, *each) for each in zip(pair, guess, strict=True)]
        problems = [each.diagnostics[0] for each in drawn if each is not None and each.dataset is None]
        if problems:
            skipped.append(replace(problems[0], message=f"skipped: {problems[0].message}", severity="warning"))
        else:
            one, other = (names.take(each.dataset) if each and each.dataset else None for each in drawn)
            found.append((one, other))
    return found, skipped


def _guesses(pair: _Pair) -> tuple[Guess, Guess]:
    """Guess once for both states where the columns agree, so that a cell that is new changes no type."""
    tables = [each.table for each in pair if each is not None]
    guess = infer(tables[0])
    return guess, guess if tables[0].column_names == tables[-1].column_names else infer(tables[-1])


def _guess(name: str, table: Candidate | None, guess: Guess) -> Drawn | None:
    """Draw a table by a guess, or by its own where that does not fit all of its cells."""
    if table is None:
        return None
    drawn = draw(name, guess.config, [table], guess.find_columns)
    if drawn.dataset is None:
        own = infer(table.table)
        drawn = draw(name, own.config, [table], own.find_columns)
    return drawn
