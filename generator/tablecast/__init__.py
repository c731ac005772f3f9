"""tablecast: code from documentation tables, and a check that the two still agree.

`load` gives the typed records of a configuration's datasets, `render` the contents of its outputs, `generate` writes
them, `check` compares them with what is committed, and `read` gives the raw tables of documents. Problems are raised as
`TablecastError`, whose `diagnostics` say where and why.
"""

from __future__ import annotations

from tablecast._version import __version__ as __version__

TYPE_CHECKING = False  # To a type checker it is true; typing has it, too, but takes its time to import.

if TYPE_CHECKING:
    from tablecast._api import check, generate, load, read, render
    from tablecast._project import FileChange
    from tablecast.diagnostics import Diagnostic, Location, Related, TablecastError
    from tablecast.drift import Change, Drift, Origin
    from tablecast.model import (
        Data,
        Dataset,
        Entries,
        Field,
        Items,
        LeftOut,
        Markup,
        Place,
        Quantity,
        Range,
        Record,
        Schema,
        Source,
        Value,
    )
    from tablecast.tables import Cell, Document, Row, Table


__all__ = [
    "Cell",
    "Change",
    "Data",
    "Dataset",
    "Diagnostic",
    "Document",
    "Drift",
    "Entries",
    "Field",
    "FileChange",
    "Items",
    "LeftOut",
    "Location",
    "Markup",
    "Origin",
    "Place",
    "Quantity",
    "Range",
    "Record",
    "Related",
    "Row",
    "Schema",
    "Source",
    "Table",
    "TablecastError",
    "Value",
    "check",
    "generate",
    "load",
    "read",
    "render",
]

_MODULES = {
    "_api": ("check", "generate", "load", "read", "render"),
    "_project": ("FileChange",),
    "diagnostics": ("Diagnostic", "Location", "Related", "TablecastError"),
    "drift": ("Change", "Drift", "Origin"),
    "model": (
        "Data",
        "Dataset",
        "Entries",
        "Field",
        "Items",
        "LeftOut",
        "Markup",
        "Place",
        "Quantity",
        "Range",
        "Record",
        "Schema",
        "Source",
        "Value",
    ),
    "tables": ("Cell", "Document", "Row", "Table"),
}

if not TYPE_CHECKING:  # To a type checker, a function that gives any name would make every misspelt one right.

    def __getattr__(name: str) -> object:
        """Import a public name when it is first asked for (PEP 562), so that `tablecast --version` starts at once."""
        for module, names in _MODULES.items():
            if name in names:
                from importlib import import_module  # noqa: PLC0415 - see above

                value: object = getattr(import_module(f"{__name__}.{module}"), name)
                globals()[name] = value
                return value
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
