"""Rendering many outputs by the processes of an executor, which have neither the templates nor the disk."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from functools import partial
from typing import TYPE_CHECKING

from tablecast._pipeline import render_here
from tablecast._tasks import Order, Template, fill
from tablecast.diagnostics import Diagnostic, Location, TablecastError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor, Future

    from tablecast._pipeline import Render, Templates
    from tablecast._tasks import Filled
    from tablecast._workers import Workers
    from tablecast.config import OutputConfig
    from tablecast.model import Dataset
    from tablecast.writers import Rendered


def rendering(workers: Workers) -> Render:
    """Say who renders: an executor that the caller has, or this process.

    Processes of our own would take longer to get the records than this one takes to render them.
    """
    return render_here if workers.given is None else partial(_begin, workers.given)


def _begin(executor: Executor, templates: Templates, dataset: Dataset, output: OutputConfig) -> Callable[[], Rendered]:
    try:
        known = {output.template: _template(templates, output.template)}
    except TablecastError:  # It is lacking, then, and the error is raised where it is waited for.
        known = {}
    order = Order(dataset, output, known)
    return partial(_wait, executor, templates, order, _submit(executor, order))


def _wait(executor: Executor, templates: Templates, order: Order, begun: Future[Filled]) -> Rendered:
    """Wait for an output; one that lacks templates is begun again with these."""
    while True:
        filled = _result(begun, order)
        if filled.rendered is not None:
            return filled.rendered
        if filled.problems:
            raise TablecastError(filled.problems)
        found = {name: _template(templates, name) for name in filled.lacking}
        order = order._replace(templates={**order.templates, **found})
        begun = _submit(executor, order)


def _template(templates: Templates, name: str) -> Template:
    return Template(templates.load(name), templates.path(name))


def _submit(executor: Executor, order: Order) -> Future[Filled]:
    try:
        return executor.submit(fill, order)
    except BrokenExecutor as error:
        raise TablecastError([_lost(order)]) from error


def _result(begun: Future[Filled], order: Order) -> Filled:
    try:
        return begun.result()
    except BrokenExecutor as error:
        raise TablecastError([_lost(order)]) from error


def _lost(order: Order) -> Diagnostic:
    message = "a process that rendered this output has ended without an answer"
    hint = "render in one process, without an executor"
    return Diagnostic("lost-worker", message, Location(order.output.path), hint=hint)
