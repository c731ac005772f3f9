"""Pages of status codes and of error codes, with a configuration of a dozen lines each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from proven import prove

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpus

VPC_ENDPOINT = r"""
sources = ["otc/vpc-endpoint/api-ref/source/appendix/*_codes.rst"]

[datasets.status]
tables = [{ document = "status_codes.rst", header = ["Status Code", "Returned Value"], count = 2 }]
key = "code"
name_field = "phrase"

[datasets.status.fields]
code = { column = "Status Code", type = "int" }
phrase = "Returned Value"
meaning = { column = "Description", type = "text" }
outcome = { context = "list-item", type = "enum", values = ["normal", "abnormal"] }

[datasets.error]
tables = [{ document = "error_codes.rst", caption = "Error codes" }]
key = "code"

[[datasets.error.overrides]]
row = { "Error Code" = "Endpoint.1018" }
column = "Error Code"
text = "EndPoint.1018"
reason = "all other codes have a capital P"
digest = "d5476ac96af3"

[datasets.error.fields]
code = { column = "Error Code", type = "code", pattern = 'EndPoint\.\d{4}' }
status = { column = "Status Code", type = "int" }
message = "Error Message"
remedy = { column = ["Solution", "Handling Measure"], type = "text" }
"""


def test_vpc_endpoint(corpus: Path, tmp_path: Path) -> None:
    """Two tables in a bullet list make one dataset; of 155 error codes, one is misspelt, and is corrected."""
    proven = prove(corpus, tmp_path, VPC_ENDPOINT, enums=("status",))

    assert proven.rows == [
        "status: 16 rows read = 16 emitted + 0 filtered + 0 rejected",
        "error: 155 rows read = 155 emitted + 0 filtered + 0 rejected",
    ]
    assert [note.message for note in proven.build.diagnostics] == [
        "'Endpoint.1018' is read as 'EndPoint.1018': all other codes have a capital P"
    ]
    statuses, errors = proven.modules["status"], proven.modules["error"]
    assert [(each.code, each.outcome) for each in statuses.RECORDS[:3]] == [
        (200, "normal"),
        (204, "normal"),
        (400, "abnormal"),
    ]
    assert Counter(each.outcome for each in statuses.RECORDS) == {"normal": 2, "abnormal": 14}
    assert proven.modules["status_enum"].Status(407).name == "PROXY_AUTHENTICATION_REQUIRED"
    assert errors.BY_KEY["EndPoint.1018"].status == 400
    assert errors.BY_KEY["EndPoint.1018"].message.startswith("Quota ")


ECS = r"""
sources = ["otc/elastic-cloud-server/api-ref/source/appendix/*_codes.rst"]

[datasets.status]
tables = [{ document = "http_status_codes.rst", count = 2 }]
key = "code"
name_field = "phrase"

[datasets.status.fields]
code = { column = ["Normal Status Code", "Error Status Code"], type = "int" }
phrase = "Description"

[datasets.error]
tables = [{ document = "error_codes.rst" }]
key = "code"
filters = [{ column = "Error Code", pattern = '(Common|Pdp)\..+', reason = "no errors of this service" }]

[datasets.error.fields]
code = { column = "Error Code", type = "code", pattern = 'Ecs\.\d{4}' }
status = { column = "HTTP Status Code", type = "reference", dataset = "status" }
message = "Error Message"
solution = { column = "Solution", type = "text" }
"""


def test_elastic_cloud_server(corpus: Path, tmp_path: Path) -> None:
    """The key is the second column; the status of each error is one of those that the other page lists."""
    proven = prove(corpus, tmp_path, ECS, enums=("status", "error"))

    assert proven.rows == [
        "status: 16 rows read = 16 emitted + 0 filtered + 0 rejected",
        "error: 155 rows read = 141 emitted + 14 filtered + 0 rejected",
        "  14 filtered: no errors of this service",
    ]
    errors = proven.modules["error"]
    assert [each.code for each in errors.RECORDS[:4]] == ["Ecs.0000", "Ecs.0001", "Ecs.0002", "Ecs.0003"]
    assert [(each.code, each.status) for each in errors.RECORDS if each.status not in {400, 403}] == [
        ("Ecs.0114", 404),
        ("Ecs.0603", 501),
        ("Ecs.0614", 404),
        ("Ecs.0615", 500),
    ]
    assert "flavor" in errors.BY_KEY["Ecs.0029"].message
    assert proven.modules["error_enum"].Error.ECS_0003.status == 403
    assert proven.modules["status_enum"].Status(413).name == "REQUEST_ENTITY_TOO_LARGE"


VPC = r"""
sources = ["otc/virtual-private-cloud/api-ref/source/appendix/*_codes.rst"]

[datasets.status]
tables = [{ caption = "* values", count = 2 }]
key = "code"
name_field = "phrase"

[datasets.status.fields]
code = { column = ["Normal Response Code", "Returned Value"], type = "int", pattern = '(\d+).*' }
phrase = { column = ["Type", "Returned Value"], pattern = '(?:\d+ )?(.+)' }

[datasets.error]
tables = [{ document = "error_codes.rst" }]
key = "code"
duplicates = "all"

[datasets.error.fields]
module = { column = "Module", fill_down = true }
status = { column = "Status Code", type = "reference", dataset = "status", explode = "/" }
code = { column = "Error Code", type = "code", pattern = 'VPC\.\d{4}' }
message = { column = "Message", type = "text" }
remedy = { column = "Handling Measure", type = "text" }

[datasets.reply]
tables = [{ document = "error_codes.rst" }]
key = ["code", "status", "message"]
duplicates = "merge"

[datasets.reply.fields]
status = { column = "Status Code", type = "int", explode = "/" }
code = "Error Code"
message = { column = "Message", type = "text" }
"""


def test_virtual_private_cloud(corpus: Path, tmp_path: Path) -> None:
    """One code comes with several modules, statuses and messages: a lookup gives all; what clients see is merged."""
    proven = prove(corpus, tmp_path, VPC, enums=("status",))

    assert proven.rows == [
        "status: 18 rows read = 18 emitted + 0 filtered + 0 rejected",
        "error: 201 rows read + 9 added = 210 emitted + 0 filtered + 0 rejected",
        "reply: 201 rows read + 9 added = 177 emitted + 0 filtered + 33 merged + 0 rejected",
    ]
    statuses, errors, replies = (proven.modules[name] for name in ("status", "error", "reply"))
    assert statuses.BY_KEY[204].phrase == "No Content"
    assert statuses.BY_KEY[504].phrase == "Gateway Timeout"
    assert (len(errors.BY_KEY), len({each.module for each in errors.RECORDS})) == (97, 50)
    assert [(each.module, each.status) for each in errors.BY_KEY["VPC.0105"]] == [
        ("Querying a VPC", 404),
        ("Querying a VPC", 500),
        ("Querying VPCs", 500),
        ("Deleting a VPC", 404),
        ("Deleting a VPC", 500),
        ("Updating a VPC", 404),
        ("Updating a VPC", 500),
    ]
    assert len(errors.BY_KEY["VPC.1801"]) == 22
    assert [(each.status, each.message) for each in replies.RECORDS if each.code == "VPC.0105"] == [
        (404, "Neutron error."),
        (500, "Neutron error."),
    ]
