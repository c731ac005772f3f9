"""The preview of `tablecast init`: the proposed datasets, numbered, for people who choose among them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tablecast.reports._style import count, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.inference import Draft, LeftOut
    from tablecast.reports._style import Paint

LEGEND = "* key   ? optional"
"""What the marks of a preview mean."""

_SHOWN_FIELDS = 6
_SHOWN_LEFT_OUT = 8


def preview(drafts: Sequence[Draft], paint: Paint = plain) -> Iterator[str]:
    """Give a few lines a dataset: its name, its tables, its fields, its key, and the files that it would make."""
    margin = len(str(len(drafts)))
    for number, draft in enumerate(drafts, 1):
        indent = " " * (margin + 4)
        documents = list(dict.fromkeys(each.document.path for each in draft.tables))
        where = documents[0] if len(documents) == 1 else count(len(documents), "document")
        rows = sum(len(each.table.rows) for each in draft.tables)
        size = f"{count(rows, 'row')} in {count(len(draft.tables), 'table')} of {where}"
        yield f"  {number:>{margin}}  {paint(draft.name, 'strong')}  {paint(size, 'dim')}"
        yield indent + _fields(draft)
        yield indent + paint(_family(draft), "dim")


def _fields(draft: Draft) -> str:
    key = {draft.config.key} if isinstance(draft.config.key, str) else set(draft.config.key)
    parts = [
        f"{name}{'*' * (name in key)} {field.type}{'?' * field.optional}" for name, field in draft.config.fields.items()
    ]
    more = [f"and {count(len(parts) - _SHOWN_FIELDS, 'field')} more"] if len(parts) > _SHOWN_FIELDS else []
    return ", ".join([*parts[:_SHOWN_FIELDS], *more])


def _family(draft: Draft) -> str:
    files = " ".join(dict.fromkeys(PurePosixPath(output.path).name for output in draft.config.outputs))
    return f"{draft.family}: {files}" if draft.family else files


def left_out(found: Sequence[LeftOut], paint: Paint = plain) -> Iterator[str]:
    """Give the lines that name tables of no dataset, and why: the first few, as the file lists them all."""
    if found:
        yield paint(f"left out, {count(len(found), 'table')}:", "dim")
    for each in found[:_SHOWN_LEFT_OUT]:
        yield f"  {paint(str(each.candidate.table.location), 'place')}: {each.reason}"
    if len(found) > _SHOWN_LEFT_OUT:
        yield paint(f"  and {len(found) - _SHOWN_LEFT_OUT} more, listed in the draft", "dim")
