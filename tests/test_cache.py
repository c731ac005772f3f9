"""What was found out before: entries that are whole or not there, and never too many."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tablecast._cache import Cache, open_cache

KEY = "3f" * 32
OTHER = "3e" * 32


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(str(tmp_path / "cache"))


def entries(cache: Cache) -> list[Path]:
    return sorted(path for path in Path(cache.folder).rglob("*") if path.is_file())


def test_an_entry_is_what_was_put_under_its_key(cache: Cache) -> None:
    """Entries of one key differ by kind, and what is put again counts."""
    cache.put("documents", KEY, b"one")
    cache.put("documents", KEY, b"two")
    cache.put("documents", OTHER, b"")

    assert [cache.get("documents", KEY), cache.get("documents", OTHER)] == [b"two", b""]
    assert [cache.get("checks", KEY), cache.get("documents", "00" * 32)] == [None, None]
    assert cache.hits == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 40, None])
def test_a_damaged_entry_is_none(damage: bytes | None, cache: Cache) -> None:
    """An entry that is cut short, overwritten or longer than it was is as one that is not there, until it is put."""
    cache.put("documents", KEY, b"content")
    (entry,) = entries(cache)
    whole = entry.read_bytes()

    for data in [damage] if damage is not None else [whole[:-1], whole + b"x", b"x" + whole[1:]]:
        entry.write_bytes(data)
        assert cache.get("documents", KEY) is None
    cache.put("documents", KEY, b"content")
    assert cache.get("documents", KEY) == b"content"


def test_the_oldest_entries_go_when_there_are_too_many(tmp_path: Path) -> None:
    """Each drawer holds a sixteenth of the limit; what is larger than that is not kept at all."""
    cache = Cache(str(tmp_path), limit=16 * 300)
    for second, key in enumerate(("31" * 32, "32" * 32, "33" * 32, "44" * 32)):
        cache.put("documents", key, bytes(100))
        os.utime(tmp_path / "documents" / key[0] / key, (second, second))
    cache.put("documents", "35" * 32, bytes(301))

    cache.trim()

    assert [path.name[:2] for path in entries(cache)] == ["32", "33", "44"]


def test_a_run_that_was_ended_leaves_nothing_that_stays(tmp_path: Path) -> None:
    """A file that was never moved to its place is removed like an entry, when it is among the oldest."""
    cache = Cache(str(tmp_path), limit=16 * 200)
    left = tmp_path / "documents" / "3" / ".3f.0011"
    left.parent.mkdir(parents=True)
    left.write_bytes(bytes(150))
    os.utime(left, (0, 0))

    cache.put("documents", KEY, bytes(100))
    cache.trim()

    assert [path.name for path in entries(cache)] == [KEY]


def test_without_a_folder_to_write_in_there_are_no_entries(tmp_path: Path) -> None:
    """A cache that cannot be written is no reason to fail."""
    (tmp_path / "file").touch()
    cache = Cache(str(tmp_path / "file" / "cache"))

    cache.put("documents", KEY, b"content")
    cache.trim()

    assert cache.get("documents", KEY) is None


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {"HOME": "/home/x"}, "/home/x/.cache/tablecast"),
        ("linux", {"HOME": "/home/x", "XDG_CACHE_HOME": "/caches"}, "/caches/tablecast"),
        ("linux", {"HOME": "/home/x", "XDG_CACHE_HOME": "caches"}, "/home/x/.cache/tablecast"),
        ("linux", {}, None),
        ("darwin", {"HOME": "/Users/x"}, "/Users/x/Library/Caches/tablecast"),
        ("win32", {"LOCALAPPDATA": "/Users/x/AppData/Local"}, "/Users/x/AppData/Local/tablecast"),
        ("linux", {"HOME": "/home/x", "TABLECAST_CACHE_DIR": "/own"}, "/own"),
        ("linux", {"HOME": "/home/x", "TABLECAST_CACHE_DIR": ""}, None),
    ],
)
def test_the_cache_is_where_the_platform_has_caches(
    platform: str, environment: dict[str, str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TABLECAST_CACHE_DIR goes first; when it is empty, or there is no home, there is no cache."""
    monkeypatch.setattr("sys.platform", platform)

    cache = open_cache(environment)

    assert (None if cache is None else cache.folder) == folder
