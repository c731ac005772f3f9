"""The filters of the templates: everything that opens a guarded value, and so decides what it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from tablecast.model import Data
from tablecast.naming import identifier
from tablecast.types import write_value
from tablecast.writers import _types as types
from tablecast.writers._characters import SURROGATE, refuse
from tablecast.writers._guarded import opened, origin_of
from tablecast.writers._json_schema import json_schema
from tablecast.writers._literals import (
    c,
    comments,
    commonmark,
    docstrings,
    json,
    markdown,
    markdown_blocks,
    markdown_cells,
    python_values,
    typescript,
)
from tablecast.writers._marks import mark
from tablecast.writers._names import checked_language, checked_style
from tablecast.writers._refusal import MisuseError, writing
from tablecast.writers._values import markup_of

if TYPE_CHECKING:
    from tablecast.writers._guarded import Guarded
    from tablecast.writers._views import FieldView


_What = TypeVar("_What")
_DATA = get_args(Data)


def _literal(write: Callable[[Data], str]) -> Callable[[object], str]:
    """Make a filter of a literal function: it opens the value and marks where the literal comes from."""

    def literal(value: object) -> str:
        data = opened(value)
        if not isinstance(data, _DATA):
            raise _misuse(data, "a literal is made of a value")
        return _marked(value, write, data)

    return literal


def _comment(write: Callable[[Iterable[str]], str]) -> Callable[[object], str]:
    """Make a filter of a comment function: of a text, or of several lines."""

    def comment(value: object) -> str:
        lines: list[object] = list(cast(Iterable[object], value)) if isinstance(value, list | tuple) else [value]
        texts = [opened(line) for line in lines]
        for text in texts:
            if not isinstance(text, str):
                raise _misuse(text, "a comment is made of texts")
        code = write(texts)
        for line in lines:
            code = mark(code, origin_of(line))
        return code

    return comment


def _misuse(value: object, rule: str) -> MisuseError:
    """Say what a filter is for; a value that is not there, or not for printing, says so itself when it is asked."""
    str(value)
    return MisuseError(f"{rule}, and this is a {type(value).__name__}")


def _docstring(lines: Iterable[str]) -> str:
    return docstrings.attribute_docstring("\n".join(lines), indent=0)


def _python(value: Data) -> str:
    return python_values.flat(python_values.expression(value))


def _verbatim(value: Data) -> str:
    text = write_value(value)
    refuse(text, SURROGATE, "a file in UTF-8")
    return text


def _identifier(value: object, style: str, language: str) -> str:
    name = identifier(write_value(opened(value)), checked_style(style), checked_language(language))
    return mark(name, origin_of(value))


def _c_initializer(value: Guarded, field: FieldView) -> str:
    return _marked(value, partial(types.c_initializer, value), field)


def _markdown_cell(value: object) -> str:
    markup = markup_of(value)
    return _marked(value, markdown_cells.cell, markup) if markup else _markdown(value)


def _markdown_blocks(value: object) -> str:
    markup = markup_of(value)
    return _marked(value, commonmark.document, markup) if markup else _markdown_text(value)


def _marked(value: object, write: Callable[[_What], str], what: _What) -> str:
    """Write code for what a value is and mark it; a value that cannot be written is reported where it stands."""
    origin = origin_of(value)
    with writing(origin):
        return mark(write(what), origin)


_markdown = _literal(markdown.literal)
_markdown_text = _literal(markdown_blocks.literal)

FILTERS: dict[str, Callable[..., str]] = {
    "c": _literal(c.literal),
    "c_comment": _comment(comments.block_comment),
    "c_initializer": _c_initializer,
    "c_type": types.c_type,
    "identifier": _identifier,
    "json": _literal(json.literal),
    "json_schema": json_schema,
    "md": _markdown,
    "md_blocks": _markdown_blocks,
    "md_cell": _markdown_cell,
    "md_comment": _comment(comments.html_comment),
    "py": _literal(_python),
    "py_comment": _comment(comments.hash_comment),
    "py_docstring": _comment(_docstring),
    "ts": _literal(typescript.literal),
    "ts_comment": _comment(comments.slash_comment),
    "ts_type": types.typescript_type,
    "verbatim": _literal(_verbatim),
}
"""By name: literals, comments, types and names of each target language; `verbatim` says that a text is code."""
