"""What describes a member of an enumeration, or a constant: its docstring, which is made of texts of its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.diagnostics import did_you_mean
from tablecast.writers._contents import texts_in
from tablecast.writers._literals.docstrings import attribute_docstring
from tablecast.writers._marks import Origin, mark
from tablecast.writers._names import naming_indices
from tablecast.writers._refusal import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.model import Dataset, TypeName
    from tablecast.writers._options import Options

_DESCRIBING: tuple[TypeName, ...] = ("str", "text", "markup")
"""The types of fields that describe a record, unless the option says which do."""

_TEXTS: tuple[TypeName, ...] = (*_DESCRIBING, "code", "version", "url", "enum")
"""The types of fields that can describe a record."""


def text_indices(dataset: Dataset, options: Options, others: Sequence[int], *, beside: str) -> tuple[int, ...]:
    """Find the fields whose texts describe a record: those of the option `docstring`, else all texts but the name.

    `others` are the places to choose from, and `beside` says in messages what is not among them.

    Raises:
        OptionError: The option names a field that is no such text.
    """
    fields = dataset.schema.fields
    chosen = options.fields("docstring")
    if chosen is None:
        names = naming_indices(dataset)
        return tuple(index for index in others if fields[index].type in _DESCRIBING and index not in names)
    allowed = {fields[index].name: index for index in others if fields[index].type in _TEXTS}
    for name in chosen:
        if name not in allowed:
            message = f"the option 'docstring' names '{name}', which is no text beside the {beside}"
            raise OptionError(message, hint=did_you_mean(name, allowed))
    return tuple(allowed[name] for name in chosen)


def described(dataset: Dataset, index: int, fields: Sequence[int], *, indent: int) -> str:
    """Write the texts of a record as a docstring, an empty line between each two; nothing when there are none."""
    record = dataset.records[index]
    said = "\n\n".join(filter(None, (text for field in fields for text in texts_in(record.values[field].data))))
    code = attribute_docstring(said, indent=indent) if said.strip() else ""
    for field in fields:
        code = mark(code, Origin(index, field)) if code else ""
    return code
