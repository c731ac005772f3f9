"""Work that any process can do, here or on another machine: values in, values out, and no disk at hand.

A document may include files, and a template others. Which ones is known when it is read or rendered, so a worker says
which it lacks, and the work is done again with these.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, NamedTuple

from tablecast import readers, writers
from tablecast._packing import pack
from tablecast.diagnostics import Diagnostic, TablecastError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tablecast.config import OutputConfig
    from tablecast.model import Dataset
    from tablecast.readers import ReaderName


class Page(NamedTuple):
    """A document to read: its path and bytes, and of the files that it may include those that are known it does.

    A file that cannot be opened is the reason why. `files` is None where no file may be included.
    """

    path: str
    data: bytes
    root: str
    files: Mapping[str, bytes | OSError] | None
    reader: ReaderName = "fast"


class ReadPage(NamedTuple):
    """A document that was read, packed, or the files that it lacks."""

    packed: bytes
    lacking: tuple[str, ...] = ()


class Template(NamedTuple):
    """A template: its text, None for one that is built in or not there, and the path by which messages name it."""

    text: str | None
    path: str


class Order(NamedTuple):
    """An output to render, and the templates that are known to be needed."""

    dataset: Dataset
    output: OutputConfig
    templates: Mapping[str, Template]


class Filled(NamedTuple):
    """An output that was rendered, or why it could not be, or the templates that are lacking."""

    rendered: writers.Rendered | None = None
    problems: tuple[Diagnostic, ...] = ()
    lacking: tuple[str, ...] = ()


def fill(order: Order) -> Filled:
    """Render an output."""
    lacking: dict[str, None] = {}
    nothing = Template(None, "")

    def find(name: str) -> Template:
        if name not in order.templates:
            lacking[name] = None
        return order.templates.get(name, nothing)

    filled = _fill(order, find)
    return Filled(lacking=tuple(lacking)) if lacking else filled


def _fill(order: Order, find: Callable[[str], Template]) -> Filled:
    def load(name: str) -> str | None:
        return find(name).text

    def path(name: str) -> str:
        return find(name).path

    try:
        return Filled(writers.render(order.dataset, order.output, load, template_path=path))
    except TablecastError as error:
        return Filled(problems=error.diagnostics)


def read_pages(pages: Sequence[Page]) -> list[ReadPage]:
    """Read documents."""
    return [_read_page(page) for page in pages]


def _read_page(page: Page) -> ReadPage:
    lacking: list[str] = []

    def open_file(path: str) -> bytes:
        found = (page.files or {}).get(path)
        if found is None:
            lacking.append(path)
            raise FileNotFoundError(errno.ENOENT, "not at hand")
        if isinstance(found, OSError):
            raise found
        return found

    opener = readers.refuse_files if page.files is None else open_file
    document = readers.read(page.path, page.data, root=page.root, open_file=opener, reader=page.reader)
    return ReadPage(b"" if lacking else pack(document), tuple(lacking))
