"""Names of records and fields in what templates write: hard ones, pinned ones, and those that clash."""

from __future__ import annotations

import builtins
import keyword
import re
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from datasets import dataset, imported, text_of, written
from tablecast.config import OutputConfig
from tablecast.diagnostics import Location, Related
from tablecast.model import Dataset, Field
from tablecast.naming import RESERVED
from tablecast.writers import render

if TYPE_CHECKING:
    from tablecast.diagnostics import Diagnostic
    from tablecast.naming import Language

ENUM = "python/enum.py.j2"
RECORDS = "python/records.py.j2"
NAMES = "{% for record in dataset.records %}{{ record.identifier(options.text('style'), 'python') }}\n{% endfor %}"

HARD: dict[str, tuple[str, str, str]] = {
    "class": ("CLASS", "class_", "class"),
    "None": ("NONE", "none", "none"),
    "l": ("LOWER_L", "l", "l"),
    "O": ("O_", "upperO", "upper_o"),
    "print": ("PRINT", "print", "print"),
    "int": ("INT", "int", "int_"),
    "NULL": ("NULL", "null_", "null"),
    "mro": ("MRO", "mro", "mro"),
    "name": ("NAME", "name", "name"),
    "value": ("VALUE", "value", "value"),
    "_missing_": ("MISSING", "missing", "missing"),
    "_generate_next_value_": ("GENERATE_NEXT_VALUE", "generateNextValue", "generate_next_value"),
    "__init__": ("INIT", "init", "init"),
    "__system__encrypted": ("SYSTEM_ENCRYPTED", "systemEncrypted", "system_encrypted"),
    "404": ("TEXT_404", "text404", "text_404"),
    "5xx": ("TEXT_5XX", "text5xx", "text_5xx"),
    "->>": ("MINUS_GREATER_GREATER", "minusGreaterGreater", "minus_greater_greater"),
    "->": ("MINUS_GREATER", "minusGreater", "minus_greater"),
    "<=": ("LESS_EQUALS", "lessEquals", "less_equals"),
    "!=": ("EXCLAMATION_EQUALS", "exclamationEquals", "exclamation_equals"),
    "C": ("C", "upperC", "upper_c"),
    "C++": ("C_PLUS_PLUS", "cPlusPlus", "c_plus_plus"),
    "C#": ("C_SHARP", "cSharp", "c_sharp"),
    "'B'": ("B", "upperB", "upper_b"),
    "'b'": ("LOWER_B", "b", "b"),
    "-v": ("LOWER_V", "v", "v"),
    "-V": ("V", "upperV", "upper_v"),
    "%m": ("PERCENT_LOWER_M", "percentLowerM", "percent_m"),
    "%M": ("PERCENT_M", "percentM", "percent_upper_m"),
    "na\xefve": ("NAIVE", "naive", "naive"),
    "\u4e2d\u6587": ("U4E2D_U6587", "u4e2dU6587", "u4e2d_u6587"),
    "\xb5s": ("MUS", "mus", "mus"),
    "x" * 200: ("X" * 60, "x" * 60, "x" * 60),
    "": ("TEXT_1", "text1", "text_1"),
    " ": ("EMPTY", "empty", "empty"),
}
"""Texts, and their names as members of a Python enum, as constants of TypeScript, and as identifiers of C."""


def named(*texts: str, **facts: object) -> Dataset:
    """A dataset of records with a key, that are called as some texts say."""
    rows = [(f"k{number}", text) for number, text in enumerate(texts, 1)]
    return dataset([Field("id"), Field("text")], rows, key=("id",), name_field="text", **facts)


def hard() -> Dataset:
    """All of the texts; the empty one has the key 1."""
    rows = [(number, text) for number, text in enumerate(reversed(HARD), 1)]
    rows[0], rows[1] = (rows[0][0] + 1, rows[0][1]), (rows[1][0] - 1, rows[1][1])
    return dataset([Field("id", "int"), Field("text")], rows, key=("id",), name_field="text")


def identifiers(drawn: Dataset, style: str, language: str = "python") -> list[str]:
    """What `record.identifier` gives for each record."""
    return written(drawn, NAMES.replace("'python'", f"'{language}'"), style=style).splitlines()


def diagnostics(drawn: Dataset, template: str = ENUM) -> tuple[Diagnostic, ...]:
    """What rendering a dataset has to say."""
    return render(drawn, OutputConfig(template, "out", {})).diagnostics


class TestHardNames:
    """Whatever a text is, its name is an identifier that reads like it."""

    def test_members_of_an_enum(self) -> None:
        members = imported(text_of(hard(), ENUM)).StatusCode
        assert {each.text: each.name for each in members} == {text: names[0] for text, names in HARD.items()}
        assert diagnostics(hard()) == ()

    def test_members_whose_keys_are_hard(self) -> None:
        keys = [text for text in HARD if text]
        drawn = dataset([Field("text"), Field("n", "int")], [(key, 1) for key in keys], key=("text",))
        members = imported(text_of(drawn, ENUM)).StatusCode
        assert {each.value: each.name for each in members} == {text: HARD[text][0] for text in keys}
        assert [members(key).value for key in keys] == keys

    def test_typescript_and_c(self) -> None:
        texts = [record.values[1].data for record in hard().records]
        camel, snake = identifiers(hard(), "camel", "typescript"), identifiers(hard(), "snake", "c")
        assert dict(zip(texts, zip(camel, snake, strict=True), strict=True)) == {
            text: names[1:] for text, names in HARD.items()
        }

    @pytest.mark.parametrize("template", [ENUM, RECORDS])
    def test_attributes(self, template: str) -> None:
        """Fields that are called like what Python and the classes have already are still had, and break nothing."""
        taken = {*dir(builtins), *keyword.kwlist, *keyword.softkwlist, *dir(IntEnum), *dir(StrEnum), *HARD}
        names = sorted({name.strip("_ ").casefold(): name for name in sorted(taken) if name.strip("_ ")}.values())
        drawn = dataset([Field("id_"), *map(Field, names)], [["a", *names], ["b", *names]], key=("id_",))
        module = imported(text_of(drawn, template))
        records = list(module.StatusCode) if template == ENUM else list(module.RECORDS)
        annotations = list(module.StatusCode.__annotations__)[-len(names) :]
        assert [[getattr(each, name) for name in annotations] for each in records] == [names, names]
        if template == ENUM:
            assert [(each.name, each.value, f"{each}", each.upper()) for each in records] == [
                ("LOWER_A", "a", "a", "A"),
                ("LOWER_B", "b", "b", "B"),
            ]

    @pytest.mark.parametrize("language", RESERVED)
    @pytest.mark.parametrize("style", ["snake", "camel", "pascal", "screaming"])
    def test_in_every_language(self, style: str, language: Language) -> None:
        names = identifiers(hard(), style, language)
        assert len(set(names)) == len(HARD)
        assert not RESERVED[language].intersection(names)
        assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,60}", name) for name in names)


class TestPinnedNames:
    """`names` in the configuration of a dataset."""

    def test_a_pinned_name_in_all_styles(self) -> None:
        drawn = named("Bad area", "Other", names={"k1": "wrong area"})
        assert identifiers(drawn, "screaming") == ["WRONG_AREA", "OTHER"]
        assert identifiers(drawn, "pascal") == ["WrongArea", "Other"]
        assert [each.name for each in imported(text_of(drawn, ENUM)).StatusCode] == ["WRONG_AREA", "OTHER"]

    def test_a_compound_key(self) -> None:
        fields = [Field("area"), Field("code", "int"), Field("text")]
        rows = [("a", 1, "Same"), ("a", 2, "Same")]
        drawn = dataset(fields, rows, key=("area", "code"), name_field="text", names={"a, 2": "second"})
        assert identifiers(drawn, "snake") == ["same_a_1", "second"]

    def test_links_stay(self) -> None:
        """The anchors of a Markdown table are made of the key, whatever the record is called."""
        plain, pinned = named("Bad"), named("Bad", names={"k1": "worse"})
        assert text_of(pinned, "markdown/table.md.j2") == text_of(plain, "markdown/table.md.j2")


class TestRecordsWithoutNames:
    """What has no text of its own to be named by."""

    def test_an_empty_name_is_that_of_the_key(self) -> None:
        fields = [Field("id"), Field("text", optional=True)]
        drawn = dataset(fields, [("a-1", None), ("b-1", ""), ("c-1", "Said")], key=("id",), name_field="text")
        assert identifiers(drawn, "screaming") == ["A_1", "B_1", "SAID"]

    def test_records_of_one_key_are_told_apart_by_the_rest(self) -> None:
        """No name depends on the order, not even among records that share their key."""
        drawn = dataset([Field("id"), Field("text")], [("same", "x"), ("same", "y")], key=("id",))
        drawn = replace(drawn, schema=replace(drawn.schema, duplicates="all"))
        names = identifiers(drawn, "snake")
        assert names == ["same_f608cc", "same_18424d"]
        assert identifiers(replace(drawn, records=drawn.records[::-1]), "snake") == names[::-1]


class TestClashes:
    """A warning where names clash, since a row that comes or goes can rename the others."""

    def test_records_that_clash(self) -> None:
        drawn = named("Invalid parameter", "Fine", "invalid parameter!")
        (found,) = diagnostics(drawn)
        assert str(found) == (
            "source_docs/vpcep_08_0001.rst:11:20: warning: the names of 2 records clash, "
            "so that this one is called 'invalid parameter k1' [name-clash]"
        )
        place = Location("source_docs/vpcep_08_0001.rst", 13, 20)
        assert found.related == (Related(place, "this one is 'invalid parameter k3'"),)
        assert found.hint.splitlines() == [
            "a row that comes or goes may rename them; to pin what each is called, add to the dataset 'status_code':",
            'names.k1 = "invalid parameter k1"',
            'names.k3 = "invalid parameter k3"',
        ]

    def test_keys_that_need_quotes(self) -> None:
        drawn = dataset([Field("id")], [('a "b"',), ("A.b",), ("a\tb",)], key=("id",))
        (found,) = diagnostics(drawn)
        assert [line.split(" = ")[0] for line in found.hint.splitlines()[1:]] == [
            'names."a \\"b\\""',
            'names."A.b"',
            'names."a\\tb"',
        ]

    def test_what_is_told_to_be_pinned_settles_it(self) -> None:
        drawn = named("Bad", "bad")
        pinned = replace(drawn, names={"k1": "bad k1", "k2": "bad k2"})
        assert diagnostics(pinned) == ()
        assert text_of(pinned, ENUM) == text_of(drawn, ENUM)

    def test_giving_the_name_to_one_settles_it(self) -> None:
        drawn = named("Bad", "bad", "Bad!", names={"k2": "bad"})
        assert diagnostics(drawn) == ()
        assert identifiers(drawn, "screaming") == ["BAD_K1", "BAD", "BAD_K3"]

    def test_only_what_is_not_pinned_is_told_to_be(self) -> None:
        (found,) = diagnostics(named("Bad", "bad", names={"k2": "worse"}))
        assert found.hint.splitlines()[1:] == ['names.k1 = "bad k1"']

    def test_a_user_s_template_that_asks_for_names(self) -> None:
        drawn = named("Bad", "bad")
        text = "{% for record in dataset.records %}{{ record.identifier('pascal', 'c') }} {% endfor %}"
        rendered = render(drawn, OutputConfig("mine.j2", "out", {}), {"mine.j2": text}.get)
        assert rendered.data == b"BadK1 BadK2 \n"
        assert rendered.diagnostics == diagnostics(drawn)

    @pytest.mark.parametrize("template", [RECORDS, "json/records.json.j2", "markdown/table.md.j2"])
    def test_outputs_without_names_say_nothing(self, template: str) -> None:
        assert diagnostics(named("Bad", "bad"), template) == ()

    def test_records_without_a_key(self) -> None:
        drawn = dataset([Field("text")], [("Bad",), ("bad",)])
        rendered = render(drawn, OutputConfig("mine.j2", "out", {"style": "snake"}), {"mine.j2": NAMES}.get)
        assert [each.hint for each in rendered.diagnostics] == [
            "a row that comes or goes may rename them: choose a key that tells them apart"
        ]

    def test_letters_do_not_clash(self) -> None:
        assert diagnostics(named("b", "B", "-v", "-V", "%d", "%D")) == ()
