"""The manifest: what it keeps, how it reads, and what becomes of one that cannot be read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from datasets import HOSTILE, dataset, status_codes, texts
from tablecast.diagnostics import Location
from tablecast.digests import DIGEST_LENGTH, digest
from tablecast.manifest import (
    Manifest,
    UnreadableManifestError,
    decode,
    line_digests,
    manifest_of,
    paths_in,
    split_digests,
)
from tablecast.model import Dataset, Field, Source
from tablecast.outputs import Output
from tablecast.snapshots import take, take_all
from tablecast.writers import Rendered


def output(drawn: Dataset, path: str = "out/a.md") -> Output:
    """An output; what it says does not matter."""
    return Output(path, drawn, Rendered(b"one\ntwo\n"), "c0ffee")


def made(*outputs: Output) -> Manifest:
    """A manifest of outputs."""
    return manifest_of(outputs, take_all(output.dataset for output in outputs), "1.2.3")


def lines_of(manifest: Manifest) -> list[str]:
    """The lines of its file."""
    return manifest.encode().decode().splitlines()


def without_places(drawn: Dataset) -> list[object]:
    """What a snapshot says of the records, without the lines that they stand on."""
    return [replace(record, location=None) for record in take(drawn).records]


def test_the_file_is_a_line_for_each_thing() -> None:
    """Outputs first, sorted by path, then datasets: fields, and the records below their tables."""
    drawn = dataset(
        (Field("code", "int"), Field("kind", "enum", values=("a", "b"), optional=True)),
        [(1, "a"), (2, None)],
        key=("code",),
        name="error",
    )

    lines = lines_of(made(output(drawn, "out/b.md"), output(drawn, "out/a.json")))

    assert [next(iter(json.loads(line))) for line in lines[:3]] == ["manifest", "output", "output"]
    assert [json.loads(line)["output"] for line in lines[1:3]] == ["out/a.json", "out/b.md"]
    assert [len(json.loads(lines[1])[name]) for name in ("records", "body")] == [DIGEST_LENGTH] * 2
    assert lines[3:] == [
        f'{{"dataset":"error","records":"{json.loads(lines[1])["records"]}","key":["code"]}}',
        '{"field":"code","type":"int"}',
        '{"field":"kind","type":"enum","optional":true,"values":["a","b"]}',
        '{"table":"Codes","document":"source_docs/vpcep_08_0001.rst","digest":""}',
        '["1","a"]',
        '["2",null]',
    ]


def test_the_same_outputs_give_the_same_bytes() -> None:
    """In whatever order they come."""
    outputs = [output(status_codes(), "b"), output(texts("x"), "a"), output(status_codes(), "c")]
    assert made(*outputs).encode() == made(*reversed(outputs)).encode()


def test_one_changed_row_changes_its_line_and_the_digests() -> None:
    """So that a merge of two changed rows is one of two lines."""
    before = dataset((Field("code"), Field("text")), [("1", "a"), ("2", "b")])
    after = dataset((Field("code"), Field("text")), [("1", "a"), ("2", "c")])

    one, other = lines_of(made(output(before))), lines_of(made(output(after)))

    changed = [index for index, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    assert changed == [1, 2, len(one) - 1]
    assert other[-1] == '["2","c"]'


def test_it_is_read_back() -> None:
    """With what the datasets said, their tables, and the version that wrote it."""
    drawn = status_codes()
    manifest = made(output(drawn), output(replace(texts(*HOSTILE), name="hostile"), "out/hostile.md"))

    read = decode(manifest.encode())

    assert read == manifest
    snapshot = read.snapshot("status_code")
    assert snapshot is not None
    assert (snapshot.fields, snapshot.key) == (take(drawn).fields, ("status_code",))
    assert list(snapshot.records) == without_places(drawn)
    assert [(table.document, table.table) for table in read.tables("status_code")] == [
        (source.document, source.title) for source in drawn.sources
    ]
    assert (read.snapshot("other"), read.tables("other")) == (None, [])


@settings(max_examples=100)
@given(st.lists(st.tuples(st.text(), st.one_of(st.none(), st.text())), min_size=1))
def test_whatever_the_records_say(rows: list[tuple[str, str | None]]) -> None:
    """Every record stays on a line of its own, and comes back."""
    drawn = dataset((Field("a"), Field("b", optional=True)), [*rows], sources=(Source("a", "", Location("a", 1), 1),))

    manifest = made(output(drawn))

    assert decode(manifest.encode().replace(b"\n", b"\r\n")) == manifest
    snapshot = manifest.snapshot("status_code")
    assert snapshot is not None
    assert [record.texts for record in snapshot.records] == [tuple(row) for row in rows]


def test_records_of_several_tables_stand_below_theirs() -> None:
    """In the order of the tables."""
    lines = lines_of(made(output(status_codes())))

    names = [json.loads(line).get("table") for line in lines if line.startswith('{"table"')]
    assert names == ["Return values for successful requests", "Return code for failed requests"]
    second = lines.index(next(line for line in lines if '"Return code' in line))
    assert [len(lines[-5:]), second] == [5, len(lines) - 6]
    assert lines[second + 1].startswith('["500","Internal Server Error"'), "the second table begins in line 22"


def test_digests_of_lines() -> None:
    """One for each line, whatever the lines end in; equal lines have equal ones."""
    assert line_digests(b"a\nb\na\n") == line_digests(b"a\r\nb\r\na")
    first, second, third = line_digests(b"a\nb\na\n")
    assert first == third != second
    assert line_digests(b"") == []
    assert split_digests(first + second) == [first, second]


def test_an_entry_tells_what_an_output_was_made_of() -> None:
    """Each digest changes with what it is of, and with nothing else."""
    plain = output(status_codes())
    entry = made(plain).entries[plain.path]
    drawn = plain.dataset
    moved = replace(
        drawn, records=tuple(replace(each, location=replace(each.location, line=9)) for each in drawn.records[:2])
    )
    others = {
        "records": replace(plain, dataset=replace(drawn, records=drawn.records[:1])),
        "configuration": replace(plain, configuration="facade"),
        "templates": replace(plain, rendered=replace(plain.rendered, templates="facade")),
    }

    for name, other in others.items():
        found = made(other).entries[plain.path]
        assert [field for field in entry.__struct_fields__ if getattr(found, field) != getattr(entry, field)] == [name]
    assert entry.body == digest(plain.rendered.data)
    short = replace(plain, dataset=replace(drawn, records=drawn.records[:2]))
    assert made(replace(plain, dataset=moved)).entries == made(short).entries


HEAD = '{"manifest":1,"generator":"1.2.3"}\n'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "has a line that is none of a manifest: Input data was truncated"),
        ("[]\n", 1, "has a line that is none of a manifest: Expected `object`, got `array`"),
        ('{"manifest":2,"generator":"9"}\n', 1, "has the form 2, and this version of tablecast knows 1"),
        (HEAD + "\n", 2, "has a line that is none of a manifest"),
        (HEAD + '{"other":1}\n', 2, "has a line that is none of a manifest"),
        (HEAD + "[1]\n", 2, "has a line that is none of a manifest: Expected `str | null`, got `int` - at `$[0]`"),
        (
            HEAD + '["a"]\n{"output":"a"}\n',
            3,
            "has a line that is none of a manifest: Object missing required field `dataset`",
        ),
    ],
)
def test_what_is_no_manifest(text: str, line: int, message: str) -> None:
    """The first line that cannot be read is told."""
    with pytest.raises(UnreadableManifestError) as caught:
        decode(text.encode())

    assert (caught.value.code, caught.value.line, str(caught.value)) == ("manifest-unreadable", line, message)


def test_a_merge_conflict_is_told_as_one_and_the_outputs_are_known_all_the_same() -> None:
    """Whatever both sides say of them, they are ours."""
    lines = lines_of(made(output(status_codes(), "a"), output(status_codes(), "b")))
    lines[1:2] = ["<<<<<<< HEAD", lines[1], "=======", lines[1].replace('"a"', '"c"'), ">>>>>>> other"]
    data = "".join(f"{line}\n" for line in lines).encode()

    with pytest.raises(UnreadableManifestError) as caught:
        decode(data)

    assert (caught.value.code, caught.value.line) == ("manifest-conflict", 2)
    assert paths_in(data) == {"a", "b", "c"}
