"""The documentation is right: examples do what pages say, links lead somewhere, tables have all that the code has.

`pytest tests/test_docs.py --accept` writes what commands print now into the pages; read the difference before you
commit it. The reference of the configuration has its own tests, in tests/test_docs_configuration.py.
"""

from __future__ import annotations

import inspect
import itertools
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, get_args

import msgspec
import pytest
import yaml
from markdown_it import MarkdownIt

import tablecast
from pages import ROOT, follow, pictures, steps
from tablecast import content, naming
from tablecast.writers import _builtin, _filters, _names, _options, _views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installing import Installed

DOCS = ROOT / "docs"
START = DOCS / "getting-started.md"
QUICK = DOCS / "quick-start.md"
BUILD = DOCS / "build.md"
RUN = sorted(page for page in DOCS.glob("*.md") if page not in (START, QUICK, BUILD, DOCS / "configuration.md"))
LINKED = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("codes/*.md"))]


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether to write what comes of the pages into them."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of somebody who has read how to get started."""
    folder = tmp_path_factory.mktemp("started")
    follow(START, folder)
    return folder


@pytest.mark.parametrize("page", [START, QUICK], ids=lambda page: page.name)
def test_first_page(page: Path, tmp_path: Path, *, accept: bool) -> None:
    """The page begins in an empty folder."""
    follow(page, tmp_path, accept=accept)


def test_quick_start_keeps_its_word() -> None:
    """Three commands, and twelve lines of configuration."""
    found = [*steps(QUICK)]
    assert sum(step.text.count("$ ") for step in found if step.kind == "console") == 3
    assert sum(len(step.text.splitlines()) for step in found if step.kind in ("toml", "yaml")) == 12


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_page(page: Path, started: Path, tmp_path: Path, *, accept: bool) -> None:
    """The other pages go on where that one ends, with copies of the templates that one of them explains."""
    shutil.copytree(started, tmp_path, dirs_exist_ok=True)
    shutil.copytree(DOCS / "examples", tmp_path / "templates")
    follow(page, tmp_path, accept=accept)


@pytest.mark.once
def test_build_page(started: Path, tmp_path: Path, installed: Installed, *, accept: bool) -> None:
    """Build hooks are found by the metadata of what is installed, so it is followed beside an installed tablecast."""
    shutil.copytree(started, tmp_path, dirs_exist_ok=True)
    follow(BUILD, tmp_path, accept=accept, python=installed.python)


def test_readme(project: Path, *, accept: bool) -> None:
    """The README is about this project's own document."""
    follow(ROOT / "README.md", project, accept=accept)


def test_ci_runs_the_command_of_the_readme() -> None:
    """What the README says to run is what CI runs, since running it here would take minutes."""
    script = ROOT / ".ci" / "run"
    if not script.exists():
        pytest.skip("an sdist does not hold what CI runs")
    (command,) = re.findall(r"^\$ (.* -s tests)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert command in script.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("page", LINKED, ids=lambda page: page.name)
def test_links(page: Path) -> None:
    """Each link leads to a file that is there, and to a heading of it."""
    for address in links(page):
        if not address.startswith("https://"):
            path, _, heading = address.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), address
            assert not heading or heading in anchors(target), address


def links(page: Path) -> Iterator[str]:
    """Give the addresses that a page links to, those of images included."""
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        yield from (file for _, file in pictures(token))
        yield from (str(child.attrs["href"]) for child in token.children or () if child.type == "link_open")


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page's headings as GitHub makes them: equal ones are numbered."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    found: Counter[str] = Counter()
    names: set[str] = set()
    for before, token in itertools.pairwise(tokens):
        if before.type == "heading_open":
            text = "".join(child.content for child in token.children or ())
            name = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
            names.add(f"{name}-{found[name]}" if found[name] else name)
            found[name] += 1
    return names


def test_every_page_is_in_the_contents() -> None:
    """The table of contents links to every other page."""
    pages = {page.name for page in DOCS.glob("*.md")} - {"index.md"} | {"codes/index.md"}
    assert pages == {address for address in links(DOCS / "index.md") if not address.startswith("..")}


def test_files_are_named_where_they_are_shown() -> None:
    """The text before a file's contents says which file it is, as the fence does not show it."""
    for page in LINKED:
        lines = page.read_text(encoding="utf-8").splitlines()
        for step in steps(page):
            if step.name and step.kind != "picture":
                before = next(line for line in reversed(lines[: step.line - 2]) if line)
                assert f"`{step.name}`" in before, f"{page.name}:{step.line}"


def test_places_are_those_of_the_examples() -> None:
    """What a text says of a line, such as `errors.rst:26:36`, is in an example of its page."""
    for page in LINKED:
        shown = "".join(step.text for step in steps(page))
        for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
            for child in token.children or ():
                if child.type == "code_inline" and re.search(r"\.\w+:\d+", child.content):
                    assert child.content in shown, page.name


# --- what the tables of the pages say ---------------------------------------------------------------------------------

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """Give what stands under a heading, up to the next one of any depth."""
    return re.split(r"^#+ ", text.partition(f"# {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """Give the cells of the rows of a text's tables, without headers."""
    lines = text.splitlines()
    rules = [index for index, line in enumerate(lines) if line.startswith("| ---")]
    return [_cells(line) for rule in rules for line in itertools.takewhile(_is_row, lines[rule + 1 :])]


def _is_row(line: str) -> bool:
    return line.startswith("| ")


def _cells(line: str) -> list[str]:
    return [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


def codes(text: str) -> list[str]:
    """Give what stands between backticks."""
    return re.findall(r"`([^`]+)`", text)


# --- the API ----------------------------------------------------------------------------------------------------------

API = page("api")
PUBLIC = {name: getattr(tablecast, name) for name in tablecast.__all__}
STRUCTS = {name: cls for name, cls in PUBLIC.items() if inspect.isclass(cls) and issubclass(cls, msgspec.Struct)}


@pytest.mark.parametrize("name", STRUCTS)
def test_api_attributes(name: str) -> None:
    """Each class has a table with all its attributes and their types, in order."""
    expected = [(field, str(STRUCTS[name].__annotations__[field])) for field in STRUCTS[name].__struct_fields__]
    assert [(codes(cells[0])[0], codes(cells[1])[0]) for cells in rows(section(API, f"`{name}`"))] == expected


def test_api_functions() -> None:
    """Each function has a heading with its parameters and their defaults."""
    functions = {name: each for name, each in PUBLIC.items() if inspect.isfunction(each)}
    expected = {f"{name}{_untyped(inspect.signature(each))}" for name, each in functions.items()}
    assert set(re.findall(r"^### `(\w+\(.*\))`$", API, re.MULTILINE)) == expected


def _untyped(signature: inspect.Signature) -> inspect.Signature:
    parameters = [each.replace(annotation=inspect.Parameter.empty) for each in signature.parameters.values()]
    return inspect.Signature(parameters)


def test_api_is_complete() -> None:
    """Every public name is on the page."""
    assert [name for name in tablecast.__all__ if f"`{name}" not in API] == []


# --- templates --------------------------------------------------------------------------------------------------------

TEMPLATES = page("templates")


def test_builtin_templates() -> None:
    """Each built-in template is there with its options, and each option is explained."""
    template_rows = [cells for cells in rows(section(TEMPLATES, "Built-in templates")) if ".j2" in cells[0]]
    assert {codes(cells[0])[0]: tuple(codes(cells[-1])) for cells in template_rows} == _builtin.OPTIONS
    explained = [
        codes(cells[0])[0] for cells in rows(section(TEMPLATES, "Built-in templates")) if ".j2" not in cells[0]
    ]
    assert explained == sorted({option for options in _builtin.OPTIONS.values() for option in options})


def test_filters() -> None:
    """Each filter is in one of the two tables."""
    found = rows(section(TEMPLATES, "Every value goes through a literal filter"))
    found += rows(section(TEMPLATES, "Other filters"))
    assert sorted(codes(cells[0])[0].partition("(")[0] for cells in found) == sorted(_filters.FILTERS)


def test_variables(started: Path) -> None:
    """Each part of what a template is given has a table with all its attributes."""
    (dataset,) = tablecast.load(started / "tablecast.toml").values()
    view = _views.DatasetView(dataset, _names.Names(dataset))
    parts = {
        "`dataset`": view,
        "A field": view.fields[0],
        "A record": view.records[0],
        "A value": next(iter(view.records[0])),
        "A piece of markup": next(iter(view.records[0])).blocks[0],
        "A source": view.sources[0],
        "A location": view.records[0].location,
        "`options`": _options.Options({}, dataset),
    }
    for heading, part in parts.items():
        found = [codes(cells[0])[0].partition(".")[2] for cells in rows(section(TEMPLATES, heading))]
        assert sorted(name.partition("(")[0] for name in found) == sorted(_public(part)), heading


def test_kinds_of_markup() -> None:
    """Every class of the model of markup is there with all its parts, under the names that templates use."""
    kinds = {each.__name__: each for each in (*get_args(content.Block), *get_args(content.Inline), content.Definition)}
    expected = {
        name: {"name" if (name, part) == ("Admonition", "kind") else part for part in kind.__struct_fields__} - {"text"}
        for name, kind in kinds.items()
    }
    found = {codes(kind)[0]: set(codes(parts)) for kind, parts in rows(section(TEMPLATES, "Kinds of markup"))}
    assert {name: parts & expected[name] for name, parts in found.items()} == expected


def _public(part: object) -> set[str]:
    """Give the names that a template may use, without what tuples have and what is there for the writers alone."""
    names = {name for name in dir(part) if not name.startswith("_")}
    return names - {"plain_text", "unknown"} if not isinstance(part, tuple) else names - set(dir(tuple))


def test_names() -> None:
    """The styles and the languages are all that there are."""
    styles, languages = section(TEMPLATES, "Names").splitlines()[1].split(";")
    assert codes(styles) == list(get_args(naming.Style))
    assert codes(languages) == list(get_args(naming.Language))


def test_names_of_texts() -> None:
    """Each text has the names that the table says."""
    styles: tuple[tuple[naming.Style, naming.Language], ...]
    styles = (("screaming", "python"), ("camel", "typescript"), ("snake", "c"))
    for text, *names in rows(section(TEMPLATES, "Names")):
        said, *field = codes(text)
        forms = [naming.Form(style, naming.RESERVED[each], "".join(field), shows_case=True) for style, each in styles]
        assert [form.plain(naming.Nameable(said, said)) for form in forms] == [*map("".join, map(codes, names))]


def test_literals_of_nothing() -> None:
    """The table says what each literal filter makes of no value."""
    for name, _, nothing in rows(section(TEMPLATES, "Every value goes through a literal filter")):
        assert _filters.FILTERS[codes(name)[0]](None) == "".join(codes(nothing))


# --- CI ---------------------------------------------------------------------------------------------------------------

CI = page("ci")


def test_action() -> None:
    """Each input and each output of the action is there, in order."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    expected = [*action["inputs"], *action["outputs"]]
    assert [codes(cells[0])[0] for cells in rows(section(CI, "GitHub Actions"))] == expected


def test_variables_of_gitlab() -> None:
    """Each variable that the job reads is there."""
    (job,) = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8")).values()
    expected = re.findall(r"\$\{?([A-Z_]+)", "\n".join(job["script"]))
    assert [codes(cells[0])[0] for cells in rows(section(CI, "GitLab"))] == [*dict.fromkeys(expected)]


# --- dependencies -----------------------------------------------------------------------------------------------------

DEPENDENCIES = page("dependencies")


def test_dependencies() -> None:
    """The page names exactly the packages that the project depends on."""
    required = [re.split(r"[<>=~!; ]", each)[0] for each in PYPROJECT["project"]["dependencies"]]
    found = [codes(cells[0])[0] for cells in rows(section(DEPENDENCIES, "Dependencies"))]
    assert sorted(found) == sorted(required)


def test_extras() -> None:
    """The page names every extra, and exactly the packages that it brings."""
    extras = PYPROJECT["project"]["optional-dependencies"]
    found = {codes(extra)[0]: codes(packages) for extra, packages, *_ in rows(section(DEPENDENCIES, "Extras"))}
    required = {name: [re.split(r"[<>=~!; ]", each)[0] for each in extra] for name, extra in extras.items()}

    assert required.pop("all") == [f"tablecast[{','.join(found)}]"]
    assert found == required


RUN_AND_LIST_MODULES = """
import sys
from tablecast import __main__
try:
    __main__.main()
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""
IMPORTS = {
    codes(command)[0]: set(codes(packages))
    for command, packages in rows(section(DEPENDENCIES, "When they are imported"))
}


@pytest.mark.parametrize("command", IMPORTS)
def test_imports(command: str, started: Path) -> None:
    """A command imports what the page says, and nothing else of it."""
    arguments = [sys.executable, "-c", RUN_AND_LIST_MODULES, *command.split()[1:]]
    done = subprocess.run(arguments, cwd=started, capture_output=True, text=True, check=True)  # noqa: S603 - ourselves
    imported = set(done.stderr.splitlines()[-1].split())
    packages = {codes(cells[0])[0] for cells in rows(section(DEPENDENCIES, "Dependencies"))}
    assert {name for name in packages if name.replace("-", "_") in imported} == IMPORTS[command]


# --- architecture -----------------------------------------------------------------------------------------------------


def test_architecture() -> None:
    """The page places every module that the import contracts order."""
    layers = PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    expected = {name for layer in layers for name in layer.split(" | ")}
    found = {name for cells in rows(section(page("architecture"), "From text to bytes")) for name in codes(cells[1])}
    assert found == expected
