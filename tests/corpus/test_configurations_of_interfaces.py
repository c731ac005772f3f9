"""Descriptions of programming interfaces: one dataset gathered over many pages, which the context tells apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from proven import prove

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpus

PERMISSIONS = r"""
sources = ["otc/vpc-endpoint/api-ref/source/permissions_policies_and_supported_actions/*.rst"]

[datasets.action]
tables = [{ caption = "Actions for managing *", count = 4 }]
key = ["method", "path"]

[datasets.action.fields]
method = { column = "API", type = "enum", values = ["GET", "POST", "PUT", "DELETE"], pattern = '(\w+) .+' }
path = { column = "API", pattern = '\w+ (/v1/\S+)' }
action = { column = "Action", type = "code", pattern = 'vpcep:\w+:\w+' }
needs = { column = "Dependent Action", type = "list", separator = "lines", optional = true, missing = ["-"] }
enterprise = { column = "Enterprise Project", type = "bool", true = ["Y"], false = ["X"] }

[[datasets.action.overrides]]
row = { Permission = "Creating a VPC endpoint" }
column = "API"
text = "POST /v1/{project_id}/vpc-endpoints"
reason = "the page of this call has a version in the path"
digest = "65e58823dc66"

[[datasets.action.overrides]]
row = { Permission = "Querying VPC endpoints" }
column = "API"
text = "GET /v1/{project_id}/vpc-endpoints"
reason = "the page of this call has a version in the path"
digest = "8d021d79af19"
"""
LOOKUP = '''
"""From a call to the actions that it takes."""

from typing import assert_type

from action import BY_KEY, Method


def actions(method: Method, path: str) -> tuple[str, ...]:
    """Give the actions of a call."""
    found = BY_KEY[method, path]
    return (found.action, *(found.needs or ()))


assert_type(BY_KEY["GET", "/v1/{project_id}/quotas"].enterprise, bool)
'''


def test_permissions(corpus: Path, tmp_path: Path) -> None:
    """A call leads to its actions; two calls of 19 lack a part of their path in the document, and are corrected."""
    proven = prove(corpus, tmp_path, PERMISSIONS, use=LOOKUP)

    assert proven.rows == ["action: 19 rows read = 19 emitted + 0 filtered + 0 rejected"]
    assert [note.code for note in proven.build.diagnostics] == ["overridden", "overridden"]
    calls = proven.modules["action"].BY_KEY
    assert calls["GET", "/v1/{project_id}/quotas"].action == "vpcep:quotas:get"
    assert calls["POST", "/v1/{project_id}/vpc-endpoints"].action == "vpcep:endpoints:create"
    assert calls["GET", "/v1/{project_id}/vpc-endpoints"].action == "vpcep:endpoints:list"
    assert calls["DELETE", "/v1/{project_id}/vpc-endpoints/{vpc_endpoint_id}"].action == "vpcep:endpoints:delete"
    assert {key: each.needs for key, each in calls.items() if each.needs} == {
        ("POST", "/v1/{project_id}/vpc-endpoint-services"): (
            "vpc:vpcs:get",
            "vpc:vpcs:list",
            "elb:loadbalancers:list",
            "elb:loadbalancers:get",
            "ecs:servers:list",
            "ecs:servers:get",
            "bms:servers:list",
            "bms:servers:get",
        ),
        ("GET", "/v1/{project_id}/vpc-endpoint-services/public"): ("vpc:vpcs:get", "vpc:vpcs:list", "vpc:subnets:get"),
    }
    assert {each.enterprise for each in calls.values()} == {False}


STATUS_CODES = r"""
sources = ["otc/virtual-private-cloud/api-ref/source/**/*.rst"]

[datasets.status]
tables = [
    { heading = "Status Codes", header = ["Status Code"], count = 39 },
    { document = "status_codes.rst", caption = "* values", count = 2 },
]
key = ["page", "code"]

[datasets.status.fields]
page = { context = "field:original_name", type = "code", pattern = '(.+)\.html' }
call = { context = "title" }
code = { column = ["Status Code", "Normal Response Code", "Returned Value"], type = "int", pattern = '(\d+).*' }
meaning = { column = "Description", type = "markup" }
"""


def test_status_codes_of_all_pages(corpus: Path, tmp_path: Path) -> None:
    """39 pages have the codes of one call each, and one those of all."""
    proven = prove(corpus, tmp_path, STATUS_CODES)

    assert proven.rows == ["status: 62 rows read = 62 emitted + 0 filtered + 0 rejected"]
    statuses = proven.modules["status"]
    assert len({each.page for each in statuses.RECORDS}) == 40
    assert Counter(each.code for each in statuses.RECORDS if each.page != "vpc_api_0002") == {
        200: 26,
        201: 4,
        202: 5,
        204: 9,
    }
    assert [(each.code, each.call) for each in statuses.RECORDS if each.page == "vpc_apiv3_0007"] == [
        (200, "Adding a Secondary CIDR Block to a VPC"),
        (202, "Adding a Secondary CIDR Block to a VPC"),
    ]
    assert statuses.BY_KEY["vpc_api_0002", 408].call == "Status Codes"


PARAMETERS = r"""
sources = ["otc/vpc-endpoint/api-ref/source/**/*.rst"]

[datasets.parameter]
tables = [{ header = ["Parameter", "Mandatory", "Type", "Description"], count = 31 }]
key = ["page", "part", "table", "name"]

[datasets.parameter.fields]
page = { context = "title" }
part = { context = "heading", type = "enum", values = ["URI", "Request", "Response"] }
table = { context = "caption" }
name = "Parameter"
mandatory = { column = "Mandatory", type = "bool", optional = true, pattern = '(?s)(?:(Yes|No)\b)?.*' }
condition = { column = "Mandatory", optional = true, pattern = '(?s)(?:Yes|No)?(?:\s+Note\s+)?(.*)' }
type = "Type"
description = { column = "Description", type = "markup" }
"""


def test_parameters_of_all_pages(corpus: Path, tmp_path: Path) -> None:
    """117 parameters of 31 tables are told apart by page, part of the call and table; five say when they are wanted."""
    proven = prove(corpus, tmp_path, PARAMETERS)

    assert proven.rows == ["parameter: 117 rows read = 117 emitted + 0 filtered + 0 rejected"]
    parameters = proven.modules["parameter"]
    assert Counter(each.part for each in parameters.RECORDS) == {"Request": 63, "URI": 42, "Response": 12}
    assert {(each.table, each.name): each.mandatory for each in parameters.RECORDS if each.condition} == {
        ("Query parameters", "endpoint_service_name"): False,
        ("Query parameters", "id"): False,
        ("Request parameters", "subnet_id"): False,
        ("Request parameters", "port_ip"): False,
        ("Data structure of field resource_tag", "value"): None,
    }
    page = "Batch Adding Tags to or Deleting Tags from a Specified Resource"
    tags = parameters.BY_KEY[page, "Request", "Request parameters", "tags"]
    assert (tags.mandatory, tags.type) == (False, "List<resource_tag>")
    action = parameters.BY_KEY[page, "Request", "Request parameters", "action"]
    assert action.mandatory
    assert action.description.endswith(" **create** or **delete**")


TAG_RULES = r"""
sources = ["otc/vpc-endpoint/umn/source/**/*.rst"]

[datasets.tag_rule]
tables = [{ caption = "Tag requirements for *", count = 12 }]
orientation = "columns"
key = "page"
duplicates = "merge"

[datasets.tag_rule.fields]
page = { context = "field:original_name" }
resource = { context = "caption", pattern = 'Tag requirements for (.+)' }
longest_key = { column = "Tag key", type = "int", pattern = '(?s).*a maximum of (\d+) .*' }
rules = { column = "Tag value", type = "list" }
"""


def test_one_record_a_page(corpus: Path, tmp_path: Path) -> None:
    """Each table is one record, whose fields are its rows; a page that has it twice has one record all the same."""
    proven = prove(corpus, tmp_path, TAG_RULES)

    assert proven.rows == ["tag_rule: 12 rows read = 11 emitted + 0 filtered + 1 merged + 0 rejected"]
    rules = proven.modules["tag_rule"]
    assert Counter(each.resource for each in rules.RECORDS) == {"VPC endpoints": 7, "VPC endpoint services": 4}
    assert {each.longest_key for each in rules.RECORDS} == {36}
    assert {len(each.rules) for each in rules.RECORDS} == {2}
    assert rules.BY_KEY["en-us_topic_0131645189.html"].rules[0].endswith(" 43 characters.")
