"""Rules of the top level, which is mostly paths, and of selectors."""

from __future__ import annotations

import pytest

from configs import problems


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        (
            "sources = []",
            "1:11 sources: expected at least one pattern, found none",
            'write ["docs/**/*.rst"], for example',
        ),
        ("sources = ['']", "1:12 sources[0]: expected a path, got an empty string", "write a path"),
        (
            "sources = ['/docs']",
            "1:12 sources[0]: expected a path relative to the configuration, got the absolute path '/docs'",
            "name it from the folder of the configuration",
        ),
        (
            "templates = ['c:/templates']",
            "1:14 templates[0]: expected a path relative to the configuration, got the absolute path 'c:/templates'",
            "name it from the folder of the configuration",
        ),
        (
            "sources = ['docs\\*.rst']",
            "1:12 sources[0]: expected '/' between folders, got a backslash in 'docs\\*.rst'",
            "write 'docs/*.rst'",
        ),
        (
            'templates = ["a\\u0000b"]',
            "1:14 templates[0]: expected printable characters, got 'a\\x00b'",
            "remove the others",
        ),
        (
            "root = '/docs'",
            "1:8 root: expected a path relative to the configuration, got the absolute path '/docs'",
            "name it from the folder of the configuration",
        ),
        (
            "owned = ['./']",
            "1:10 owned[0]: expected a folder inside the project, got the project's own folder",
            "name the folder that holds only outputs",
        ),
        (
            "owned = ['generated/../..']",
            "1:10 owned[0]: expected a path inside the project, got 'generated/../..'",
            "write it without '..'",
        ),
    ],
)
def test_path(text: str, problem: str, hint: str) -> None:
    """A path that means nothing, or another thing on another machine, is reported where it stands."""
    assert problems(text) == [(problem, hint)]


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        (
            "[datasets.'Größe & Co. 2']",
            (
                "1:11 'Größe & Co. 2' cannot name a dataset: expected lower-case letters, digits and '_', "
                "beginning with a letter"
            ),
            "write 'grosse_co_2'",
        ),
        (
            "[datasets.code.fields]\n404 = 'X'",
            "2:1 '404' cannot name a field: expected lower-case letters, digits and '_', beginning with a letter",
            "begin with a word that says what it is",
        ),
        (
            '[datasets.code.fields]\n"a\\nb" = "X"',
            "2:1 'a\\nb' cannot name a field: expected lower-case letters, digits and '_', beginning with a letter",
            "write 'a_b'",
        ),
    ],
)
def test_name(text: str, problem: str, hint: str) -> None:
    """A name of a dataset or field that is no identifier everywhere is reported with the nearest that is one."""
    assert problems(text) == [(problem, hint)]


@pytest.mark.parametrize(
    ("selector", "problem", "hint"),
    [
        (
            "count = 2",
            "1:17 datasets.code.tables[0]: expected at least one condition, found none",
            "add one or more of 'document', 'label', 'original_name', 'caption', 'heading', 'header', 'width'",
        ),
        (
            "label = 'x'\ncount = 0",
            "3:9 datasets.code.tables[0].count: expected 1 or more, or 'any', got 0",
            'write how many tables there are, or "any"',
        ),
        (
            "label = 'x'\ncount = '2'",
            "3:9 datasets.code.tables[0].count: expected an integer or 'any', got '2'",
            "write it without quotes",
        ),
    ],
)
def test_selector(selector: str, problem: str, hint: str) -> None:
    """A selector without a condition, and a number of tables that cannot be, are reported."""
    assert problems(f"[[datasets.code.tables]]\n{selector}") == [(problem, hint)]
