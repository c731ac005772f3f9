"""A cluster of Dask takes part, as any executor does; without the dependency group `cluster`, this is skipped."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import tablecast
from tablecast import _reading
from tablecast._reading import Means, read_documents
from tablecast._workers import Workers
from tablecast._workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

distributed: Any = pytest.importorskip("distributed", reason="the dependency group `cluster` is not installed")
# What Dask and the libraries below it warn of is theirs to mend.
pytestmark = pytest.mark.filterwarnings("ignore")

PAGE = """\
.. include:: shared.inc

==== =====
Code Name
==== =====
{number}    |one|
==== =====
"""
CONFIG = """\
sources = ["*.rst"]

[datasets.code]
tables = [{ header = ["Code"], count = "any" }]
key = "code"
fields = { code = { column = "Code", type = "int" }, name = "Name" }
outputs = [
    { template = "python/enum.py.j2", path = "code.py" },
    { template = "json/records.json.j2", path = "code.json" },
]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Forty documents that include a file, each a task of its own."""
    for number in range(40):
        (tmp_path / f"{number:02}.rst").write_text(PAGE.format(number=number), encoding="utf-8")
    (tmp_path / "shared.inc").write_text(".. |one| replace:: uno\n", encoding="utf-8")
    (tmp_path / "tablecast.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(_reading, "_BATCH", 1)
    return tmp_path


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A cluster of two processes on this machine."""
    folder = str(tmp_path_factory.mktemp("dask"))
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, local_directory=folder
    )
    with cluster, distributed.Client(cluster) as client:
        yield client


@pytest.mark.usefixtures("folder")
def test_a_cluster_reads_and_renders(client: Any) -> None:
    """The outputs are the same, byte for byte."""
    assert tablecast.render(executor=client.get_executor()) == tablecast.render()


class Killer(NamedTuple):
    """Kills a process when the fifth document is read."""

    killed: int

    def __call__(self, read: int, total: int, path: str) -> None:
        """Count the documents."""
        assert total == 40
        assert path.endswith(".rst")
        if read == 5:
            os.kill(self.killed, signal.SIGKILL)

    def end(self) -> None:
        """Do nothing more."""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_worker_that_is_killed_is_made_up_for(client: Any, folder: Path) -> None:
    """Its part is done by another one, and nothing is lost or done twice."""
    before: dict[str, int] = client.run(os.getpid)
    killed = min(before.values())

    workspace = Workspace(folder)
    paths = workspace.expand("*.rst")
    means = Means(Workers(client.get_executor()), watcher=Killer(killed))

    assert read_documents(workspace, paths, means=means) == read_documents(workspace, paths)
    client.wait_for_workers(2, timeout=30)
    assert killed not in client.run(os.getpid).values()
