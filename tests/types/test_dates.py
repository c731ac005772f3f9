"""Dates and times: ISO 8601, formats, and what is refused for being unsure or not there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from fields import field, refusal
from tablecast.types import check_format, read_value

if TYPE_CHECKING:
    from tablecast.model import TypeName

ISO_DATE = 'is not a date in ISO 8601, such as 2024-01-31; say formats = ["%d.%m.%Y"], for example'
ISO_TIME = 'is not a datetime in ISO 8601, such as 2024-01-31T10:00; say formats = ["%d.%m.%Y %H:%M"], for example'


def test_reads_dates() -> None:
    read = read_value("2024-02-29", field("date"))
    assert (type(read), read) == (dt.date, dt.date(2024, 2, 29))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-01-31T10:00", "2024-01-31 10:00:00"),
        ("2024-01-31 10:00:05", "2024-01-31 10:00:05"),
        ("2024-01-31T10:00:05.12Z", "2024-01-31 10:00:05.120000+00:00"),
        ("2024-01-31T10:00+05:30", "2024-01-31 10:00:00+05:30"),
        ("2024-01-31T10:00-0530", "2024-01-31 10:00:00-05:30"),
    ],
)
def test_reads_datetimes(text: str, value: str) -> None:
    read = read_value(text, field("datetime"))
    assert (type(read), str(read)) == (dt.datetime, value)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("date", "31.01.2024", f"'31.01.2024' {ISO_DATE}"),
        ("date", "2024-1-31", f"'2024-1-31' {ISO_DATE}"),
        ("date", "20240131", f"'20240131' {ISO_DATE}"),
        ("date", "2024-01-31T10:00", f"'2024-01-31T10:00' {ISO_DATE}"),
        ("date", "2024-01-31\n", rf"'2024-01-31\n' {ISO_DATE}"),
        ("date", "2024-02-30", "'2024-02-30' is not a date: there is no such day"),
        ("date", "0000-01-01", "'0000-01-01' is not a date: there is no such day"),
        ("datetime", "2024-01-31", f"'2024-01-31' {ISO_TIME}"),
        ("datetime", "2024-01-31T10", f"'2024-01-31T10' {ISO_TIME}"),
        ("datetime", "2024-01-31T10:00:00.1234567", f"'2024-01-31T10:00:00.1234567' {ISO_TIME}"),
        ("datetime", "2024-01-31T25:00", "'2024-01-31T25:00' is not a datetime: there is no such day or time"),
        (
            "datetime",
            "2024-01-31T10:00+24:00",
            "'2024-01-31T10:00+24:00' is not a datetime: there is no such day or time",
        ),
    ],
)
def test_refuses(kind: TypeName, text: str, message: str) -> None:
    assert refusal(text, field(kind)) == message


@pytest.mark.parametrize(
    ("pattern", "text", "value"),
    [
        ("%d.%m.%Y", "31.01.2024", dt.date(2024, 1, 31)),
        ("%d.%m.%Y", "1.2.2024", dt.date(2024, 2, 1)),
        ("%d%m%Y", "31012024", dt.date(2024, 1, 31)),
        ("%d %b %Y", "1 jan 2024", dt.date(2024, 1, 1)),
        ("%B %d, %Y", "December 24, 2024", dt.date(2024, 12, 24)),
        ("%a, %d %b %Y", "Mon, 1 Jan 2024", dt.date(2024, 1, 1)),
        ("%A (%d/%m/%y)", "Sunday (31/12/23)", dt.date(2023, 12, 31)),
        ("%d/%m/%y", "1/1/69", dt.date(1969, 1, 1)),
        ("%d/%m/%y", "1/1/68", dt.date(2068, 1, 1)),
        ("%d%%%m%%%Y", "1%2%2024", dt.date(2024, 2, 1)),
    ],
)
def test_reads_dates_in_a_format(pattern: str, text: str, value: dt.date) -> None:
    assert read_value(text, field("date", formats=(pattern,))) == value


@pytest.mark.parametrize(
    ("pattern", "text", "value"),
    [
        ("%d %b %Y %I:%M %p", "1 Jan 2024 12:05 am", "2024-01-01 00:05:00"),
        ("%d %b %Y %I %p", "1 Jan 2024 12 PM", "2024-01-01 12:00:00"),
        ("%Y-%m-%d %H:%M %Z", "2024-01-01 10:00 UTC", "2024-01-01 10:00:00+00:00"),
        ("%Y%m%d%H%M%S.%f%z", "20240101100001.5+0530", "2024-01-01 10:00:01.500000+05:30"),
    ],
)
def test_reads_datetimes_in_a_format(pattern: str, text: str, value: str) -> None:
    assert str(read_value(text, field("datetime", formats=(pattern,)))) == value


@pytest.mark.parametrize(
    ("formats", "text", "message"),
    [
        (["%d.%m.%Y"], "2024-01-31", "'2024-01-31' is not a date in the format '%d.%m.%Y'"),
        (["%d.%m.%Y", "%m/%y/%d"], "x", "'x' is not a date in the format '%d.%m.%Y' or '%m/%y/%d'"),
        (["%d %b %Y"], "1 Mai 2024", "'1 Mai 2024' is not a date in the format '%d %b %Y'"),
        (["%d.%m.%Y"], "30.2.2024", "'30.2.2024' is not a date: there is no such day"),
        (["%a %d.%m.%Y"], "Tue 1.1.2024", "'Tue 1.1.2024' is not a date: 2024-01-01 is a Monday"),
        # Either of the ones could be the month.
        (["%d%m%Y"], "1112024", "'1112024' is not a date in the format '%d%m%Y'"),
        (
            ["%d/%m/%Y", "%m/%d/%Y"],
            "01/02/2024",
            "'01/02/2024' means two things: 2024-02-01 by '%d/%m/%Y', 2024-01-02 by '%m/%d/%Y'",
        ),
    ],
)
def test_refuses_in_a_format(formats: list[str], text: str, message: str) -> None:
    assert refusal(text, field("date", formats=tuple(formats))) == message


def test_formats_that_mean_the_same_are_no_contradiction() -> None:
    assert read_value("2/2/2024", field("date", formats=("%d/%m/%Y", "%m/%d/%Y"))) == dt.date(2024, 2, 2)


def test_an_hour_that_half_a_day_does_not_have_is_refused() -> None:
    afternoon = field("datetime", formats=("%Y-%m-%d %I %p",))
    message = "'2024-01-31 13 PM' is not a datetime: there is no such day or time"
    assert refusal("2024-01-31 13 PM", afternoon) == message


@pytest.mark.parametrize("text", ["%d.%m.%Y", "%A, %B %d, %y", "%%%Y%m%d"])
def test_accepts_formats_that_say_a_day(text: str) -> None:
    check_format(text, "date")


_KNOWN = "'%Y', '%y', '%m', '%B', '%b', '%d', '%A', '%a', '%H', '%I', '%p', '%M', '%S', '%f', '%z', '%Z' or '%%'"


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("date", "%x", f"the format '%x' has '%x'; use {_KNOWN}"),
        ("date", "%d.%m.%Y%", f"the format '%d.%m.%Y%' has '%'; use {_KNOWN}"),
        ("date", "", "the format '' does not say the year, which a date has"),
        ("date", "%B %Y", "the format '%B %Y' does not say the day, which a date has"),
        ("date", "%Y %y %m %d", "the format '%Y %y %m %d' says the year twice"),
        (
            "date",
            "%Y%m%d%H",
            "the format '%Y%m%d%H' says the hour, which a date does not have; use type = \"datetime\"",
        ),
        ("datetime", "%Y%m%d", "the format '%Y%m%d' does not say the hour, which a datetime has"),
        ("datetime", "%Y%m%d%I", "the format '%Y%m%d%I' has '%I' without '%p'; use '%H' for hours from 0 to 23"),
        ("datetime", "%Y%m%d%H%p", "the format '%Y%m%d%H%p' has '%p' without '%I'"),
    ],
)
def test_refuses_formats(kind: str, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        check_format(text, "date" if kind == "date" else "datetime")
    assert str(caught.value) == message
