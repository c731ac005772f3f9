"""What the tests on real documents share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tablecast import readers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.tables import Document


@pytest.fixture(scope="session", autouse=True)
def _documents_are_read_once() -> Iterator[None]:
    """Keep what was read: the tests look at the same documents, and reading them all takes half a minute."""
    read, known = readers.read, dict[tuple[str, bytes, str], "Document"]()

    def remembered(path: str, data: bytes, *, root: str = "", **options: Any) -> Document:
        key = (path, data, root)
        if key not in known:
            known[key] = read(path, data, root=root, **options)
        return known[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(readers, "read", remembered)
        yield
