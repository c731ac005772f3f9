"""The manifest: what was generated from what, so that a later check can tell why an output differs.

It is a file of lines, each a piece of JSON, so that version control merges it row by row. First the outputs, sorted by
path, each with digests of what it was made of and of what was written. Then the datasets, sorted by name: the fields,
and the records below the tables that they stand in, each as the texts of its values.

Nothing depends on the manifest but explanations: what is in step and what is not, the documents and the outputs tell
alone.
"""

from __future__ import annotations

import base64
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from tablecast.digests import digest, digest_of
from tablecast.outputs import conflict_line, with_line_feeds
from tablecast.snapshots import FieldSnapshot, RecordSnapshot, Snapshot, TableName, table_indices
from tablecast.writers import MARKER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tablecast.codes import Code
    from tablecast.model import Dataset, Field
    from tablecast.outputs import Output

FORM = 1
"""The version of the file's form; a file of another form is not understood, and not guessed at."""

NOTE = f"{MARKER}. Keep it beside the outputs; after a merge conflict, run `tablecast generate`."

_CHARACTERS = 4
"""The length of the digest of a line, in base64: 24 bits tell the few lines apart that are compared."""


class UnreadableManifestError(ValueError):
    """What is wrong with a manifest, as what follows its name; with the code of a diagnostic, and the line."""

    def __init__(self, message: str, line: int, code: Code = "manifest-unreadable") -> None:
        """Keep all three."""
        super().__init__(message)
        self.line = line
        self.code: Code = code


# --- the lines --------------------------------------------------------------------------------------------------------


class _Line(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of the file; its first key says which kind it is."""


class _Head(_Line, frozen=True):
    """The first line. `generator` is the version of tablecast that wrote the outputs."""

    manifest: int
    generator: str
    note: str = ""


class Entry(_Line, frozen=True):
    """An output as it was written, with digests of what it was made of and of what was written.

    `records` is that of what the documents said, `configuration` that of what the configuration said of it, and
    `templates` that of the user's templates, empty where it was made by built-in ones. `body` is that of the bytes that
    were written, and `lines` has one for each line, which tell the lines that somebody edited from those that changed
    with the documents.
    """

    output: str
    dataset: str
    records: str
    configuration: str
    body: str
    lines: str
    templates: str = ""


class DatasetLine(_Line, frozen=True):
    """What begins a dataset; `records` is the digest of what the documents say."""

    dataset: str
    records: str
    key: tuple[str, ...] = ()


class FieldLine(_Line, frozen=True):
    """A field, as a snapshot has it, with the name of its column."""

    field: str
    type: str
    title: str = ""
    optional: bool = False
    values: tuple[str, ...] = ()


class TableLine(_Line, frozen=True):
    """A table by its title, which may be empty, with a digest of all that it says; its records follow."""

    table: str
    document: str
    digest: str


class MarkedLine(_Line, frozen=True):
    """A record that says more than its texts, with a digest of that."""

    texts: tuple[str | None, ...]
    markup: str


RecordTexts: TypeAlias = tuple[str | None, ...]
Line: TypeAlias = DatasetLine | FieldLine | TableLine | MarkedLine | RecordTexts

_Keyed: TypeAlias = Entry | DatasetLine | FieldLine | TableLine | MarkedLine
_KEYED: tuple[type[_Keyed], ...] = (Entry, DatasetLine, FieldLine, TableLine, MarkedLine)
_DECODERS: dict[bytes, msgspec.json.Decoder[Entry | Line]] = {
    **{f'{{"{kind.__struct_fields__[0]}":'.encode(): msgspec.json.Decoder(kind) for kind in _KEYED},
    b"[": msgspec.json.Decoder(RecordTexts),
}
"""What reads the lines of each kind, by what they begin with."""


# --- the manifest -----------------------------------------------------------------------------------------------------


class Manifest(NamedTuple):
    """Entries by the path of the output, the lines of each dataset by its name, and who wrote the outputs."""

    generator: str
    entries: Mapping[str, Entry]
    datasets: Mapping[str, tuple[Line, ...]]

    def encode(self) -> bytes:
        """Give the bytes of the file."""
        lines: list[_Head | Entry | Line] = [_Head(FORM, self.generator, NOTE)]
        lines += (self.entries[path] for path in sorted(self.entries))
        lines += (line for name in sorted(self.datasets) for line in self.datasets[name])
        return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)

    def snapshot(self, name: str) -> Snapshot | None:
        """Give what a dataset said when it was written, or None where that is not known."""
        if name not in self.datasets:
            return None
        lines = self.datasets[name]
        fields = (FieldSnapshot(line.field, line.type, line.optional, line.values) for line in _of(FieldLine, lines))
        (head,) = _of(DatasetLine, lines)
        return Snapshot(name, tuple(fields), head.key, tuple(_records(lines)))

    def tables(self, name: str) -> list[TableLine]:
        """Give the tables that a dataset was drawn from."""
        return list(_of(TableLine, self.datasets.get(name, ())))


NOTHING = Manifest("", {}, {})
"""What is known where there is no manifest."""


def manifest_of(outputs: Iterable[Output], taken: Mapping[str, Snapshot], generator: str) -> Manifest:
    """Give the manifest of outputs as they are written now, of whose datasets the snapshots are `taken`."""
    outputs = tuple(outputs)
    datasets = {output.dataset.name: output.dataset for output in outputs}
    lines = {name: tuple(_dataset_lines(dataset, taken[name])) for name, dataset in datasets.items()}
    records = {head.dataset: head.records for each in lines.values() for head in _of(DatasetLine, each)}
    return Manifest(generator, {output.path: _entry(output, records[output.dataset.name]) for output in outputs}, lines)


def _entry(output: Output, records: str) -> Entry:
    data = output.rendered.data
    return Entry(
        output.path,
        output.dataset.name,
        records,
        output.configuration,
        digest(data),
        "".join(line_digests(data)),
        output.rendered.templates,
    )


def line_digests(data: bytes) -> list[str]:
    """Give a digest of each line of a text, whatever the lines end in."""
    lines = with_line_feeds(data).removesuffix(b"\n").split(b"\n") if data else ()
    sums = b"".join(zlib.crc32(line).to_bytes(4, "big")[1:] for line in lines)
    return split_digests(base64.b64encode(sums).decode())


def split_digests(digests: str) -> list[str]:
    """Take the digests of the lines of an entry apart."""
    return [digests[start : start + _CHARACTERS] for start in range(0, len(digests), _CHARACTERS)]


def _dataset_lines(dataset: Dataset, snapshot: Snapshot) -> Iterator[Line]:
    yield DatasetLine(dataset.name, _records_digest(dataset, snapshot), snapshot.key)
    yield from map(_field_line, snapshot.fields, dataset.schema.fields)
    records: dict[int, list[RecordSnapshot]] = {}
    for index, record in zip(table_indices(dataset.records, dataset.sources), snapshot.records, strict=True):
        records.setdefault(index, []).append(record)
    for index, source in enumerate(dataset.sources):
        yield TableLine(source.title, source.document, source.digest)
        yield from map(_record_line, records.get(index, ()))


def _records_digest(dataset: Dataset, snapshot: Snapshot) -> str:
    """Give the digest of what the documents say, and of nothing that the configuration says."""
    records = [(record.texts, record.markup, record.table) for record in snapshot.records]
    titles = [field.title for field in dataset.schema.fields]
    return digest_of((records, titles, [(source.document, source.title) for source in dataset.sources]))


def _field_line(kept: FieldSnapshot, field: Field) -> FieldLine:
    return FieldLine(kept.name, kept.type, field.title, kept.optional, kept.values)


def _record_line(record: RecordSnapshot) -> Line:
    return MarkedLine(record.texts, record.markup) if record.markup else record.texts


def _records(lines: Iterable[Line]) -> Iterator[RecordSnapshot]:
    table = TableName("", "")
    for line in lines:
        match line:
            case TableLine():
                table = TableName(line.document, line.table)
            case MarkedLine():
                yield RecordSnapshot(line.texts, line.markup, table)
            case tuple():
                yield RecordSnapshot(line, table=table)
            case _:
                pass


_Kind = TypeVar("_Kind")


def _of(kind: type[_Kind], lines: Iterable[object]) -> Iterator[_Kind]:
    return (line for line in lines if isinstance(line, kind))


# --- reading ----------------------------------------------------------------------------------------------------------


def decode(data: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        UnreadableManifestError: It is none of this form, or a merge conflict is in it.
    """
    conflict = conflict_line(data)
    if conflict:
        message = "has an unresolved merge conflict"
        raise UnreadableManifestError(message, conflict, "manifest-conflict")
    first, *lines = with_line_feeds(data).removesuffix(b"\n").split(b"\n")
    head = _decoded(_HEAD, first, 1)
    if head.manifest != FORM:
        message = f"has the form {head.manifest}, and this version of tablecast knows {FORM}"
        raise UnreadableManifestError(message, 1)
    read = [_read(line, number) for number, line in enumerate(lines, 2)]
    return Manifest(head.generator, {each.output: each for each in _of(Entry, read)}, _datasets(read))


_HEAD = msgspec.json.Decoder(_Head)


def _read(line: bytes, number: int) -> Entry | Line:
    begin = line[: line.find(b":") + 1] if line.startswith(b"{") else line[:1]
    if begin not in _DECODERS:
        message = "has a line that is none of a manifest"
        raise UnreadableManifestError(message, number)
    return _decoded(_DECODERS[begin], line, number)


def _decoded(decoder: msgspec.json.Decoder[_Kind], line: bytes, number: int) -> _Kind:
    try:
        return decoder.decode(line)
    except msgspec.DecodeError as error:
        message = f"has a line that is none of a manifest: {error}"
        raise UnreadableManifestError(message, number) from error


def _datasets(read: Sequence[Entry | Line]) -> dict[str, tuple[Line, ...]]:
    """Put together what stands between the beginnings of datasets."""
    found: dict[str, list[Line]] = {}
    current: list[Line] = []
    for line in read:
        if isinstance(line, DatasetLine):
            current = found[line.dataset] = []
        if not isinstance(line, Entry):
            current.append(line)
    return {name: tuple(lines) for name, lines in found.items()}


def paths_in(data: bytes) -> frozenset[str]:
    """Give the paths of all outputs that a manifest names, also of one that cannot be read as a whole."""
    found: set[str] = set()
    for line in with_line_feeds(data).split(b"\n"):
        with suppress(UnreadableManifestError):
            read = _read(line, 0)
            if isinstance(read, Entry):
                found.add(read.output)
    return frozenset(found)
