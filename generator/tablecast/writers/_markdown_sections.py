"""A dataset as Markdown, a section for each record: what is short in a list, and prose with all of its markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.content import Paragraph, Text
from tablecast.writers._guarded import Guarded, origin_of
from tablecast.writers._markdown import anchors, column_titles, titled
from tablecast.writers._marks import Origin
from tablecast.writers._names import key_indices, naming_indices
from tablecast.writers._values import ValueView, field_of, markup_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from tablecast.model import Dataset, TypeName

_HOLDING: tuple[TypeName, ...] = ("list", "mapping")
_LONG: tuple[TypeName, ...] = ("text", "markup", *_HOLDING)
"""The types of fields that always stand below the list."""


class Fact(NamedTuple):
    """A field's title, and its value."""

    title: Guarded
    value: ValueView


class Section(NamedTuple):
    """A record: the identifier to link to, the parts of its heading, and its values but for those in the heading."""

    anchor: str
    heading: tuple[Guarded, ...]
    short: tuple[Fact, ...]
    long: tuple[Fact, ...]


class Layout(NamedTuple):
    """The places of the fields that are short, and of those that have no markup."""

    short: Sequence[int]
    plain: AbstractSet[int]


class SectionsView(NamedTuple):
    """All that the template writes down."""

    title: Guarded
    sections: tuple[Section, ...]


def sections_view(dataset: Dataset) -> SectionsView:
    """Prepare a section for each record, which is called by what names it, else by its key.

    A field is short in all records or in none: if no cell holds more than a paragraph, and its type none either. What
    is empty is left out, and so is what the heading says, unless it has markup, which headings do without.
    """
    titles = column_titles(dataset.schema.fields)
    rows = [_facts(dataset, titles, index) for index in range(len(dataset.records))]
    places = range(len(titles))
    layout = Layout(
        short=[place for place in places if all(_is_short(row[place]) for row in rows)],
        plain={place for place in places if all(_is_plain(row[place]) for row in rows)},
    )
    made = zip(anchors(dataset), rows, strict=True)
    return SectionsView(
        title=Guarded(titled(dataset.name)),
        sections=tuple(_section(dataset, anchor, row, layout) for anchor, row in made),
    )


def _facts(dataset: Dataset, titles: Sequence[Guarded], index: int) -> tuple[Fact, ...]:
    triples = zip(titles, dataset.records[index].values, dataset.schema.fields, strict=True)
    return tuple(
        Fact(title, ValueView(value, field, Origin(index, place)))
        for place, (title, value, field) in enumerate(triples)
    )


def _section(dataset: Dataset, anchor: str, row: Sequence[Fact], layout: Layout) -> Section:
    naming = naming_indices(dataset)
    headed = key_indices(dataset) if all(_is_empty(row[place]) for place in naming) else naming
    heading = tuple(row[place].value for place in headed if not _is_empty(row[place]))
    nameless = Guarded(f"No {titled(dataset.schema.fields[naming[0]].name).lower()}", origin_of(row[naming[0]].value))
    left = [place for place in range(len(row)) if not _is_empty(row[place]) and place not in layout.plain & set(headed)]
    return Section(
        anchor=anchor,
        heading=heading or (nameless,),
        short=tuple(row[place] for place in left if place in layout.short),
        long=tuple(row[place] for place in left if place not in layout.short),
    )


def _is_empty(fact: Fact) -> bool:
    return len(fact.value) == 0


def _is_short(fact: Fact) -> bool:
    match markup_of(fact.value):
        case () | (Paragraph(),):
            return field_of(fact.value).type not in _LONG
        case _:
            return False


def _is_plain(fact: Fact) -> bool:
    """Tell whether a heading says the value as it is, on one line."""
    match markup_of(fact.value):
        case () | (Paragraph((Text(),)),):
            return field_of(fact.value).type not in _HOLDING and "\n" not in fact.value
        case _:
            return False
