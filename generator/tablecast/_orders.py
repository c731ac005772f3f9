"""Outputs that any process can render, here or on another machine: values in, values out, and no disk at hand.

A template may include others. Which ones is known when it is rendered, so a worker says which it lacks, and the work is
done again with these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast import writers
from tablecast.diagnostics import Diagnostic, TablecastError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tablecast.config import OutputConfig
    from tablecast.model import Dataset


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
