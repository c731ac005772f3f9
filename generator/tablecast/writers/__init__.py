"""Writers: from a dataset to the bytes of an output, through a Jinja2 template.

(docutils has a `Writer` class of its own, for whole documents; nothing here is related to it.)
"""

from __future__ import annotations

from functools import cached_property, partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

from msgspec import Struct

from tablecast.diagnostics import Diagnostic, Location, Related, TablecastError, did_you_mean
from tablecast.digests import digest_of
from tablecast.writers._builtin import OPTIONS
from tablecast.writers._contract import names_records, names_values, record_names, type_in_code, value_names
from tablecast.writers._environment import COMPILED, Compiled, Kept, rendered, rendered_with_lines
from tablecast.writers._json import by_key_view, schema_view
from tablecast.writers._markdown import table_view
from tablecast.writers._markdown_sections import sections_view
from tablecast.writers._marks import Trace, read_marks, traces_in, unmarked
from tablecast.writers._names import Names
from tablecast.writers._options import Options, unknown_options
from tablecast.writers._python_constants import constants_view
from tablecast.writers._python_enum import enum_view
from tablecast.writers._python_records import records_view
from tablecast.writers._python_registry import registry_view
from tablecast.writers._refusal import ConfigurationError, RefusalError, UnknownTemplateError
from tablecast.writers._traces import Traced, ValuePlace, traced
from tablecast.writers._views import MARKER, DatasetView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tablecast.config import OutputConfig
    from tablecast.model import Dataset

__all__ = [
    "COMPILED",
    "MARKER",
    "Compiled",
    "Kept",
    "Rendered",
    "Trace",
    "Traced",
    "ValuePlace",
    "check_request",
    "names_records",
    "names_values",
    "record_names",
    "render",
    "template_names",
    "trace",
    "type_in_code",
    "value_names",
]


class Rendered(Struct, frozen=True, dict=True):
    """An output: its bytes (UTF-8, each line ends in a line feed), and what stands where in it.

    `marked` is the text with the marks of its values, whose indices are those of records and of `fields`; `traces`
    reads them, which nobody asks for of an output that is in step. `diagnostics` are what was noticed that is no error.
    `templates` is a digest of the texts of the templates that are not built in, empty where there were none.
    """

    data: bytes
    marked: str = ""
    fields: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    templates: str = ""

    @classmethod
    def of(
        cls, marked: str, fields: tuple[str, ...], diagnostics: tuple[Diagnostic, ...] = (), templates: str = ""
    ) -> Rendered:
        """Give the output that a marked text is."""
        lines = unmarked(marked).rstrip(b"\n")
        return cls(lines + b"\n" if lines else b"", marked, fields, diagnostics, templates)

    @cached_property
    def traces(self) -> tuple[Trace, ...]:
        """Where the values of the dataset stand in the output."""
        return traces_in(self.marked, self.fields)


def template_names() -> tuple[str, ...]:
    """Give the names of the built-in templates."""
    return tuple(OPTIONS)


def no_templates(_name: str) -> None:
    """Load no template: only the built-in ones are there."""


def in_templates(name: str) -> str:
    """Name a template as the folder of the built-in ones does."""
    return f"templates/{name}"


def check_request(output: OutputConfig, load_template: Callable[[str], str | None] = no_templates) -> None:
    """Check what can be said of an output without a dataset: that its template is there, and a built-in one's options.

    Raises:
        TablecastError: With an empty location, as for `render`.
    """
    if load_template(output.template) is None and (wrong := _wrong_request(output)):
        raise TablecastError(_at(Location(""), error) for error in wrong)


def render(
    dataset: Dataset,
    output: OutputConfig,
    load_template: Callable[[str], str | None] = no_templates,
    *,
    template_path: Callable[[str], str] = in_templates,
    compiled: Compiled = COMPILED,
) -> Rendered:
    """Render a dataset through the template of an output.

    `load_template` gives the text of a template by its name, None for a built-in one or one that there is not;
    `template_path` gives the path by which messages name it. `compiled` holds templates that were compiled
    before, and takes others. The same arguments give the same bytes.

    Raises:
        TablecastError: There is no such template; it is wrong, or prints what is not a literal; or an option is wrong.
            Problems of the template are at its line; those of the configuration have an empty location, since only the
            caller knows what it says where.
    """
    check_request(output, load_template)
    names = Names(dataset)
    loaded = _Loaded(load_template)
    try:
        marked = rendered(output.template, _context(dataset, output, names), loaded, template_path, compiled)
    except RefusalError as error:
        raise TablecastError([_diagnosed(error, dataset)]) from error
    fields = tuple(field.name for field in dataset.schema.fields)
    return Rendered.of(marked, fields, names.diagnostics(), loaded.digest())


class _Loaded:
    """Loads templates, and remembers their texts."""

    def __init__(self, load: Callable[[str], str | None]) -> None:
        self._load = load
        self._texts: dict[str, str] = {}

    def __call__(self, name: str) -> str | None:
        text = self._load(name)
        if text is not None:
            self._texts[name] = text
        return text

    def digest(self) -> str:
        """Give the digest of all texts that were loaded, empty where there were none."""
        return digest_of(sorted(self._texts.items())) if self._texts else ""


def trace(
    dataset: Dataset,
    output: OutputConfig,
    load_template: Callable[[str], str | None] = no_templates,
    *,
    template_path: Callable[[str], str] = in_templates,
) -> Traced:
    """Render a dataset as `render` does, to say what each character is and which lines of templates wrote each line.

    Raises:
        TablecastError: As for `render`.
    """
    context = partial(_context, dataset, output)
    try:
        plain = read_marks(rendered(output.template, context(Names(dataset)), load_template, template_path))
    except RefusalError as error:
        raise TablecastError([_diagnosed(error, dataset)]) from error
    with_lines = rendered_with_lines(output.template, context(Names(dataset)), load_template, template_path)
    read = ((read_marks(marked), files) for marked, files in with_lines)
    return traced(plain, read, [field.name for field in dataset.schema.fields])


def _context(dataset: Dataset, output: OutputConfig, names: Names) -> dict[str, object]:
    """Give what a template sees."""
    options = Options(output.options, dataset)
    return {
        "dataset": DatasetView(dataset, names),
        "options": options,
        "python": SimpleNamespace(
            constants=partial(constants_view, dataset, options, names),
            enum=partial(enum_view, dataset, options, names),
            records=partial(records_view, dataset, options),
            registry=partial(registry_view, dataset, options),
        ),
        "json": SimpleNamespace(
            by_key=partial(by_key_view, dataset, names), schema=partial(schema_view, dataset, options)
        ),
        "markdown": SimpleNamespace(
            sections=partial(sections_view, dataset), table=partial(table_view, dataset, options)
        ),
    }


def _wrong_request(output: OutputConfig) -> Sequence[ConfigurationError]:
    """Say whether there is no such built-in template, else which options it does not have."""
    name = output.template
    if name in OPTIONS:
        return unknown_options(output.options, OPTIONS[name])
    return [UnknownTemplateError(f"there is no template '{name}'", hint=did_you_mean(name, OPTIONS))]


def _diagnosed(error: RefusalError, dataset: Dataset) -> Diagnostic:
    """Place a refusal: at the value in its document, else at the template's line, else with the configuration."""
    line = error.place or Location("")
    if error.origin is not None:
        value = dataset.records[error.origin.record].values[error.origin.field]
        related = (Related(line, "the template writes it here"),)
        return Diagnostic(error.code, error.message, value.location, hint=error.hint, related=related)
    return _at(Location("") if isinstance(error, ConfigurationError) else line, error)


def _at(place: Location, error: RefusalError) -> Diagnostic:
    return Diagnostic(error.code, error.message, place, hint=error.hint)
