"""From documents to rendered outputs, in memory: the one way that generate, check and the API share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from tablecast import references, writers
from tablecast.diagnostics import Diagnostic, TablecastError, did_you_mean
from tablecast.drift import Output
from tablecast.records import Accounts, Drawn, draw
from tablecast.selection import SELECTION_CODES, candidates, select

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from tablecast._config import LoadedConfig
    from tablecast.config import OutputConfig
    from tablecast.diagnostics import Location
    from tablecast.model import Dataset
    from tablecast.selection import Candidate
    from tablecast.tables import Document


class Templates(Protocol):
    """Where a user's templates come from."""

    def load(self, name: str, /) -> str | None:
        """Give a template's text, or None where there is no such template."""
        ...

    def path(self, name: str, /) -> str:
        """Give the path by which messages name a template."""
        ...


class Build(Struct, frozen=True):
    """What documents and a configuration make: datasets, their outputs, and what was noticed that is no error.

    `accounts` says, by the dataset's name, what became of the rows of its tables.
    """

    datasets: tuple[Dataset, ...]
    accounts: dict[str, Accounts]
    outputs: tuple[Output, ...]
    diagnostics: tuple[Diagnostic, ...]

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


def build(
    documents: Sequence[Document], loaded: LoadedConfig, templates: Templates, names: Collection[str] = ()
) -> Build:
    """Draw the named datasets (all without names) from the documents and render their outputs.

    Raises:
        BuildError: With every problem of every stage that could be reached.
    """
    problems = [found for document in documents for found in document.diagnostics]
    # A table that could not be read may be the very one that a selector then misses: that is told once.
    consequences = SELECTION_CODES if _failed(problems) else frozenset[str]()
    tables, targets = candidates(documents), references.index(documents, loaded.config.root)
    wanted = [name for name in loaded.config.datasets if not names or name in names]
    drawn = {name: _draw(name, loaded, tables, targets) for name in wanted}
    found = (problem for each in drawn.values() for problem in each.diagnostics)
    problems += (problem for problem in found if problem.code not in consequences)
    datasets = tuple(each.dataset for each in drawn.values() if each.dataset is not None)
    accounts = {name: each.accounts for name, each in drawn.items()}
    outputs, refused = _render_all(datasets, loaded, templates)
    problems += refused
    if _failed(problems):
        raise BuildError(problems, accounts)
    return Build(datasets, accounts, outputs, tuple(sorted(problems, key=lambda problem: problem.sort_key)))


def _failed(problems: Sequence[Diagnostic]) -> bool:
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


def _draw(name: str, loaded: LoadedConfig, tables: Sequence[Candidate], targets: references.Index) -> Drawn:
    config = loaded.config.datasets[name]

    def locate(*keys: str | int) -> Location:
        return loaded.locate("datasets", name, "tables", *keys)

    selected, problems = select(config.tables, tables, locate)
    chosen = [candidate._replace(table=references.linked(candidate.table, targets)) for candidate in selected]
    drawn = draw(name, config, chosen)
    noticed = (problem for candidate in chosen for problem in references.broken(candidate.table))
    return Drawn(None if problems else drawn.dataset, (*problems, *drawn.diagnostics, *noticed), drawn.accounts)


def _render_all(
    datasets: Sequence[Dataset], loaded: LoadedConfig, templates: Templates
) -> tuple[tuple[Output, ...], tuple[Diagnostic, ...]]:
    outputs: list[Output] = []
    problems: list[Diagnostic] = []
    for dataset in datasets:
        for index, output in enumerate(loaded.config.datasets[dataset.name].outputs):
            try:
                outputs.append(_render(dataset, output, templates))
            except TablecastError as error:
                place = loaded.locate("datasets", dataset.name, "outputs", index)
                problems += (_placed(problem, place) for problem in error.diagnostics)
    return tuple(outputs), tuple(problems)


def _render(dataset: Dataset, output: OutputConfig, templates: Templates) -> Output:
    rendered = writers.render(dataset, output, templates.load, template_path=templates.path)
    return Output(output.path, dataset, rendered)


def _placed(problem: Diagnostic, place: Location) -> Diagnostic:
    """A problem of an output that has no place of its own stands where the configuration names the output."""
    if problem.location.path:
        return problem
    return Diagnostic(problem.code, problem.message, place, problem.severity, problem.hint, problem.related)
