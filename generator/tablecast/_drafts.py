"""What `tablecast init` has to offer: the datasets that documents seem to hold, beside those that are configured."""

from __future__ import annotations

from itertools import chain, count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tablecast._reading import PLAIN, read_documents
from tablecast.config import OutputConfig
from tablecast.diagnostics import Diagnostic, Location, TablecastError, configured
from tablecast.inference import propose
from tablecast.selection import candidates, matches
from tablecast.writers._builtin import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from tablecast._project import Project
    from tablecast._reading import Means
    from tablecast._workspace import Workspace
    from tablecast.config import Config
    from tablecast.inference import Draft, LeftOut
    from tablecast.selection import Candidate
    from tablecast.tables import Document

_SUFFIX = ".rst"
_FOLDER = "generated"
_SCHEMA = "json/schema.json.j2"
_FORMS = {"json/by_key.json.j2": "by_key", "json/lines.jsonl.j2": "line"}
"""The forms of schemas for other files than `json/records.json.j2` makes."""


class Offer(NamedTuple):
    """The proposed datasets, each with the outputs that are configured for it, and the tables that are in none.

    `sources` are the patterns of the documents, where there is no configuration yet that has its own. `diagnostics`
    are what was noticed in the documents.
    """

    drafts: tuple[Draft, ...]
    left_out: tuple[LeftOut, ...]
    sources: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    def chosen(self, indices: Collection[int]) -> Offer:
        """Give the offer with some of its drafts only."""
        return self._replace(drafts=tuple(draft for index, draft in enumerate(self.drafts) if index in indices))


class _Taken(NamedTuple):
    """What a configuration has already: names of datasets, paths of outputs, and the places of the tables drawn."""

    names: set[str]
    paths: set[str]
    tables: frozenset[Location]


def offer(workspace: Workspace, paths: Sequence[str], means: Means = PLAIN) -> Offer:
    """Propose datasets for documents and folders; without any, for all documents below the root.

    Raises:
        TablecastError: A document does not exist or cannot be read from the disk, or there is none.
    """
    named = workspace.documents(paths) if paths else _all_documents(workspace)
    if not named:
        message, hint = f"there is no document (*{_SUFFIX}) here or below", "name documents, or the folder they are in"
        raise TablecastError([Diagnostic("no-documents", message, Location("."), hint=hint)])
    sources = tuple(dict.fromkeys(_patterns(workspace, paths or (".",), named)))
    documents = read_documents(workspace, named, means=means)
    return _offer(documents, named, _Taken(set(), set(), frozenset()), sources=sources)


def offer_more(project: Project, paths: Sequence[str]) -> Offer:
    """Propose datasets for tables that no configured dataset is drawn from; with paths, for those of these documents.

    Raises:
        TablecastError: A document does not exist, is not one of the configuration's, or cannot be read from the disk.
    """
    documents, config = project.documents(), project.loaded.config
    known = [document.path for document in documents]
    wanted = project.workspace.documents(paths) if paths else known
    strange = [_not_a_source(project, path) for path in wanted if path not in known]
    if strange:
        raise TablecastError(strange)
    taken = _Taken(
        set(config.datasets),
        {output.path for dataset in config.datasets.values() for output in dataset.outputs},
        frozenset(each.table.location for each in candidates(documents) if _is_drawn(each, config)),
    )
    found = _offer(documents, wanted, taken, root=config.root)
    return found._replace(diagnostics=tuple(configured(found.diagnostics, config.severities)))


def _offer(
    documents: Sequence[Document],
    wanted: Collection[str],
    taken: _Taken,
    *,
    sources: tuple[str, ...] = (),
    root: str = "",
) -> Offer:
    """Propose what tables of the wanted documents take part in, and is not drawn already."""

    def is_new(candidate: Candidate) -> bool:
        return candidate.document.path in wanted and candidate.table.location not in taken.tables

    proposal = propose(documents, root)
    drafts = tuple(_finished(draft, taken) for draft in proposal.drafts if any(map(is_new, draft.tables)))
    left_out = tuple(each for each in proposal.left_out if is_new(each.candidate))
    noticed = tuple(found for document in documents if document.path in wanted for found in document.diagnostics)
    return Offer(drafts, left_out, sources, noticed)


def _finished(draft: Draft, taken: _Taken) -> Draft:
    """Give a draft with a name and outputs that nothing else has; both are then taken."""
    name = next(free for free in _numbered(draft.name) if free not in taken.names)
    taken.names.add(name)
    outputs = _outputs(name, draft.templates, taken.paths)
    return draft._replace(name=name, config=replace(draft.config, outputs=outputs))


def _outputs(name: str, templates: Sequence[str], taken: set[str]) -> tuple[OutputConfig, ...]:
    """Name an output for each template: as the dataset, and as the template, too, where that name is taken."""
    schema = ""
    form = next((_FORMS[template] for template in templates if template in _FORMS), "")
    made: dict[str, OutputConfig] = {}
    # The schema is named first, because the records name it.
    for template in sorted(templates, key=lambda each: each != _SCHEMA):
        kind, _, suffix = PurePosixPath(template).name.removesuffix(".j2").partition(".")
        stems = chain([name], _numbered(f"{name}_{kind}"))
        suffix = f".{kind}.{suffix}" if template == _SCHEMA else f".{suffix}"
        path = next(free for stem in stems if (free := f"{_FOLDER}/{stem}{suffix}") not in taken)
        taken.add(path)
        schema = PurePosixPath(path).name if template == _SCHEMA else schema
        options = {"form": form} if template == _SCHEMA else {"schema": schema}
        able = {name: value for name, value in options.items() if value and name in OPTIONS[template]}
        made[template] = OutputConfig(template, path, able)
    return tuple(made[template] for template in templates)


def _numbered(name: str) -> Iterator[str]:
    """Give the name, and then the name with numbers from 2 on."""
    yield name
    yield from (f"{name}_{number}" for number in count(2))


def _all_documents(workspace: Workspace) -> tuple[str, ...]:
    """Give the documents below the root; hidden folders, where environments often are, are passed over."""
    return tuple(path for path in workspace.files_below(["."]) if path.endswith(_SUFFIX))


def _patterns(workspace: Workspace, paths: Iterable[str], documents: Sequence[str]) -> Iterator[str]:
    """Give the patterns that match the documents: a file stands for itself, a folder for the folders in it."""
    for path in paths:
        if not workspace.has_folder(path):
            yield PurePosixPath(path).as_posix()
            continue
        folder = PurePosixPath(path)
        below = [PurePosixPath(each) for each in documents if PurePosixPath(each).is_relative_to(folder)]
        for suffix in dict.fromkeys(each.suffix for each in below):
            inner = [each.relative_to(folder) for each in below if each.suffix == suffix]
            tops = dict.fromkeys(each.parts[0] if len(each.parts) > 1 else "" for each in inner)
            # Only at the project's own root would `**` reach far more than documentation.
            heads = [f"{top}/**/" if top else "" for top in tops] if path == "." else ["**/"]
            yield from (str(folder / f"{head}*{suffix}") for head in heads)


def _is_drawn(candidate: Candidate, config: Config) -> bool:
    return any(matches(selector, candidate) for dataset in config.datasets.values() for selector in dataset.tables)


def _not_a_source(project: Project, path: str) -> Diagnostic:
    message = f"the document '{path}' is not one of the configuration's sources"
    return Diagnostic("no-documents", message, project.loaded.locate("sources"), hint="add it to 'sources'")
