"""The reference: docutils' own parser reads the whole document, and its doctree becomes the model.

The parser is set up by `_parser`, `_states`, `_directives` and `_roles`; `_tables`, `_content`, `_context` and
`_targets` make the model. docutils is never patched, and its global tables of roles and directives are neither read
nor written: what a document says depends on that document alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.diagnostics import Diagnostic, Location
from tablecast.readers.rst._context import document_fields, document_title
from tablecast.readers.rst._footnotes import dangling_notes
from tablecast.readers.rst._messages import unread_markup
from tablecast.readers.rst._parser import parse
from tablecast.readers.rst._reading import Reading
from tablecast.readers.rst._source import SourceText, decode
from tablecast.readers.rst._tables import TableReader
from tablecast.readers.rst._targets import targets
from tablecast.tables import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecast.readers._source import Source


def read_document(source: Source) -> Document:
    """Read one document; every problem is a diagnostic of the result."""
    path = source.path
    text, problems = decode(path, source.data)
    reading = Reading(SourceText(path, text), source.root, source.open_file)
    reading.diagnostics += problems
    try:
        return _read(reading)
    except RecursionError:
        reading.diagnostics.append(_too_deep(path))
    except Exception as error:  # noqa: BLE001 - docutils fails on some broken documents, each in a way of its own
        reading.diagnostics.append(_unreadable(path, error))
    return Document(path, diagnostics=_sorted(reading.diagnostics))


def _read(reading: Reading) -> Document:
    document = parse(reading)
    tables = TableReader(reading, document).tables()
    reading.diagnostics += unread_markup(reading, document)
    reading.diagnostics += dangling_notes(reading, document)
    title, fields = document_title(document), document_fields(document)
    return Document(
        reading.path, title, fields, tables, targets(reading, document, tables), _sorted(reading.diagnostics)
    )


def _sorted(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda found: found.sort_key))


def _too_deep(path: str) -> Diagnostic:
    return Diagnostic(
        "too-deep", "the document is nested too deeply to be read", Location(path), hint="flatten its nested lists"
    )


def _unreadable(path: str, error: Exception) -> Diagnostic:
    message = f"docutils fails to read the document: {type(error).__name__}: {error}"
    return Diagnostic("unreadable", message, Location(path), hint="look for broken markup, and report the document")
