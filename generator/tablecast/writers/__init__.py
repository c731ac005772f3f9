"""Writers: from a dataset to the bytes of an output, through a Jinja2 template.

(docutils has a `Writer` class of its own, for whole documents; nothing here is related to it.)
"""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

from msgspec import Struct

from tablecast.diagnostics import Diagnostic, Location, Related, TablecastError, did_you_mean
from tablecast.writers._builtin import OPTIONS
from tablecast.writers._environment import rendered
from tablecast.writers._markdown import table_view
from tablecast.writers._marks import Trace, unmark
from tablecast.writers._options import Options
from tablecast.writers._python_enum import enum_view
from tablecast.writers._python_records import records_view
from tablecast.writers._refusal import ConfigurationError, RefusalError, UnknownTemplateError
from tablecast.writers._views import MARKER, DatasetView

if TYPE_CHECKING:
    from collections.abc import Callable

    from tablecast.config import OutputConfig
    from tablecast.model import Dataset

__all__ = ["MARKER", "Rendered", "Trace", "render", "template_names"]


class Rendered(Struct, frozen=True):
    """An output: its bytes (UTF-8, lines end in a line feed, the last one too), and what stands where in it."""

    data: bytes
    traces: tuple[Trace, ...]


def template_names() -> tuple[str, ...]:
    """Give the names of the built-in templates."""
    return tuple(OPTIONS)


def no_templates(_name: str) -> None:
    """Load no template: only the built-in ones are there."""


def in_templates(name: str) -> str:
    """Name a template as the folder of the built-in ones does."""
    return f"templates/{name}"


def render(
    dataset: Dataset,
    output: OutputConfig,
    load_template: Callable[[str], str | None] = no_templates,
    *,
    template_path: Callable[[str], str] = in_templates,
) -> Rendered:
    """Render a dataset through the template of an output.

    `load_template` gives the text of a template by its name, None for a built-in one or one that there is not;
    `template_path` gives the path by which messages name it. The same arguments give the same bytes.

    Raises:
        TablecastError: There is no such template; it is wrong, or prints what is not a literal; or an option is wrong.
            Problems of the template are at its line; those of the configuration have an empty location, since only the
            caller knows what it says where.
    """
    options = Options(output.options, dataset)
    if load_template(output.template) is None and (wrong := _wrong_request(output.template, options)):
        raise TablecastError(_diagnosed(error, dataset) for error in wrong)
    context = {
        "dataset": DatasetView(dataset),
        "options": options,
        "python": SimpleNamespace(
            enum=partial(enum_view, dataset, options), records=partial(records_view, dataset, options)
        ),
        "markdown": SimpleNamespace(table=partial(table_view, dataset, options)),
    }
    try:
        marked = rendered(output.template, context, load_template, template_path)
    except RefusalError as error:
        raise TablecastError([_diagnosed(error, dataset)]) from error
    text, found = unmark(marked)
    fields = dataset.schema.fields
    traces = {Trace(line, end_line, origin.record, fields[origin.field].name) for origin, line, end_line in found}
    return Rendered((text.rstrip("\n") + "\n").encode(), tuple(sorted(traces)))


def _wrong_request(name: str, options: Options) -> list[ConfigurationError]:
    """Say whether there is no such built-in template, else which options it does not have."""
    if name in OPTIONS:
        return list(options.unknown(OPTIONS[name]))
    return [UnknownTemplateError(f"there is no template '{name}'", hint=did_you_mean(name, OPTIONS))]


def _diagnosed(error: RefusalError, dataset: Dataset) -> Diagnostic:
    """Place a refusal: at the value in its document, else at the template's line, else with the configuration."""
    line = error.place or Location("")
    if error.origin is not None:
        value = dataset.records[error.origin.record].values[error.origin.field]
        related = (Related(line, "the template writes it here"),)
        return Diagnostic(error.code, error.message, value.location, hint=error.hint, related=related)
    place = Location("") if isinstance(error, ConfigurationError) else line
    return Diagnostic(error.code, error.message, place, hint=error.hint)
