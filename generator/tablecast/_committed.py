"""What is committed: the outputs and the manifest as they stand on the disk, and what may be written over them.

The manifest tells which files are ours, and which of them somebody has edited. Only the first are overwritten or
deleted, and of the second none without being asked to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tablecast import manifest, writers
from tablecast._pipeline import BuildError, failed
from tablecast._project import FileChange, apply
from tablecast._version import __version__
from tablecast.diagnostics import Diagnostic, Location, TablecastError, configured
from tablecast.digests import digest
from tablecast.drift import History, changed_rows, compare
from tablecast.findings import Check, hand_edit
from tablecast.manifest import NOTHING, Manifest, UnreadableManifestError, manifest_of
from tablecast.snapshots import take_all

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tablecast._pipeline import Build
    from tablecast._project import Project
    from tablecast.codes import Severity
    from tablecast.drift import Drift
    from tablecast.manifest import Entry, Line

_HEADER_BYTES = 4096
"""A generated file says so in its header, which no reasonable template puts further down."""

_REGENERATE = "run `tablecast generate` and commit it"


class Kept(NamedTuple):
    """The manifest as it stands on the disk; `names` are the outputs that it names, also where it cannot be read.

    `lack` tells why nothing is known of the outputs' past, if nothing is.
    """

    data: bytes | None
    manifest: Manifest
    names: frozenset[str]
    lack: Diagnostic | None = None

    def problems(self, consequence: str, *, severity: Severity = "warning") -> tuple[Diagnostic, ...]:
        """Tell that there is no manifest, or that it cannot be read, and what comes of that."""
        if self.lack is None:
            return ()
        return (replace(self.lack, message=f"{self.lack.message}, so {consequence}", severity=severity),)


class Committed(NamedTuple):
    """What was made of the documents, what is there in its place, and how the two differ.

    `names` are those of the datasets that were asked for, empty for all.
    """

    project: Project
    names: frozenset[str]
    made: Build
    kept: Kept
    actual: dict[str, bytes | None]
    now: Manifest
    history: History
    drifts: tuple[Drift, ...]

    @classmethod
    def read(cls, project: Project, names: Collection[str] = ()) -> Committed:
        """Render the named datasets, or all, and look at what is committed of them.

        Raises:
            TablecastError: The configuration, a document or a template is not right, or a file cannot be read.
        """
        made, kept = project.build(names), _kept(project)
        taken = take_all(output.dataset for output in made.outputs)
        now = manifest_of(made.outputs, taken, __version__)
        actual = _actual(project, made, kept.manifest, names)
        history = History(kept.manifest, now, taken)
        drifts = compare(made.outputs, actual, history)
        return cls(project, frozenset(names), made, kept, actual, now, history, drifts)

    def check(self) -> Check:
        """Tell what is out of step."""
        severities = self.project.loaded.config.severities
        lacking = self.kept.problems("there is no telling why an output differs")
        problems = (*self.made.diagnostics, *configured((*lacking, *self._outdated()), severities))
        if failed(problems):
            return Check(problems=problems)
        outputs = tuple(sorted(output.path for output in self.made.outputs))
        rows = changed_rows(self.drifts, self.made.outputs, self.history)
        return Check(outputs, self.drifts, problems, rows, severities=severities).wanted()

    def _outdated(self) -> Iterator[Diagnostic]:
        """Tell of a manifest that generating would write anew, where that is all that it would do."""
        if not self.drifts and self.kept.lack is None and self._next().encode() != self.kept.data:
            message = "the manifest does not say what the outputs are made of now"
            yield Diagnostic("manifest-outdated", message, Location(self._path), hint=_REGENERATE)

    def generate(self, *, dry_run: bool = False, force: bool = False) -> tuple[FileChange, ...]:
        """Write the outputs that differ, and the manifest; delete those that are no longer generated.

        Raises:
            BuildError: A file was edited by hand, or is not ours, and it is not forced: nothing was written.
            TablecastError: A file cannot be written.
        """
        refused = () if force else tuple(self._refused())
        if refused:
            raise BuildError((*self.made.diagnostics, *refused), self.made.accounts)
        stale = [drift.path for drift in self.drifts if _is_removable(drift)]
        return write(self.project, self.made.contents(), self._next(), stale, dry_run=dry_run)

    def contents(self) -> dict[str, bytes]:
        """Give what generating writes: the outputs and the manifest, by path."""
        return {**self.made.contents(), self._path: self._next().encode()}

    def noticed(self) -> tuple[Diagnostic, ...]:
        """Give what generating notices that keeps it from nothing."""
        left = (_left(drift) for drift in self.drifts if _is_left(drift))
        return (*self.made.diagnostics, *configured(left, self.project.loaded.config.severities))

    def _next(self) -> Manifest:
        """Give the manifest that stands beside the outputs once they are generated.

        What is known of other datasets' outputs stays, and of files that are left because somebody has edited them.
        Where nothing else changes, it still names the version of tablecast that wrote the outputs.
        """
        before = self.kept.manifest
        left = {drift.path for drift in self.drifts if _is_left(drift)}
        others = {
            path: entry
            for path, entry in before.entries.items()
            if path in left or (self.names and entry.dataset not in self.names and path not in self.now.entries)
        }
        return _next(before, others | dict(self.now.entries), {**before.datasets, **self.now.datasets}, self.now)

    @property
    def _path(self) -> str:
        return self.project.loaded.config.manifest

    def _refused(self) -> Iterator[Diagnostic]:
        """Tell of files that are not to be overwritten."""
        for drift in self.drifts:
            if "stale" not in drift.causes and "edited" in drift.causes:
                yield hand_edit(drift)
            elif "changed" in drift.causes and not self._is_ours(drift.path):
                message = "the file was not generated, and generating would overwrite it"
                hint = "give the output another path, move the file away, or add --force"
                yield Diagnostic("not-generated", message, Location(drift.path), hint=hint)

    def _is_ours(self, path: str) -> bool:
        head = (self.actual[path] or b"")[:_HEADER_BYTES]
        return path in self.kept.names or writers.MARKER.encode() in head


def not_as_generated(project: Project) -> list[Diagnostic]:
    """Tell which outputs are not as they were generated, by the manifest alone: nothing is rendered."""
    kept = _kept(project)
    if kept.lack:
        return [*kept.problems("there is no telling what was generated", severity="error")]
    paths = sorted(project.output_paths())
    found = (_unlike(kept.manifest, path, project.workspace.read_if_present(path)) for path in paths)
    return [each for each in found if each]


def _unlike(known: Manifest, path: str, data: bytes | None) -> Diagnostic | None:
    if data is None:
        return Diagnostic("drift-missing", "the output is not there", Location(path))
    if path not in known.entries or known.entries[path].body != digest(data):
        return Diagnostic("drift-edited", "the output is not what was generated", Location(path))
    return None


def clean(project: Project, *, dry_run: bool = False) -> tuple[tuple[FileChange, ...], tuple[Diagnostic, ...]]:
    """Delete the outputs that the manifest names and that nobody has edited, and with the last of them the manifest.

    Gives what was deleted, and what tells of the files that were not, of which the manifest keeps what it knows.

    Raises:
        TablecastError: There is no manifest that can be read, or a file cannot be deleted.
    """
    kept = _kept(project)
    if kept.lack:
        raise TablecastError(kept.problems("there is no telling what may be deleted", severity="error"))
    ours = (path for path in kept.manifest.entries if _may_be_ours(project, path))
    there = {path: project.workspace.read_if_present(path) for path in ours}
    drifts = compare((), there, History(kept.manifest))
    left = {drift.path: kept.manifest.entries[drift.path] for drift in drifts if _is_left(drift)}
    removed = [drift.path for drift in drifts if _is_removable(drift)]
    rest = _next(kept.manifest, left, kept.manifest.datasets, kept.manifest)
    changes = write(project, {}, rest, removed, dry_run=dry_run)
    return changes, tuple(_left(drift, "was generated") for drift in drifts if _is_left(drift))


def write(
    project: Project, contents: Mapping[str, bytes], rest: Manifest, removed: Sequence[str], *, dry_run: bool
) -> tuple[FileChange, ...]:
    """Write what differs, then the manifest, and delete what is no longer generated; a manifest of nothing goes, too.

    In this order, a run that is broken off leaves nothing that looks as if somebody had edited it.
    """
    workspace, path = project.workspace, project.loaded.config.manifest
    files = dict(contents)
    if rest.entries:
        files[path] = rest.encode()
    elif workspace.holds(path):
        removed = (*removed, path)
    if not dry_run:
        workspace.refuse_losses({**files, **dict.fromkeys(removed)})
    changes = apply(workspace, files, dry_run=dry_run)
    # Where upper and lower case are the same, a file that is no longer generated may be one that now is.
    removed = [each for each in removed if not any(workspace.is_same(each, other) for other in files)]
    if not dry_run:
        workspace.remove(removed)
    shown = (change for change in changes if change.path != path or change.action != "unchanged")
    return (*shown, *(FileChange(name, "removed") for name in removed))


def _next(
    before: Manifest, entries: Mapping[str, Entry], datasets: Mapping[str, tuple[Line, ...]], now: Manifest
) -> Manifest:
    """Give a manifest with the datasets of its entries alone."""
    names = {entry.dataset for entry in entries.values()}
    datasets = {name: lines for name, lines in datasets.items() if name in names}
    is_same = (before.entries, before.datasets) == (entries, datasets)
    return Manifest(before.generator if is_same else now.generator, entries, datasets)


def _is_removable(drift: Drift) -> bool:
    return "stale" in drift.causes and not _is_left(drift)


def _is_left(drift: Drift) -> bool:
    """Whether a file that is no longer generated is left, as somebody has edited it."""
    return "stale" in drift.causes and not {"edited", "conflict"}.isdisjoint(drift.causes)


def _left(drift: Drift, why: str = "is no longer generated") -> Diagnostic:
    message = f"the file {why}, and is left because it was edited by hand"
    hint = "delete it, or move it to where no outputs are"
    return Diagnostic("stale-edited", message, Location(drift.path), hint=hint)


def _kept(project: Project) -> Kept:
    path = project.loaded.config.manifest
    data = project.workspace.read_if_present(path)
    if data is None:
        lack = Diagnostic("manifest-missing", "there is no manifest", Location(path), hint=_REGENERATE)
        return Kept(None, NOTHING, frozenset(), lack)
    try:
        read = manifest.decode(data)
    except UnreadableManifestError as error:
        lack = Diagnostic(error.code, f"the manifest {error}", Location(path, error.line), hint=_REGENERATE)
        return Kept(data, NOTHING, manifest.paths_in(data), lack)
    return Kept(data, read, frozenset(read.entries))


def _actual(project: Project, made: Build, known: Manifest, names: Collection[str]) -> dict[str, bytes | None]:
    """Give what stands at each output's path, and the files that are no outputs but were, or look like it.

    The last are those in the folders that the configuration calls `owned`, and those beside an output that carry the
    header of a generated file. They are looked for only when all datasets were built.
    """
    workspace, configured = project.workspace, project.output_paths()
    paths = [output.path for output in made.outputs]
    once = (path for path, entry in known.entries.items() if not names or entry.dataset in names)
    paths += (path for path in once if path not in configured and _may_be_ours(project, path))
    there = {path: workspace.read_if_present(path) for path in paths}
    return there | ({} if names else _strays(project, there))


def _may_be_ours(project: Project, path: str) -> bool:
    """Whether a file can be an output, whatever a manifest says, which somebody may have written."""
    workspace, config = project.workspace, project.loaded.config
    is_source = any(path in workspace.expand(pattern) for pattern in config.sources)
    is_template = any(path.startswith(f"{folder}/") for folder in config.templates)
    return workspace.is_inside(path) and not (workspace.is_input(path) or is_source or is_template)


def _strays(project: Project, known: Collection[str]) -> dict[str, bytes | None]:
    workspace, config = project.workspace, project.loaded.config
    found = set(workspace.files_below(config.owned))
    for path in workspace.files_beside(known):
        if writers.MARKER.encode() in workspace.read_head(path, _HEADER_BYTES):
            found.add(path)
    return {path: workspace.read(path) for path in sorted(found.difference(known, {config.manifest}))}
