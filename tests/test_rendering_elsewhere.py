"""Rendering by an executor gives what rendering here gives: outputs, warnings and errors."""

from __future__ import annotations

import os
import shutil
import signal
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

import tablecast
from tablecast import TablecastError

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

CONFIG = """\
sources = ["a.rst"]
templates = ["own"]

[datasets.code]
tables = [{ header = ["Code"] }]
key = "code"
fields = { code = { column = "Code", type = "int" } }
outputs = [
    { template = "list.txt.j2", path = "out/list.txt" },
    { template = "python/enum.py.j2", path = "out/code.py" },
    { template = "json/records.json.j2", path = "out/code.json" },
]
"""
FILES = {
    "tablecast.toml": CONFIG,
    "a.rst": "==== ====\nCode Name\n==== ====\n1    a\n2    b\n==== ====\n",
    "own/list.txt.j2": '{% extends "frame.txt.j2" %}{% block rows %}{% include "deep/row.txt.j2" %}{% endblock %}',
    "own/frame.txt.j2": "begin\n{% block rows %}{% endblock %}\nend\n",
    "own/deep/row.txt.j2": "{% for record in dataset.records %}{{ record.code | json }} {% endfor %}",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with templates that need others."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rendered(executor: Executor | None = None) -> dict[str, bytes] | str:
    try:
        return tablecast.render(executor=executor)
    except TablecastError as error:
        return repr(error.diagnostics)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("own/list.txt.j2", FILES["own/list.txt.j2"].encode()),
        ("own/deep/row.txt.j2", b"{{ nothing }}"),
        ("own/frame.txt.j2", b"{% block"),
        ("own/frame.txt.j2", b"\xff"),
        ("own/list.txt.j2", b"\xff"),
        ("own/list.txt.j2", b'{% include "gone.txt.j2" %}'),
        ("tablecast.toml", CONFIG.replace("list.txt.j2", "gone.txt.j2").encode()),
        ("tablecast.toml", CONFIG.replace('"out/code.py"', '"out/code.py", options = { what = 1 }').encode()),
    ],
)
def test_an_executor_renders_what_this_process_does(name: str, data: bytes, folder: Path) -> None:
    """Templates of one's own go to the worker when it lacks them, and its errors come back at their places."""
    (folder / name).write_bytes(data)
    with ThreadPoolExecutor(2) as executor:
        found = rendered(executor)

    assert found == rendered()
    assert isinstance(found, dict) == (data.decode(errors="replace") == FILES[name])


@pytest.mark.usefixtures("folder")
def test_processes_render_what_this_process_does() -> None:
    """All that is sent to another process arrives there."""
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        found = rendered(executor)

    assert found == rendered()
    assert isinstance(found, dict)
    assert found["out/list.txt"] == b"begin\n1 2 end\n"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_process_that_is_killed_is_told(folder: Path) -> None:
    """The output that it rendered is named; the documents were read before."""
    (folder / "cache").mkdir()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TABLECAST_CACHE_DIR", str(folder / "cache"))
        rendered()
        shutil.rmtree(folder / "cache" / "outputs")
        with ProcessPoolExecutor(1, get_context("spawn"), _die) as executor, pytest.raises(TablecastError) as raised:
            tablecast.render(executor=executor)

    assert [str(each) for each in raised.value.diagnostics] == [
        f"out/{name}: error: a process that rendered this output has ended without an answer [lost-worker]"
        for name in ("code.json", "code.py", "list.txt")
    ]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
