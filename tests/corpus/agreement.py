"""Compares a guess with a label: what is right, what is safe, and what loses or changes something.

A type is *exact* when the label names it, and the *best* when the label names it first. It is *safely wider* when its
data say all that the right type's would, only less precisely; `WIDER` says so of each pair. All else is a miss, and a
miss is *lossy* when the data no longer say what the cell says, as with a number for a version, or yes and no for prose.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from tablecast.model import TypeName
from tablecast.tables import expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from labelled import Column, Label

    from tablecast.config import FieldConfig
    from tablecast.inference import Guess
    from tablecast.tables import Table

Verdict: TypeAlias = Literal["best", "exact", "wider", "miss", "lossy"]
Subject: TypeAlias = Literal["kept", "orientation", "side by side", "key", "type", "optional", "name"]

RIGHT: tuple[Verdict, ...] = ("best", "exact")

_TEXTS: frozenset[TypeName] = frozenset({"str", "text", "markup"})
_WORDS: frozenset[TypeName] = _TEXTS | frozenset[TypeName]({"code"})

WIDER: dict[TypeName, frozenset[TypeName]] = {
    "markup": frozenset(),
    "text": frozenset({"markup"}),
    "str": frozenset({"text", "markup"}),
    "code": _TEXTS,
    "enum": _WORDS,
    "version": _WORDS,
    "url": _WORDS,
    "bool": _WORDS | frozenset[TypeName]({"enum"}),
    "int": _WORDS | frozenset[TypeName]({"decimal"}),
    # A float rounds, so it stands for nothing else; a decimal keeps every digit.
    "float": _WORDS | frozenset[TypeName]({"decimal"}),
    "decimal": _WORDS,
    "date": _WORDS,
    "datetime": _WORDS,
    "quantity": _WORDS,
    "range": _WORDS,
    "list": _TEXTS,
    "mapping": _TEXTS,
    "reference": _TEXTS,
}
"""For each type the ones that are safely wider.

Markup is wider than text, text than str, and str than all else, for it is what the cell says. A code is a str that has
a form, so it is wider than whatever is written in one word. A list of str is narrower than str: it says where to split.
"""

_KEEP_THE_TEXT: frozenset[TypeName] = _WORDS | frozenset[TypeName]({"enum", "version", "url"})
"""The types whose data are the text of the cell: too narrow a one is modesty forgotten, but nothing is lost."""


def judge_type(guess: TypeName, column: Column) -> Verdict:
    """Compare a guessed type with the types that are right, of which any will do."""
    if guess in column.types:
        return "best" if guess == column.types[0] else "exact"
    if any(guess in WIDER[right] for right in column.types):
        return "wider"
    narrower_number = guess == "int" and "decimal" in column.types
    return "miss" if guess in _KEEP_THE_TEXT or narrower_number else "lossy"


class Finding(NamedTuple):
    """What was compared, of which column (None: of the table), and what came out."""

    subject: Subject
    verdict: Verdict
    column: int | None
    note: str


def compare(label: Label, table: Table, guess: Guess, *, kept: bool) -> Iterator[Finding]:
    """Compare all that the label says of the table with what was guessed, and with whether it was taken for data.

    A guess with another orientation than the one that the label's columns are said of can have no right column; if it
    is one of those that are right, its columns are not compared.
    """
    yield _right("kept", kept != label.layout, "taken for data" if kept else "left out")
    if label.layout:
        return
    turned = guess.config.orientation != label.orientations[0]
    yield _right("orientation", guess.config.orientation in label.orientations, guess.config.orientation)
    if turned and guess.config.orientation in label.orientations:
        return
    sides = guess.config.side_by_side
    yield _right("side by side", sides in label.side_by_side, str(sides))
    key = () if turned else _key(guess)
    yield _right("key", not turned and set(key) in map(set, label.keys), f"{key}, not {label.keys}")
    for index, column in enumerate(label.columns):
        if turned:
            yield Finding("type", "miss", index, f"{guess.config.orientation} are no records")
        else:
            yield from _compare_column(column, _fields(guess, table, index), index, _texts(label, table, index))


def _right(
    subject: Subject,
    condition: bool,  # noqa: FBT001 - it is what the finding says
    note: str,
    column: int | None = None,
) -> Finding:
    return Finding(subject, "exact" if condition else "miss", column, note)


def _key(guess: Guess) -> tuple[int, ...]:
    """Give the columns of the key; a field that is drawn from the context has none."""
    names = (guess.config.key,) if isinstance(guess.config.key, str) else guess.config.key
    return tuple(sorted(guess.columns[name] for name in names if name in guess.columns))


def _fields(guess: Guess, table: Table, index: int) -> dict[str, FieldConfig]:
    """Give the fields that are drawn from a column; the tables in one share those of the first."""
    width = table.width // guess.config.side_by_side if guess.config.orientation == "rows" else index + 1
    return {name: guess.config.fields[name] for name, column in guess.columns.items() if column == index % width}


def _texts(label: Label, table: Table, index: int) -> frozenset[str]:
    if label.orientations[0] == "columns":
        return frozenset(cell.text for cell in (*table.header, *table.rows)[index].cells if cell.column > 0)
    cells = (row[index] for row in expand(table.rows, table.width))
    return frozenset(cell.text for cell in cells if cell is not None)


def _compare_column(
    column: Column, fields: dict[str, FieldConfig], index: int, texts: frozenset[str]
) -> Iterator[Finding]:
    types: tuple[TypeName, ...] = tuple(field.type for field in fields.values())
    if len(types) == 1:
        yield Finding("type", judge_type(types[0], column), index, f"{types[0]}, not {'|'.join(column.types)}")
    else:
        yield Finding("type", "best" if types and types == column.split else "lossy", index, f"fields: {list(types)}")
    for name, field in fields.items():
        yield from _compare_missing(column, field, index, texts)
        if column.optional is not None:
            yield _right("optional", field.optional == column.optional, f"{name}: {field.optional}", index)
        if column.names and len(types) == 1:
            yield _right("name", _words(name) in map(_words, column.names), f"{name}, not {column.names[0]}", index)


def _compare_missing(column: Column, field: FieldConfig, index: int, texts: frozenset[str]) -> Iterator[Finding]:
    """Tell of texts that are values and are taken for none, where the label says that there are no others."""
    taken = texts.intersection(field.missing).difference(column.missing, {""})
    if taken and column.optional is not None:
        yield Finding("type", "lossy", index, f"taken for missing: {sorted(taken)}")


def _words(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


class Score:
    """How often the findings of some tables are right."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self.counts: Counter[tuple[str, Verdict]] = Counter()

    def add(self, findings: Iterable[Finding]) -> None:
        """Count some findings."""
        self.counts.update((finding.subject, finding.verdict) for finding in findings)

    def total(self, subject: str) -> int:
        """Count how often something was compared."""
        return sum(count for (each, _), count in self.counts.items() if each == subject)

    def share(self, subject: str, *verdicts: Verdict) -> float:
        """Give the share of verdicts among all of a subject; of nothing, all is right."""
        total = self.total(subject)
        return sum(self.counts[subject, verdict] for verdict in verdicts) / total if total else 1.0

    @property
    def lossy(self) -> int:
        """Count what loses or changes something."""
        return sum(count for (_, verdict), count in self.counts.items() if verdict == "lossy")

    def row(self, name: str) -> str:
        """Give a line of the table that `HEADING` is the heading of."""
        shares = (
            self.share("type", "best"),
            self.share("type", *RIGHT),
            self.share("type", *RIGHT, "wider"),
            self.share("optional", "exact"),
            self.share("name", "exact"),
            self.share("key", "exact"),
            self.share("orientation", "exact"),
            self.share("kept", "exact"),
        )
        numbers = "  ".join(f"{share:6.1%}" for share in shares)
        return f"{name:<20} {self.total('kept'):>6} {self.total('type'):>7}  {numbers}  {self.lossy:>5}"


HEADING = f"{'':<20} tables columns    best   exact    safe  option    name     key  orient    kept  lossy"
