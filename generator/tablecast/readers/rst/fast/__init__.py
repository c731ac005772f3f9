"""Reads the common part of reStructuredText without docutils, many times as fast.

Most documents that hold tables are written in a small part of the language. For that part, what docutils makes of a
text is told by simple rules, and the model is made right from the lines: no doctree, no parser for each cell. What
belongs to it is decided construct by construct, and anything else, down to a single unknown directive, raises
`UnusualError`: docutils then reads the whole document, as if there were no other way. So a document is read in one
way or the other, never in a mixture, and both give the same: that is tested over real documents, generated ones and
mutations of both.

`_text` cuts a file into lines, `_blocks`, `_explicit` and `_directives` parse them into body elements (`_syntax`),
`_document` walks over those, `_drawings` cuts tables into cells, `_cells` and `_inline` read what they hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.readers.rst.fast import _cells, _inline
from tablecast.readers.rst.fast._blocks import parse
from tablecast.readers.rst.fast._cut import Cut
from tablecast.readers.rst.fast._document import read_nodes
from tablecast.readers.rst.fast._text import lines_of, text_of
from tablecast.readers.rst.fast._unusual import UnusualError

if TYPE_CHECKING:
    from tablecast.tables import Document

__all__ = ["UnusualError", "forget", "read_common"]


def forget() -> None:
    """Forget the texts of cells and paragraphs that are remembered, and what they say."""
    _cells.forget()
    _inline.forget()


def read_common(path: str, data: bytes) -> Document:
    """Read a document that is written in the common part of the language.

    Raises:
        UnusualError: It is not.
    """
    try:
        text = text_of(data)
        return read_nodes(path, parse(Cut(lines_of(text), 0, 0), "sections"), text)
    except RecursionError as error:
        message = "deeply nested blocks"
        raise UnusualError(message) from error
