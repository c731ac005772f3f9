"""What other programs do with the same documents, and how long reading alone takes: `programs.py NAME FOLDER`."""

from __future__ import annotations

import json
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SETTINGS = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "line_length_limit": 10**9,
    "raw_enabled": False,
    "report_level": 5,
}


_WARM = """\
.. _place:

Title
=====

A paragraph with *emphasis*, **more of it**, ``a literal``, `a link <https://example.org>`__ and an :doc:`other`.

.. note::

   -  An item at https://example.org

#. Another:

   .. code-block::

      code

.. table:: **Table 1** A table

   ====== ======
   A      B
   ====== ======
   *a*    b
   ====== ======

+------+------+
| A    | B    |
+======+======+
| -  a | b    |
+------+------+

.. |image| image:: image.png
"""
"""What both have read before they are timed, so that what is imported or compiled once, and when, has no say."""


def texts(folder: str) -> Iterator[tuple[str, bytes]]:
    """Give the bytes of all documents, of which none is kept."""
    return ((str(path), path.read_bytes()) for path in sorted(Path(folder).rglob("*.rst")))


def hashes(folder: str) -> None:
    """Read all bytes and make their digests."""
    for path in Path(folder).rglob("*.rst"):
        sha256(path.read_bytes()).digest()


def docutils(folder: str) -> None:
    """Parse all documents with docutils, as it is."""
    from docutils.core import publish_doctree

    for path, data in texts(folder):
        publish_doctree(data.decode(), path, settings_overrides=_SETTINGS)


def tables(folder: str) -> None:
    """Read all tables of all documents to the full model, in one process and without a cache."""
    from tablecast.readers import read

    for path, data in texts(folder):
        read(path, data)


def tables_by_two(folder: str) -> None:
    """Read the same by two processes and this one, which gets what they have read."""
    from tablecast._reading import Means, read_documents
    from tablecast._workers import Workers
    from tablecast._workspace import Workspace

    files = Workspace(Path())
    with Workers(jobs=2) as workers:
        read_documents(files, files.documents([folder]), includes=False, means=Means(workers))


def pandoc(folder: str) -> None:
    """Read all documents with pandoc, in one process of it, and write its model as JSON."""
    import os
    from importlib import import_module

    paths = [path for path, _ in texts(folder)]
    binary = str(import_module("pypandoc").get_pandoc_path())
    os.execv(binary, [binary, "--from=rst", "--to=json", "--output=/dev/null", "--quiet", *paths])


def reading(folder: str) -> None:
    """Print how long the reading itself takes, in seconds, by tablecast and by docutils, once each, in one process."""
    from docutils.core import publish_doctree

    from tablecast.readers import read

    pages = list(texts(folder))
    publish_doctree(_WARM, settings_overrides=_SETTINGS)
    read("warm.rst", _WARM.encode())
    start = time.perf_counter()
    for path, data in pages:
        read(path, data)
    middle = time.perf_counter()
    for path, data in pages:
        publish_doctree(data.decode(), path, settings_overrides=_SETTINGS)
    print(json.dumps({"tablecast": middle - start, "docutils": time.perf_counter() - middle}))


if __name__ == "__main__":
    programs = {each.__name__: each for each in (docutils, hashes, pandoc, reading, tables, tables_by_two)}
    programs[sys.argv[1]](sys.argv[2])
