"""From documents to rendered outputs, in memory: the one way that generate, check and the API share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from tablecast import references, writers
from tablecast.diagnostics import Diagnostic, TablecastError, configured, did_you_mean
from tablecast.digests import digest_of
from tablecast.outputs import Output
from tablecast.records import Accounts, Drawn, draw, foreign_keys, pins
from tablecast.schema import schema_of
from tablecast.selection import SELECTION_CODES, TABLE_COUNT, candidates, select
from tablecast.snapshots import type_in_words
from tablecast.writers import COMPILED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from tablecast._config import LoadedConfig
    from tablecast.codes import Code
    from tablecast.config import DatasetConfig, OutputConfig
    from tablecast.diagnostics import Location
    from tablecast.model import Dataset, Schema
    from tablecast.selection import Candidate
    from tablecast.tables import Document
    from tablecast.writers import Compiled, Rendered


_MISSED_ROWS: Final[frozenset[Code]] = frozenset({"override-no-row", "unknown-record", "unused-filter", "unused-name"})
"""The codes of the diagnostics that say that a row is not there, which may be in a table that could not be had."""


class Templates(Protocol):
    """Where a user's templates come from."""

    def load(self, name: str, /) -> str | None:
        """Give a template's text, or None where there is no such template."""
        ...

    def path(self, name: str, /) -> str:
        """Give the path by which messages name a template."""
        ...


Render: TypeAlias = "Callable[[Templates, Dataset, OutputConfig], Callable[[], Rendered]]"
"""Begins to render an output, and gives what waits for it; that raises TablecastError as `writers.render` does."""


class Drawing(NamedTuple):
    """The datasets that were asked for, by name, those of them that could be drawn, and what was noticed."""

    wanted: tuple[str, ...]
    datasets: tuple[Dataset, ...]
    accounts: dict[str, Accounts]
    diagnostics: tuple[Diagnostic, ...]


class Build(Struct, frozen=True):
    """What documents and a configuration make: datasets, their outputs, and what was noticed that is no error.

    `accounts` says, by the dataset's name, what became of the rows of its tables. `documents` are those read, if
    they are kept: their tables take as much room as all that is made of them.
    """

    datasets: tuple[Dataset, ...]
    accounts: dict[str, Accounts]
    outputs: tuple[Output, ...]
    diagnostics: tuple[Diagnostic, ...]
    documents: tuple[Document, ...] = ()

    def contents(self) -> dict[str, bytes]:
        """Give the contents of each output by path."""
        return {output.path: output.rendered.data for output in self.outputs}


class BuildError(TablecastError):
    """The datasets cannot be built; `accounts` says what became of the rows up to there."""

    def __init__(self, diagnostics: Iterable[Diagnostic], accounts: dict[str, Accounts]) -> None:
        """Keep both."""
        super().__init__(diagnostics)
        self.accounts = accounts

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by both."""
        return (type(self), (self.diagnostics, self.accounts))


def render_here(
    templates: Templates, dataset: Dataset, output: OutputConfig, compiled: Compiled = COMPILED
) -> Callable[[], Rendered]:
    """Give what renders an output when it is called."""
    return partial(writers.render, dataset, output, templates.load, template_path=templates.path, compiled=compiled)


def build(
    drawing: Drawing,
    loaded: LoadedConfig,
    templates: Templates,
    render: Render = render_here,
    documents: Sequence[Document] = (),
) -> Build:
    """Render the outputs of the datasets that were asked for; the `documents` are those that the build is to hold.

    The datasets that they refer to are drawn, too, but not rendered. `render` is called for all outputs before any is
    waited for.

    Raises:
        BuildError: With every problem of every stage that could be reached.
    """
    outputs, refused = _render_all(drawing, loaded, templates, render)
    problems = [*drawing.diagnostics, *configured(refused, loaded.config.severities)]
    if failed(problems):
        raise BuildError(problems, drawing.accounts)
    noticed = sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key)
    return Build(drawing.datasets, drawing.accounts, outputs, tuple(noticed), tuple(documents))


def draw_datasets(documents: Sequence[Document], loaded: LoadedConfig, names: Collection[str] = ()) -> Drawing:
    """Draw the named datasets (all without names), and those that they refer to, from the documents."""
    told = partial(configured, severities=loaded.config.severities)
    problems = [found for document in documents for found in told(document.diagnostics)]
    # A table that could not be read may be the very one that a selector then misses: that is told once.
    consequences: Collection[Code] = SELECTION_CODES | _MISSED_ROWS if failed(problems) else ()
    wanted = tuple(name for name in loaded.config.datasets if not names or name in names)
    drawn = _draw_all(wanted, loaded, documents)
    known = {name: each.dataset for name, each in drawn.items() if each.dataset is not None}
    datasets = tuple(known[name] for name in wanted if name in known)
    found = [problem for each in drawn.values() for problem in each.diagnostics]
    found += foreign_keys.unknown_records(datasets, known)
    problems += told(problem for problem in found if problem.code not in consequences)
    accounts = {name: each.accounts for name, each in drawn.items()}
    return Drawing(wanted, datasets, accounts, tuple(problems))


def failed(problems: Iterable[Diagnostic]) -> bool:
    """Whether there is an error among them."""
    return any(problem.severity == "error" for problem in problems)


def unknown_datasets(loaded: LoadedConfig, names: Collection[str]) -> Iterator[Diagnostic]:
    """Report the names that no dataset of the configuration has."""
    known = loaded.config.datasets
    for name in names:
        if name not in known:
            message = f"there is no dataset '{name}'"
            hint = did_you_mean(name, known)
            if "." in name or "/" in name:
                hint = "to render documents without a configuration, add -o DIR"
            yield Diagnostic("unknown-dataset", message, loaded.locate("datasets"), hint=hint)


def _draw_all(wanted: Collection[str], loaded: LoadedConfig, documents: Sequence[Document]) -> dict[str, Drawn]:
    schemas = {name: schema_of(config) for name, config in loaded.config.datasets.items()}
    schemas = foreign_keys.with_keys(schemas)
    tables, targets = candidates(documents), references.index(documents, loaded.config.root)
    return {name: _draw(name, schemas[name], loaded, tables, targets) for name in foreign_keys.needed(wanted, schemas)}


def _draw(
    name: str, schema: Schema, loaded: LoadedConfig, tables: Sequence[Candidate], targets: references.Index
) -> Drawn:
    config = loaded.config.datasets[name]
    locate = partial(loaded.locate, "datasets", name)
    selected, problems = select(config.tables, tables, partial(locate, "tables"))
    chosen = [candidate._replace(table=references.linked(candidate.table, targets)) for candidate in selected]
    drawn = draw(name, config, chosen, schema=schema, locate=locate)
    # Where a selector matches other tables than it should, what is wrong with their rows is beside the point.
    misled = any(problem.code == TABLE_COUNT for problem in problems)
    found = [] if misled else [each for each in drawn.diagnostics if not problems or each.code not in _MISSED_ROWS]
    dataset = None if problems else drawn.dataset
    noticed = [problem for candidate in chosen for problem in references.broken(candidate.table)]
    noticed += pins.unused(dataset, partial(locate, "names")) if dataset is not None else ()
    return Drawn(dataset, (*problems, *found, *noticed), drawn.accounts)


def _render_all(
    drawing: Drawing, loaded: LoadedConfig, templates: Templates, render: Render
) -> tuple[tuple[Output, ...], tuple[Diagnostic, ...]]:
    """Render the datasets that are known; of the outputs of the others, say what is wrong all the same."""
    outputs: list[Output] = []
    problems: list[Diagnostic] = []
    known = {dataset.name: dataset for dataset in drawing.datasets}
    begun = {
        (name, index): render(templates, known[name], output)
        for name in known
        for index, output in enumerate(loaded.config.datasets[name].outputs)
    }
    for name in drawing.wanted:
        config = loaded.config.datasets[name]
        for index, output in enumerate(config.outputs):
            try:
                if name in known:
                    rendered = begun.pop((name, index))()
                    digest = _configuration_digest(known[name], config, output)
                    outputs.append(Output(output.path, known[name], rendered, digest))
                    problems += rendered.diagnostics
                else:
                    writers.check_request(output, templates.load)
            except TablecastError as error:
                place = loaded.locate("datasets", name, "outputs", index)
                problems += (_placed(problem, place) for problem in error.diagnostics)
    return tuple(outputs), tuple(problems)


def _configuration_digest(dataset: Dataset, config: DatasetConfig, output: OutputConfig) -> str:
    """Give the digest of what the configuration says of an output, what it says of referenced datasets included."""
    types = [type_in_words(field) for field in dataset.schema.fields]
    return digest_of((replace(config, outputs=()), types, output.template, output.options))


def _placed(problem: Diagnostic, place: Location) -> Diagnostic:
    """A problem of an output that has no place of its own stands where the configuration names the output."""
    if problem.location.path:
        return problem
    return replace(problem, location=place)
