"""Each code of a diagnostic has a page: it says what the table says, and its example prints that code.

`pytest tests/test_docs_codes.py --accept` writes the head of each page, and what the commands print now.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, get_args

import pytest

from pages import ROOT, follow, steps
from tablecast._config_rules import configurable
from tablecast.codes import MEANING, REMEDY, SEVERITY, Code

if TYPE_CHECKING:
    from pathlib import Path

PAGES = ROOT / "docs" / "codes"
CODES: tuple[Code, ...] = get_args(Code)
LEVELS = configurable()
UNSHOWN: dict[Code, str] = {
    "drift-generator": "it takes another version of tablecast.",
    "lost-worker": "it takes a system that ends processes.",
    "no-git": "it takes a machine without git.",
    "readers-differ": "no document is known that is read in two ways.",
    "unreadable": "no document is known that docutils fails on.",
}
"""The codes of which a page can show no example, and why; it says that, too."""


def page(code: Code) -> Path:
    return PAGES / f"{code}.md"


def head(code: Code) -> str:
    """What a page says before its example."""
    others = [f"`{level}`" for level in LEVELS.get(code, ()) if level != SEVERITY[code]]
    *most, last = others or ["always"]
    can_be = f"; it can be {', '.join(most)}{' or ' * bool(most)}{last}" if others else ", always"
    lines = [f"# `{code}`", MEANING[code], f"Severity: `{SEVERITY[code]}`{can_be}.", f"What to do: {REMEDY[code]}"]
    return "\n\n".join([*lines, "## Example\n\n"])


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that all examples change."""
    folder = tmp_path_factory.mktemp("example")
    follow(PAGES / "example.md", folder)
    return folder


def test_the_project_of_the_examples(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    follow(PAGES / "example.md", tmp_path, accept=bool(request.config.getoption("--accept")))


def test_each_code_has_a_page_and_each_page_a_code() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {*CODES, "example", "index"}


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_what_the_table_says(code: Code, request: pytest.FixtureRequest) -> None:
    """The meaning, how bad it is, and what to do stand there once more, above the example."""
    text = page(code).read_text(encoding="utf-8")
    if request.config.getoption("--accept"):
        text = head(code) + text.partition("## Example\n\n")[2]
        page(code).write_text(text, encoding="utf-8", newline="\n")

    assert text.startswith(head(code))


@pytest.mark.parametrize("code", [code for code in CODES if code not in UNSHOWN])
def test_an_example_prints_its_code(code: Code, example: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """What it prints is compared whole, and the code is in it."""
    shutil.copytree(example, tmp_path, dirs_exist_ok=True)
    follow(page(code), tmp_path, accept=bool(request.config.getoption("--accept")))

    shown = "".join(step.text for step in steps(page(code)) if step.kind == "console")
    assert re.search(rf"\[{code}\]|tablecast%3A {code}::", shown), "the example prints another code"


@pytest.mark.parametrize("code", UNSHOWN)
def test_a_page_without_an_example_says_why(code: Code) -> None:
    assert page(code).read_text(encoding="utf-8") == f"{head(code)}There is none: {UNSHOWN[code]}\n"
