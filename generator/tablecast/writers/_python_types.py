"""How the values of fields are typed in a Python module: annotations, and the aliases and classes that they name.

A generated module depends on the standard library alone, so that it defines for itself what that does not have.
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tablecast.model import Field
from tablecast.naming import RESERVED, assign, identifier
from tablecast.writers._characters import columns
from tablecast.writers._contents import resolved
from tablecast.writers._literals.docstrings import attribute_docstring
from tablecast.writers._literals.python import WIDTH, escaped, literal, quoted, wrapped
from tablecast.writers._literals.python_values import EMPTY, Bracketed, Expression, Text
from tablecast.writers._python_words import BUILTINS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tablecast.model import TypeName

ALIAS_LIMIT, MEMBER_LIMIT = 24, 40
"""How long the names of types and of the members of an enumeration get; attributes have at most 34 characters."""

_OWN = """
    BY_KEY Decimal Final IntEnum Key Literal Mapping MappingProxyType NamedTuple Never Place Quantity RECORDS Range Self
    StrEnum dataclass dt
"""
TAKEN = RESERVED["python"] | BUILTINS | frozenset(_OWN.split())
"""Names that the class and the aliases of a module cannot have."""


class Annotation(NamedTuple):
    """How a type is written, and a value of it to stand where one is wanted and none known."""

    code: str
    default: Expression


_TEXT = Annotation("str", '""')
ANNOTATIONS: dict[TypeName, Annotation] = {
    "str": _TEXT,
    "text": _TEXT,
    "int": Annotation("int", "0"),
    "float": Annotation("float", "0.0"),
    "decimal": Annotation("Decimal", "Decimal(0)"),
    "bool": Annotation("bool", "False"),
    "enum": _TEXT,
    "code": _TEXT,
    "date": Annotation("dt.date", "dt.date(1, 1, 1)"),
    "datetime": Annotation("dt.datetime", Bracketed("dt.datetime(", (*(("", "1"),) * 3, ("tzinfo=", "dt.UTC")), ")")),
    "version": _TEXT,
    "quantity": Annotation("Quantity", Bracketed("Quantity(", (("", "0"), ("", Text(""))), ")")),
    "range": Annotation("Range", "Range(None, None)"),
    "list": Annotation("tuple[{}, ...]", "()"),
    "mapping": Annotation("Mapping[str, {}]", EMPTY),
    "url": _TEXT,
    "reference": Annotation("Place", 'Place("", "document", "")'),
    "markup": _TEXT,
}
"""One line per type. An enum is a text only where its values are not declared; a reference to a record is its key."""

_QUANTITY = '''class Quantity(NamedTuple):
    """An amount of a unit."""

    amount: int | Decimal
    unit: str'''
_RANGE = '''class Range(NamedTuple):
    """The numbers between two bounds; None is no bound."""

    minimum: {0} | None
    maximum: {0} | None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False
    unit: str = ""'''
_PLACE = '''class Place(NamedTuple):
    """A document, or a section, a table or another labelled place in it."""

    document: str
    kind: Literal["document", "section", "table", "place"]
    title: str'''


class Alias(NamedTuple):
    """The name of a type: the statement that defines it, and its docstring."""

    name: str
    code: str
    docstring: str


class PythonType(NamedTuple):
    """How the values of a field are typed.

    `leaf` describes the values themselves, or those inside of lists and mappings, of which `holders` are the types from
    the outside in; `texts` is how the texts of the leaf are written. `enumeration` defines the class of an enum with
    members.
    """

    annotation: str
    default: Expression
    leaf: Field
    holders: tuple[TypeName, ...] = ()
    texts: Callable[[str], Expression] = Text
    enumeration: str = ""
    aliases: tuple[Alias, ...] = ()


def python_types(
    fields: Sequence[Field], attributes: Sequence[str], names: AbstractSet[str], *, is_inferred: bool = False
) -> tuple[PythonType, ...]:
    """Give the types of fields, which are the `attributes` of a class; what they define is called like no other name.

    With `is_inferred`, values stand where type checkers see their types in them alone. There a text in a list is a
    `str`, and no `Literal`.
    """
    chains = [_opened(_chain(field)) if is_inferred else _chain(field) for field in fields]
    taken = TAKEN | names
    texts = [
        _unlike(taken, field.name + " values" * depth)
        for field, chain in zip(fields, chains, strict=True)
        for depth, _ in enumerate(_nameable(chain))
    ]
    given = iter(assign(texts, texts, "pascal", taken, limit=ALIAS_LIMIT))
    named = [tuple(islice(given, len(_nameable(chain)))) for chain in chains]
    return tuple(map(_python_type, chains, attributes, named))


def is_closed(field: Field) -> bool:
    """Tell whether the field's values are a closed set, which is a type of its own."""
    return field.type == "enum" and bool(field.values)


def leaf_of(field: Field) -> Field:
    """Give what describes a field's values, or those inside of its lists and mappings."""
    return _chain(field)[-1]


def classes(types: Sequence[PythonType]) -> tuple[str, ...]:
    """Give the classes that types need, as they are defined."""
    own = {"quantity": _QUANTITY, "range": _RANGE.format(_bounds(types)), "reference": _PLACE}
    leaves = {each.leaf.type for each in types}
    return (
        *(code for name, code in own.items() if name in leaves),
        *(each.enumeration for each in types if each.enumeration),
    )


def names_used(types: Sequence[PythonType]) -> frozenset[str]:
    """Give the names that types and what they define take from the standard library."""
    used = {name for each in types for name in _USED.get(each.leaf.type, ())}
    used |= {"Mapping" for each in types if "mapping" in each.holders}
    used |= {"StrEnum" if each.enumeration else "Literal" for each in types if is_closed(each.leaf)}
    return frozenset(used | {"Decimal" for each in types if each.leaf.type == "range" and "Decimal" in _bounds(types)})


_USED: dict[TypeName, tuple[str, ...]] = {
    "decimal": ("Decimal",),
    "date": ("dt",),
    "datetime": ("dt",),
    "quantity": ("Decimal", "NamedTuple"),
    "range": ("NamedTuple",),
    "reference": ("Literal", "NamedTuple"),
}


def _bounds(types: Iterable[PythonType]) -> str:
    """Give the type of the bounds of all ranges: they share a class."""
    kinds = {each.leaf.item.type if each.leaf.item else "int" for each in types if each.leaf.type == "range"}
    return {frozenset({"int"}): "int", frozenset({"decimal"}): "Decimal"}.get(frozenset(kinds), "int | Decimal")


def _chain(field: Field) -> tuple[Field, ...]:
    """Give a field and what is in it, from the outside in; a reference to a record is what its key is."""
    held = resolved(field)
    return (held, *_chain(held.item or Field(held.name))) if held.type in ("list", "mapping") else (held,)


def _unlike(taken: frozenset[str], text: str) -> str:
    """Let a text name something that is not taken, without the underscore that the name of a class cannot end in.

    Of a long text, what is added at the end may be cut off again.
    """
    offers = (text, f"{text} value", f"value of {text}")
    return next((each for each in offers if identifier(each, "pascal", limit=ALIAS_LIMIT) not in taken), text)


def _opened(chain: tuple[Field, ...]) -> tuple[Field, ...]:
    """Let the texts of a closed set inside of a list or a mapping be any texts."""
    *holders, leaf = chain
    return (*holders, replace(leaf, values=())) if holders and not leaf.members else chain


def _nameable(chain: tuple[Field, ...]) -> tuple[Field, ...]:
    """Give what may need a name: a closed set, then lists and mappings from the outside in."""
    *holders, leaf = chain
    return (leaf, *holders) if is_closed(leaf) else tuple(holders)


def _python_type(chain: tuple[Field, ...], attribute: str, names: tuple[str, ...]) -> PythonType:
    """Give the type of an attribute, from the inside out; `names` are for what needs one."""
    *holders, leaf = chain
    made = PythonType(*ANNOTATIONS[leaf.type], leaf)
    if is_closed(leaf):
        described = f"What `{attribute}` can {'hold' if holders else 'be'}."
        made = _enumerated(leaf, names[0], described) if leaf.members else _literal(leaf, names[0], described)
    for holder, name in zip(reversed(holders), reversed(names), strict=False):
        made = _held(made, holder, name, attribute_docstring(f"What `{attribute}` holds.", indent=0))
    return made


def _literal(leaf: Field, name: str, described: str) -> PythonType:
    alias = Alias(name, _literal_type(name, leaf), attribute_docstring(described, indent=0))
    first = Text(leaf.values[0], is_type=True)
    return PythonType(name, first, leaf, texts=partial(Text, is_type=True), aliases=(alias,))


def _enumerated(leaf: Field, name: str, described: str) -> PythonType:
    members = member_names(leaf)
    texts = {value: f"{name}.{member}" for value, member in members.items()}
    defined = _enumeration(name, described, members)
    return PythonType(name, texts[leaf.values[0]], leaf, texts=partial(_member, texts), enumeration=defined)


def _member(members: Mapping[str, str], text: str) -> Expression:
    return members.get(text, Text(text))


def _held(made: PythonType, holder: Field, name: str, described: str) -> PythonType:
    """Put a list or a mapping around a type; a long annotation gets a name."""
    code, default = ANNOTATIONS[holder.type]
    annotation, aliases = code.format(made.annotation), made.aliases
    if len(annotation) > ALIAS_LIMIT:
        aliases = (*aliases, Alias(name, f"{name} = {annotation}", described))
        annotation = name
    return made._replace(
        annotation=annotation,
        default=default,
        holders=(holder.type, *made.holders),
        aliases=aliases,
    )


def member_names(field: Field) -> dict[str, str]:
    """Name the members of an enum, by their values."""
    texts = dict(zip(field.values, field.members, strict=True))
    names = assign([*texts.values()], [*texts], "screaming", RESERVED["python"], prefix=field.name, limit=MEMBER_LIMIT)
    return dict(zip(texts, names, strict=True))


def _enumeration(name: str, described: str, members: Mapping[str, str]) -> str:
    lines = [
        f"    {member} = {wrapped(value, indent=4, lead=f'{member} = ', trail='')}" for value, member in members.items()
    ]
    return "\n".join([f"class {name}(StrEnum):", f'    """{described}"""', "", *lines])


def _literal_type(name: str, field: Field) -> str:
    """Define the alias on one line if it fits, else with a line per value, as formatters do.

    A trailing comma keeps the second form whatever its width; a single value has none, so its width has to be certain.
    """
    values = [literal(value, is_type=True) for value in dict.fromkeys(field.values)]
    line = f"{name} = Literal[{', '.join(values)}]"
    least, most = columns(line)
    if most <= WIDTH:
        return line
    if len(values) > 1:
        return "\n".join([f"{name} = Literal[", *(f"    {value}," for value in values), "]"])
    if least <= WIDTH:
        values = [quoted([escaped(each, uncertain=True, is_type=True) for each in field.values[0]])]
        line = f"{name} = Literal[{values[0]}]"
    return line if columns(line)[1] <= WIDTH else f"{name} = Literal[\n    {values[0]}\n]"
