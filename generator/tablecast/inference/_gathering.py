"""Gathering: the tables of many documents that have one schema make one dataset."""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tablecast import references
from tablecast.inference._columns import distinct
from tablecast.inference._contexts import with_context
from tablecast.inference._families import family_of, templates_for
from tablecast.inference._layout import why_no_data
from tablecast.inference._selectors import index, selectors_for
from tablecast.inference._shape import shape_of
from tablecast.inference._tables import content_of, same_title, with_columns
from tablecast.inference._values import Reason
from tablecast.naming import identifier
from tablecast.selection import candidates

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from tablecast.config import DatasetConfig, Selector
    from tablecast.inference._shape import Shape
    from tablecast.inference._tables import Content
    from tablecast.selection import Candidate
    from tablecast.tables import Document


_LITTLE = frozenset({"a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
"""Words that no name ends with."""


class Draft(NamedTuple):
    """A proposed dataset.

    `columns` are the titles of the fields that are drawn from a column, as the first table spells them. `family` says
    what kind of table it is, or "", and `templates` are the built-in ones that fit it. `reasons` say why each guess was
    made, by the option that it is about: `fields.NAME`, `key`, `tables`, `header` and so on.
    """

    name: str
    config: DatasetConfig
    tables: tuple[Candidate, ...]
    columns: Mapping[str, str]
    family: str
    templates: tuple[str, ...]
    reasons: Mapping[str, Reason]


class LeftOut(NamedTuple):
    """A table that is in no proposed dataset, and why."""

    candidate: Candidate
    reason: str


class Proposal(NamedTuple):
    """The datasets that documents seem to hold, and the tables that are in none."""

    drafts: tuple[Draft, ...]
    left_out: tuple[LeftOut, ...]


class _Member(NamedTuple):
    """A table that may be data, by its number among all."""

    number: int
    candidate: Candidate
    shape: Shape


def propose(documents: Sequence[Document], root: str = "") -> Proposal:
    """Propose the datasets that documents hold, each of all tables that have the same columns.

    Every dataset can be drawn from its tables as it is proposed, and its selectors match these tables and no others.
    `root` is the folder that a leading slash stands for where documents refer to each other.
    """
    found = candidates(documents)
    targets, known = references.index(documents, root), index(found)
    linked = [each._replace(table=references.linked(each.table, targets)) for each in found]
    members = [_Member(number, each, shape_of(each.table)) for number, each in enumerate(linked)]
    left_out = {each.number: why for each in members if (why := why_no_data(each.shape))}
    groups: defaultdict[Hashable, list[_Member]] = defaultdict(list)
    for each in members:
        if each.number not in left_out:
            groups[_schema(each)].append(each)
    drafts: list[Draft] = []
    for group in groups.values():
        selection = selectors_for([each.number for each in group], known)
        left_out |= dict.fromkeys(selection.lost, "nothing tells it from other tables: give it a label")
        kept = [each for each in group if each.number not in selection.lost]
        drafts += [_draft(kept, selection.selectors)] if kept else []
    names = distinct(draft.name for draft in drafts)
    named = tuple(draft._replace(name=name) for draft, name in zip(drafts, names, strict=True))
    return Proposal(named, tuple(LeftOut(linked[number], left_out[number]) for number in sorted(left_out)))


def _schema(member: _Member) -> Hashable:
    """Give what is equal for tables that make one dataset: the names of their columns, if these are all there."""
    shape = member.shape
    titles = [same_title(title) for title in shape.titles]
    if shape.config.header != "auto" or shape.config.orientation == "columns" or not any(titles):
        return member.number
    whole = all(titles) and len(set(titles)) == len(titles)
    return shape.config.side_by_side, frozenset(titles) if whole else tuple(titles)


def _draft(members: Sequence[_Member], selectors: tuple[Selector, ...]) -> Draft:
    content = content_of([each.shape for each in members])
    tables = tuple(each.candidate for each in members)
    config, key = with_context(content, tables)
    config = replace(with_columns(config, content), tables=selectors, description=_description(tables))
    names = (config.key,) if isinstance(config.key, str) else config.key
    size = sum(map(len, content.tables))
    family = family_of(content.fields, names, " ".join(_around(tables)))
    return Draft(
        _name(tables, content, family),
        config,
        tables,
        {field.name: field.column.title for field in content.fields},
        family,
        templates_for(content.fields, config, size),
        content.reasons() | {"key": key, "tables": _why_tables(tables, names, key)},
    )


def _description(tables: Sequence[Candidate]) -> str:
    titles = {each.table.title for each in tables}
    return titles.pop() if len(titles) == 1 else ""


def _why_tables(tables: Sequence[Candidate], names: Sequence[str], key: Reason) -> Reason:
    """Say which tables these are, and why they have no key, for which there is no better place."""
    where = _where(tables)
    return Reason(where) if any(names) else Reason(f"{where}; {key.text}", key.against)


def _where(tables: Sequence[Candidate]) -> str:
    documents = len({each.document.path for each in tables})
    if len(tables) == 1:
        return f"the only table with these columns, in {tables[0].document.path}"
    return f"{len(tables)} tables of {documents} document{'s' * (documents > 1)} have these columns"


def _around(tables: Sequence[Candidate]) -> Iterator[str]:
    """Give what all tables stand below, the nearest first: how their captions begin, and their headings."""
    captions = [each.table.title.split() for each in tables]
    words = [same[0] for same in takewhile(_are_equal, zip(*captions, strict=False))]
    while words and words[-1].casefold() in _LITTLE:
        words.pop()
    yield " ".join(words)
    headings = [same[0] for same in takewhile(_are_equal, zip(*(each.table.headings for each in tables), strict=False))]
    yield from reversed(headings)


def _are_equal(texts: Sequence[str]) -> bool:
    return len({text.casefold() for text in texts}) == 1


def _name(tables: Sequence[Candidate], content: Content, family: str) -> str:
    """Prefer what readers would call the tables, and for many of them what kind they are."""
    first = tables[0].table
    if len(tables) == 1:
        text = next(filter(None, (first.title, *reversed(first.headings), *first.labels)), "table")
    else:
        columns = " ".join(field.column.title for field in content.fields[:2])
        text = _description(tables) or family or next(filter(None, _around(tables)), columns)
    return identifier(text, "snake")
