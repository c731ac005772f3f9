"""Real documents, whole and spoilt: what is read without docutils is what docutils reads."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from alike import read_alike
from rst_hostile import spoilt
from tablecast import readers
from tablecast._prose import digest_without_words
from tablecast.readers import Work

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpus

SETS = ("otc/elastic-cloud-server", "otc/virtual-private-cloud", "otc/vpc-endpoint", "other", "edits")
SPOILT = 60
"""How many pieces of each set's pages are spoilt; as many as docutils reads in a few seconds."""


def pages(corpus: Path, name: str) -> dict[str, bytes]:
    """The documents of a set."""
    return {path.relative_to(corpus).as_posix(): path.read_bytes() for path in sorted((corpus / name).rglob("*.rst"))}


@pytest.mark.parametrize("name", SETS)
def test_every_document_is_read_alike(corpus: Path, name: str) -> None:
    for path, data in pages(corpus, name).items():
        assert readers.read(path, data) == readers.read(path, data, reader="reference"), path


@pytest.mark.parametrize("name", SETS)
def test_every_document_with_spoilt_lines_is_read_alike(corpus: Path, name: str) -> None:
    random = Random(name)  # noqa: S311 - nothing secret is drawn
    documents = [data.decode().split("\n") for data in pages(corpus, name).values()]
    work = Work()
    for _ in range(SPOILT):
        read_alike("\n".join(spoilt(_piece(random.choice(documents), random), random)).encode(), work)
    assert work.fast_documents > SPOILT / 4


def _piece(lines: list[str], random: Random) -> list[str]:
    """Take some blocks of a page."""
    begins = [index for index, line in enumerate(lines) if line and not (index and lines[index - 1])]
    begin = random.choice(begins)
    return lines[begin : begin + random.randint(5, 60)]


def test_other_words_where_words_do_not_count_are_read_alike(corpus: Path) -> None:
    """Every word of the prose is another one, of another length; a few of these documents are read by docutils, too."""
    edited = 0
    for path, data in pages(corpus, "otc").items():
        other = b"\n\n".join(map(_reworded, data.split(b"\n\n")))
        if other != data and digest_without_words(other) == digest_without_words(data):
            edited += 1
            assert readers.read(path, other) == readers.read(path, data), path
            if edited % 40 == 0:
                assert readers.read(path, other, reader="reference") == readers.read(path, data), path
    assert edited > 800


def _reworded(block: bytes) -> bytes:
    """Put other words into a paragraph at the margin, if it is one, but for the first of each line."""
    lines = [[*line.split(b" ")] for line in block.split(b"\n")]
    words = [[line[0], *[b"another" if word.isalpha() else word for word in line[1:]]] for line in lines]
    other = b"\n".join(map(b" ".join, words))
    return other if digest_without_words(other) == digest_without_words(block) else block


def test_docutils_reads_no_document_of_common_markup(corpus: Path) -> None:
    """Guard the speed where it cannot be timed: by the work that is left to docutils."""
    work = Work()
    for path, data in pages(corpus, "otc").items():
        readers.read(path, data, work=work)
    assert (work.fast_documents, work.fast_cells, work.reference_documents) == (1_148, 42_203, 0)
