"""Outputs that were rendered before: they count as long as all that they depend on is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment
from msgspec.structs import replace

from datasets import HOSTILE, dataset, status_codes, texts, with_duplicates
from tablecast import writers
from tablecast._cache import Cache
from tablecast._rendering import rendering
from tablecast._workers import ALONE
from tablecast.config import OutputConfig
from tablecast.diagnostics import Diagnostic, Location, TablecastError
from tablecast.model import Dataset, Field
from tablecast.writers import Rendered, render, template_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OWN = OutputConfig("own.txt.j2", "out/own.txt")
DRAWN = status_codes()


class Texts(dict[str, str]):
    """Templates by name; one that is empty cannot be read."""

    def load(self, name: str) -> str | None:
        """Give the text of one that is there."""
        if self.get(name) == "":
            raise TablecastError([Diagnostic("unreadable-file", "no text", Location(name))])
        return self.get(name)

    def path(self, name: str) -> str:
        """Name the file, which is one of two."""
        return f"{'there' if 'moved' in self else 'here'}/{name}"


TEMPLATES = Texts(
    {
        "own.txt.j2": "{% include 'rows.txt.j2' %}{{ options.text('end') | json }}",
        "rows.txt.j2": "{% for each in dataset.records %}{{ (each | first) | json }}\n{% endfor %}",
    }
)


class Renderer:
    """Renders with a cache, and counts what is not known."""

    def __init__(self, cache: Cache) -> None:
        """Begin to count."""
        self.cache = cache
        self.count = 0

    def __call__(
        self, drawn: Dataset = DRAWN, output: OutputConfig = OWN, templates: Texts = TEMPLATES
    ) -> Rendered | tuple[Diagnostic, ...]:
        """Render, or say why not."""
        try:
            return rendering(ALONE, self.cache)(templates, drawn, output)()
        except TablecastError as error:
            return error.diagnostics


@pytest.fixture
def renderer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Renderer:
    counting = Renderer(Cache(str(tmp_path / "cache")))

    def counted(*arguments: object, **options: object) -> Rendered:
        counting.count += 1
        return plain(*arguments, **options)

    plain: Callable[..., Rendered] = render
    monkeypatch.setattr(writers, "render", counted)
    return counting


@pytest.mark.parametrize("template", template_names())
@pytest.mark.parametrize("drawn", [DRAWN, with_duplicates(DRAWN), texts(*HOSTILE)], ids=["plain", "twice", "hostile"])
def test_what_is_remembered_is_what_was_rendered(drawn: Dataset, template: str, renderer: Renderer) -> None:
    """Its bytes, what stands where in it, and what was noticed; what cannot be rendered is tried each time."""
    output = OutputConfig(template, "out")
    once, again = renderer(drawn, output), renderer(drawn, output)

    assert once == again
    assert renderer.count == (1 if isinstance(once, Rendered) else 2)
    if isinstance(once, Rendered) and isinstance(again, Rendered):
        assert again is not once
        assert again.traces == once.traces == render(drawn, output).traces


def test_what_an_output_depends_on_has_it_rendered_again(renderer: Renderer) -> None:
    """A value, its text or place, or an option, and not the output's path; what was known before is still known."""
    (first, *others), moved = DRAWN.records, Location("b.rst", 1)
    value, *values = first.values
    changed = (replace(value, data=1), replace(value, text="0200"), replace(value, location=moved))
    asked = [(DRAWN, OWN), *((DRAWN, replace(OWN, options={"end": end})) for end in ("a", "b"))]
    asked += ((replace(DRAWN, records=(replace(first, values=(each, *values)), *others)), OWN) for each in changed)

    found = [renderer(*each) for each in asked]
    assert all(isinstance(each, Rendered) for each in found)
    assert renderer.count == len(asked)
    assert [renderer(*each) for each in asked] == found
    assert renderer.count == len(asked)
    assert renderer(output=replace(OWN, path="other.txt")) == found[0]
    assert renderer.count == len(asked)


@pytest.mark.parametrize("change", [{"own.txt.j2": "a"}, {"rows.txt.j2": "b"}, {"moved": "yes"}], ids=str)
def test_a_template_that_changes_has_its_outputs_rendered_again(change: dict[str, str], renderer: Renderer) -> None:
    """Its own text, that of one that it includes, or the file that it stands in, which messages name."""
    changed = Texts({**TEMPLATES, **change})
    first, second = renderer(), renderer(templates=changed)

    assert renderer.count == 2
    assert renderer(templates=changed) == second
    assert renderer.count == 2
    assert (first == second) == ("moved" in change)


def test_a_template_that_takes_the_place_of_a_built_in_one_counts(renderer: Renderer) -> None:
    """That there was none is part of what was seen."""
    output = OutputConfig("json/records.json.j2", "out")
    renderer(output=output)
    own = renderer(output=output, templates=Texts({output.template: "mine"}))

    assert isinstance(own, Rendered)
    assert own.data == b"mine\n"


def test_a_template_that_cannot_be_read_any_more_is_told(renderer: Renderer) -> None:
    """It is found out where an output is waited for, as if nothing were known."""
    renderer()
    found = renderer(templates=Texts({**TEMPLATES, "rows.txt.j2": ""}))

    assert found == (Diagnostic("unreadable-file", "no text", Location("rows.txt.j2")),)


def test_a_dataset_that_cannot_be_packed_is_rendered_each_time(renderer: Renderer) -> None:
    """A number of more than 64 bits."""
    drawn = dataset([Field("code", "int")], [[2**70]])
    once = renderer(drawn)

    assert isinstance(once, Rendered)
    assert once.data == b'1180591620717411303424\n""\n'
    assert (renderer(drawn), renderer.count) == (once, 2)


class Compiling:
    """Renders as runs of the program do that share nothing but the cache, and tells what each of them compiles."""

    def __init__(self, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
        """See each template that is compiled."""
        self.cache = cache
        self.names: list[str | None] = []

        def compiled(environment: Environment, source: str, name: str | None = None, *others: object) -> object:
            self.names.append(name)
            return plain(environment, source, name, *others)

        plain: Callable[..., object] = Environment.compile
        monkeypatch.setattr(Environment, "compile", compiled)

    def __call__(self, output: OutputConfig, templates: Texts) -> tuple[Rendered | tuple[Diagnostic, ...], list[str]]:
        """Render in another run, with another dataset's name: what the output depends on is not what it was."""
        self.names.clear()
        drawn = replace(DRAWN, description=str(self.cache.hits))
        try:
            found: Rendered | tuple[Diagnostic, ...] = rendering(ALONE, self.cache)(templates, drawn, output)()
        except TablecastError as error:
            found = error.diagnostics
        return found, [name for name in self.names if name]


@pytest.fixture
def compiling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compiling:
    return Compiling(Cache(str(tmp_path / "cache")), monkeypatch)


def test_a_template_is_compiled_by_one_run_for_all(compiling: Compiling) -> None:
    """Until its text is another."""
    first, names = compiling(OWN, TEMPLATES)
    assert names == ["own.txt.j2", "rows.txt.j2"]
    assert compiling(OWN, TEMPLATES) == (first, [])

    changed = Texts({**TEMPLATES, "rows.txt.j2": "mine"})
    second, names = compiling(OWN, changed)
    assert second != first
    assert names == ["rows.txt.j2"]
    assert compiling(OWN, changed) == (second, [])


def test_what_is_wrong_in_a_template_is_told_at_its_line_each_time(compiling: Compiling) -> None:
    """Also where another run has compiled it, and in the file that it stands in now."""
    wrong = Texts({"own.txt.j2": "\n\n{{ dataset.nothing }}"})
    first, _ = compiling(OWN, wrong)
    assert isinstance(first, tuple)
    assert [str(each.location) for each in first] == ["here/own.txt.j2:3"]
    assert compiling(OWN, wrong) == (first, [])

    moved, names = compiling(OWN, Texts({**wrong, "moved": "yes"}))
    assert isinstance(moved, tuple)
    assert [str(each.location) for each in moved] == ["there/own.txt.j2:3"]
    assert names == ["own.txt.j2"]
