"""Patterns match the files of a revision that they match on the disk."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tablecast import globs
from tablecast._workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("a", "b.rst", ".h", "a[1]")
FILES = [
    *("f.rst", ".f.rst", "g.txt"),
    *("/".join(parts) + "/f.rst" for length in (1, 2) for parts in itertools.product(NAMES, repeat=length)),
]
PARTS = st.sampled_from(["**", "*", "a", "?", "*.rst", "f.rst", ".*", ".h", "[ab]*", "[!a]*", "a**", "a[[]1]", "a[1]"])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Files with all kinds of names."""
    folder: Path = tmp_path_factory.mktemp("files")
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return Workspace(folder)


@given(parts=st.lists(PARTS, min_size=1, max_size=4))
@example(parts=["**"])
@example(parts=["**", "**", "f.rst"])
@example(parts=["**", ".h", "**"])
def test_patterns_match_as_on_the_disk(workspace: Workspace, parts: list[str]) -> None:
    """The module `glob` is the measure, also of hidden names; only that it takes `file/**` for the file is left out."""
    assume("f.rst" not in parts[:-1])
    pattern = "/".join(parts)
    assert globs.matching(pattern, FILES) == workspace.expand(pattern)


@given(path=st.sampled_from(FILES))
def test_an_escaped_path_matches_itself_alone(path: str) -> None:
    """Characters of patterns in the name of a folder are no pattern."""
    assert globs.matching(globs.escape(path), FILES) == (path,)


@given(parts=st.lists(PARTS, min_size=1, max_size=4))
def test_all_matches_stand_in_the_literal_folder(parts: list[str]) -> None:
    """It is what a pattern spells out."""
    pattern = "/".join(parts)
    folder = globs.literal_folder(pattern)
    assert all(path.startswith(f"{folder}/" * bool(folder)) for path in globs.matching(pattern, FILES))
