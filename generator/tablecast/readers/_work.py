"""What reading took, counted: the work that a test can hold steady where it cannot hold seconds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tablecast.tables import Document

ReaderName = Literal["fast", "reference", "both"]
"""How documents are read: fast, with the reference for what is unusual; by the reference alone; or in both ways.

What is read in both ways is what the reference says, and each difference is a diagnostic.
"""


class Work:
    """Counts of what reading took; a caller makes one, and hands it to each `read` that it shall count.

    `unusual` says why documents went to the reference, each reason with its number of documents.
    """

    def __init__(self) -> None:
        """Begin at zero."""
        self.fast_documents = 0
        self.fast_cells = 0
        self.reference_documents = 0
        self.reference_cells = 0
        self.unusual: Counter[str] = Counter()

    def count_fast(self, document: Document) -> None:
        """Count a document that was read without docutils."""
        self.fast_documents += 1
        self.fast_cells += _cells(document)

    def count_reference(self, document: Document) -> None:
        """Count a document that docutils parsed."""
        self.reference_documents += 1
        self.reference_cells += _cells(document)


def _cells(document: Document) -> int:
    return sum(len(row.cells) for table in document.tables for row in (*table.header, *table.rows))
