"""Tables that are drawn for people: quantities in columns, headings among rows, columns as records, csv and lists."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from proven import prove

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpus

FLAVORS = r"""
sources = ["otc/elastic-cloud-server/umn/source/**/a_summary_list_of_ecs_specifications.rst"]

[datasets.flavor]
tables = [{ caption = "* ECS specifications", count = 34 }]
key = "name"
filters = [{ column = "Virtualization", values = ["Bare metal"], reason = "no virtual machine" }]

[datasets.flavor.fields]
family = { context = "heading" }
name = { column = "Flavor", type = "code", pattern = '[a-z0-9]+\.\w+\.\d+' }
cpus = { column = "vCPUs", type = "int" }
memory = { column = "Memory (GiB)", type = "quantity", unit = "GiB" }
peak = { column = "Max./Assured Network Bandwidth (Gbit/s)", type = "quantity", unit = "Gbit/s", pattern = '(.+)/.+' }
sure = { column = "Max./Assured Network Bandwidth (Gbit/s)", type = "quantity", unit = "Gbit/s", pattern = '.+/(.+)' }

[datasets.gpu]
tables = [{ header = ["Flavor", "GPUs", "GPU Memory (GiB)"], count = 10 }]
key = "flavor"

[datasets.gpu.fields]
flavor = { column = "Flavor", type = "reference", dataset = "flavor" }
count = { column = "GPUs", type = "int", pattern = '(\d+) x .+' }
model = { column = "GPUs", pattern = '\d+ x (?:NVIDIA[- ])?(.+)' }
memory = { column = "GPU Memory (GiB)", type = "quantity", unit = "GiB", optional = true, pattern = '(\d+)|\d+ x .+' }
"""


def test_flavors(corpus: Path, tmp_path: Path) -> None:
    """34 tables with different columns have six fields in common; those of ten lead from the flavor to its GPUs."""
    proven = prove(corpus, tmp_path, FLAVORS)

    assert proven.rows == [
        "flavor: 329 rows read = 328 emitted + 1 filtered + 0 rejected",
        "  1 filtered: no virtual machine",
        "gpu: 38 rows read = 38 emitted + 0 filtered + 0 rejected",
    ]
    flavors, gpus = proven.modules["flavor"].BY_KEY, proven.modules["gpu"].BY_KEY
    assert len({each.family for each in flavors.values()}) == 7
    smallest, largest = flavors["x2.large.2"], flavors["p5s.40xlarge.12"]
    assert (smallest.cpus, smallest.memory) == (2, (4, "GiB"))
    assert (smallest.peak, smallest.sure) == ((Decimal("1.5"), "Gbit/s"), (Decimal("0.2"), "Gbit/s"))
    assert (largest.family, largest.cpus, largest.memory) == ("GPU-accelerated", 160, (1920, "GiB"))
    assert (gpus["p5s.40xlarge.12"].count, gpus["p5s.40xlarge.12"].model) == (8, "H100 PCIe")
    assert gpus["p5s.40xlarge.12"].memory == (640, "GiB")
    assert gpus["p2s.16xlarge.8"].memory is None


DISTRIBUTIONS = r"""
sources = ["other/nova/doc/source/reference/libvirt-distro-support-matrix.rst"]

[datasets.distribution]
tables = [{ caption = "Distro libvirt/QEMU Support Table" }]
header = "first-row"
heading_rows = "group"
flat_headings = true
key = ["name", "release"]

[[datasets.distribution.overrides]]
row = { "OS Distro" = '12.x (Bookworm) ("oldstable")' }
column = "libguestfs"
text = "1.48"
reason = "a full stop has no place in a version"
digest = "600d6798a997"

[datasets.distribution.fields]
name = { context = "group" }
release = "OS Distro"
codename = { column = "OS Distro", optional = true, pattern = '\S+(?: \(([A-Z][a-z].*?)\))?.*' }
libvirt = { column = "Libvirt", type = "version" }
libguestfs = { column = "libguestfs", type = "version" }
"""


def test_distributions(corpus: Path, tmp_path: Path) -> None:
    """Rows that name a distribution head those of its releases; the header is not marked as one."""
    proven = prove(corpus, tmp_path, DISTRIBUTIONS)

    assert proven.rows == [
        "distribution: 18 rows read = 13 emitted + 5 filtered + 0 rejected",
        "  5 filtered: heading",
    ]
    assert [note.message for note in proven.build.diagnostics] == [
        "'1.48.' is read as '1.48': a full stop has no place in a version"
    ]
    releases = proven.modules["distribution"]
    assert Counter(each.name for each in releases.RECORDS) == {
        "CentOS Stream": 1,
        "Debian": 2,
        "RHEL": 4,
        "SLES": 2,
        "Ubuntu": 4,
    }
    debian, rhel = releases.BY_KEY["Debian", '12.x (Bookworm) ("oldstable")'], releases.BY_KEY["RHEL", "8.4"]
    assert (debian.codename, debian.libvirt, debian.libguestfs) == ("Bookworm", "9.0.0", "1.48")
    assert (rhel.codename, rhel.libvirt, rhel.libguestfs) == (None, "7.0.0-8", "1.44.0-2")


CHIPS = r"""
sources = ["other/micropython/docs/esp32/quickref.rst"]

[datasets.chip]
tables = [{ heading = "PWM *" }]
orientation = "columns"
key = "name"

[datasets.chip.fields]
name = { column = "Hardware specification", explode = "," }
groups = { column = "Number of groups (speed modes)", type = "int" }
timers = { column = "Number of timers per group", type = "int" }
channels = { column = "Total PWM channels (Pins, duties) = (groups * channels)", type = "int" }
"""


def test_columns_as_records(corpus: Path, tmp_path: Path) -> None:
    """Three columns are records, and make nine of as many chips."""
    proven = prove(corpus, tmp_path, CHIPS)

    assert proven.rows == ["chip: 3 rows read + 6 added = 9 emitted + 0 filtered + 0 rejected"]
    assert [(each.name, each.groups, each.timers, each.channels) for each in proven.modules["chip"].RECORDS] == [
        ("ESP32", 2, 4, 16),
        ("ESP32-S2", 1, 4, 8),
        ("ESP32-S3", 1, 4, 8),
        ("ESP32-P4", 1, 4, 8),
        ("ESP32-C2", 1, 4, 6),
        ("ESP32-C3", 1, 4, 6),
        ("ESP32-C5", 1, 4, 6),
        ("ESP32-C6", 1, 4, 6),
        ("ESP32-H2", 1, 4, 6),
    ]


GUIDES = r"""
sources = ["other/devguide/internals.rst"]

[datasets.guide]
tables = [{ caption = "* references", count = 2 }]
key = "url"

[datasets.guide.fields]
title = "Title"
url = { column = "Title", type = "url" }
current = { context = "caption", type = "bool", pattern = '(\w+) .+', true = ["Current"], false = ["Historical"] }
author = { column = "Author", optional = true }
python = { column = "Version", optional = true }
"""


def test_csv_tables(corpus: Path, tmp_path: Path) -> None:
    """Cells of csv tables have links whose addresses stand below; the caption tells the tables apart."""
    proven = prove(corpus, tmp_path, GUIDES)

    assert proven.rows == ["guide: 11 rows read = 11 emitted + 0 filtered + 0 rejected"]
    guides = proven.modules["guide"]
    assert Counter(each.current for each in guides.RECORDS) == {True: 7, False: 4}
    assert (guides.RECORDS[0].author, guides.RECORDS[0].python) == (None, None)
    assert guides.BY_KEY["https://hackmd.io/s/ByMHBMjFe"].author == "Louie Lu"
    assert guides.BY_KEY["https://pythonextensionpatterns.readthedocs.io/en/latest/"].python == "3.9+"


EXIT_CODES = r"""
sources = ["other/nova/doc/source/cli/nova-manage.rst"]

[datasets.exit_code]
tables = [{ header = ["Return code", "Description"], count = 28 }]
key = ["command", "code"]

[datasets.exit_code.fields]
command = { context = "heading" }
code = { column = "Return code", type = "int" }
meaning = { column = "Description", type = "markup" }
"""


def test_list_tables(corpus: Path, tmp_path: Path) -> None:
    """28 tables of one page are one dataset, and their headings the commands that exit with the codes."""
    proven = prove(corpus, tmp_path, EXIT_CODES)

    assert proven.rows == ["exit_code: 121 rows read = 121 emitted + 0 filtered + 0 rejected"]
    codes = proven.modules["exit_code"].BY_KEY
    assert len({command for command, _ in codes}) == 28
    assert codes["db sync", 1].meaning.endswith(" cell0.")
    assert codes["db archive_deleted_rows", 2].meaning.endswith(" --max_rows.")
