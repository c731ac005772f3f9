"""Fields of tests, and what is said about texts that they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tablecast.model import Field, Reading
from tablecast.types import read_value

if TYPE_CHECKING:
    from tablecast.content import Block
    from tablecast.model import TypeName


def field(kind: TypeName, **options: Any) -> Field:
    """A field of a type; options of its reading may stand among the others."""
    reading = {name: options.pop(name) for name in Reading.__struct_fields__ if name in options}
    return Field("field", kind, reading=Reading(**reading), **options)


def refusal(text: str, of: Field, blocks: tuple[Block, ...] = ()) -> str:
    """The message with which a text is refused."""
    with pytest.raises(ValueError, match=r".") as caught:
        read_value(text, of, blocks)
    return str(caught.value)
