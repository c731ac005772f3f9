"""Real pages with a configuration of a dozen lines each: the right rows with the right types."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import tablecast

if TYPE_CHECKING:
    from pathlib import Path

PAGES = "otc/vpc-endpoint/api-ref/source/appendix"

STATUS_CODES = """
sources = ["status_codes.rst"]

[datasets.status_code]
tables = [{ document = "status_codes.rst", header = ["Status Code", "Returned Value", "Description"], count = 2 }]
key = "status_code"
name_field = "returned_value"
outputs = [{ template = "python/enum.py.j2", path = "status_code.py" }]

[datasets.status_code.fields]
status_code = { column = "Status Code", type = "int" }
returned_value = "Returned Value"
description = "Description"
outcome = { context = "list-item", type = "enum", values = ["normal", "abnormal"] }
"""

ERROR_CODES = """
sources = ["error_codes.rst"]

[datasets.error_code]
tables = [{ caption = "Error codes", header = ["Error Code"] }]
key = "error_code"
outputs = [{ template = "json/records.json.j2", path = "error_code.json" }]

[datasets.error_code.fields]
error_code = "Error Code"
status = { column = "Status Code", type = "int" }
message = "Error Message"
description = "Description"
solution = ["Solution", "Handling Measure"]
"""


@pytest.fixture
def pages(corpus: Path, tmp_path: Path) -> Path:
    """A copy of the two pages."""
    for name in ("status_codes.rst", "error_codes.rst"):
        shutil.copy(corpus / PAGES / name, tmp_path)
    return tmp_path


@pytest.mark.corpus
def test_status_codes(pages: Path) -> None:
    """Two tables in a bullet list make one dataset, and the list's items say which outcome."""
    (pages / "tablecast.toml").write_text(STATUS_CODES, encoding="utf-8")

    records = tablecast.load(pages / "tablecast.toml")["status_code"].records

    assert len(records) == 16
    assert {tuple(type(value.data) for value in record.values) for record in records} == {(int, str, str, str)}
    assert [record.values[3].data for record in records] == ["normal"] * 2 + ["abnormal"] * 14
    assert [change.action for change in tablecast.generate(pages / "tablecast.toml")] == ["created"]
    assert tablecast.check(pages / "tablecast.toml") == ()


@pytest.mark.corpus
def test_error_codes(pages: Path) -> None:
    """A page of error codes: the key is the second column, and the status is a number."""
    (pages / "tablecast.toml").write_text(ERROR_CODES, encoding="utf-8")

    dataset = tablecast.load(pages / "tablecast.toml")["error_code"]

    assert [field.type for field in dataset.schema.fields] == ["str", "int", "str", "str", "str"]
    assert len(dataset.records) == 155
    assert {record.values[1].data for record in dataset.records} <= {400, 401, 403, 404, 500, 504}
    assert dataset.records[0].values[0].data == "EndPoint.0001"
    # The page writes one code with another capital than all others, and that is what a reader reads.
    assert [str(record.values[0].data) for record in dataset.records if "Endpoint" in record.values[0].text] == [
        "Endpoint.1018"
    ]
