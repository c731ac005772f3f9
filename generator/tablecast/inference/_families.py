"""Families: what kind of table it is, which decides what it is best rendered to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.inference._vocabulary import title_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.inference._keys import Field

_MOST_MEMBERS = 200
_MOST_IN_ENUM = 4
_MANY = 1000
_PAIR = 2
_AT_THE_LEFT = 3
_LONG = 200
_SCALARS = frozenset({"str", "int", "decimal", "code", "version", "url", "quantity", "bool", "enum", "date"})

_BY_WORDS: tuple[tuple[str, str, str], ...] = (
    ("error codes", "error", "code codes number"),
    ("status codes", "status return response returned exit http", "code codes value"),
    ("permissions", "permission permissions policy role", ""),
    ("flavors", "flavor flavors vcpus", ""),
    ("quotas", "quota quotas", ""),
    ("metrics", "metric metrics", ""),
    ("events", "event events trace traces", ""),
    ("alarms", "alarm alarms", ""),
    ("registers", "register registers bit bits offset", ""),
    ("pins", "pin pins gpio", ""),
    ("options", "option options directive setting variable", ""),
    ("change history", "released release date", "on date"),
    ("statuses", "status state", ""),
    ("parameters", "parameter parameters attribute field argument key", ""),
    ("glossary", "term acronym abbreviation", ""),
    ("formats", "format character symbol", ""),
    ("troubleshooting", "cause causes solution prompts symptom", ""),
    ("versions", "version release os", ""),
)
"""Names of families, the words of which a title at the left has one, and of which it must have one, too, if any."""


def family_of(fields: Sequence[Field], key: Sequence[str]) -> str:
    """Name the kind of a table by what its columns are called; "" for none in particular."""
    titles = [title_words(field.column.title) for field in fields[:_AT_THE_LEFT]]
    found = next((family for family in _BY_WORDS if any(_is_of(title, *family) for title in titles)), None)
    if found:
        return found[0]
    alike = {field.type for field in fields if field.name not in key}
    if len(fields) > _PAIR and len(alike) == 1 and alike <= {"bool", "str", "text", "enum"}:
        return "comparison"
    return ""


def _is_of(title: frozenset[str], family: str, first: str, second: str) -> bool:
    """Whether a title names a family; an error status is the status of a response rather than an error's code."""
    named = not title.isdisjoint(first.split()) and (not second or not title.isdisjoint(second.split()))
    return named and (family != "error codes" or "status" not in title)


def templates_for(fields: Sequence[Field], key: Sequence[str], name_field: str, size: int) -> tuple[str, ...]:
    """Give the built-in templates that fit a dataset: for Python, JSON and Markdown."""
    return (_python(fields, key, name_field, size), *_json(key, size), _markdown(fields, size))


def _python(fields: Sequence[Field], key: Sequence[str], name_field: str, size: int) -> str:
    if len(key) != 1:
        return "python/registry.py.j2" if key else "python/records.py.j2"
    types = {field.name: field.type for field in fields}
    few = size <= _MOST_MEMBERS and len(fields) <= _MOST_IN_ENUM
    others = [field for field in fields if field.name not in key]
    if few and (name_field or types[key[0]] in {"int", "code"}):
        return "python/enum.py.j2"
    if len(fields) == _PAIR and all(field.type in _SCALARS - {"str"} for field in others):
        return "python/constants.py.j2"
    return "python/registry.py.j2"


def _json(key: Sequence[str], size: int) -> tuple[str, ...]:
    if size > _MANY:
        return ("json/lines.jsonl.j2",)
    return ("json/by_key.json.j2",) if len(key) == 1 else ("json/records.json.j2", "json/schema.json.j2")


def _markdown(fields: Sequence[Field], size: int) -> str:
    rich = any(field.type in {"text", "list", "mapping"} for field in fields)
    return "markdown/sections.md.j2" if rich and size <= _LONG else "markdown/table.md.j2"
