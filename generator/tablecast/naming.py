"""From text to identifiers: one rule for Python, TypeScript and C.

Text becomes words, words become an identifier in a style, and `told_apart` tells identifiers apart that clash. Nothing
here depends on the Python version: character data comes from the Unicode 3.2 database that every Python has unchanged.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Literal, NamedTuple
from unicodedata import ucd_3_2_0 as ucd

from tablecast._regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

Style = Literal["snake", "camel", "pascal", "screaming", "kebab"]
"""How words are joined; `kebab` is for anchors and file names, which may begin with a digit."""

Language = Literal["python", "typescript", "c"]

LIMIT = 60
"""How long an identifier gets before the words that tell clashing ones apart."""

_PYTHON = (
    """
    False None True and as assert async await break case class continue def del elif else except finally for from global
    if import in is lambda match nonlocal not or pass raise return try type while with yield I O l
""".replace(" case ", " ")
    .replace(" match ", " ")
    .replace(" type ", " ")
)
_TYPESCRIPT = """
    abstract any arguments as async await boolean break case catch class const continue debugger declare default delete
    do else enum eval export extends false finally for from function get if implements import in infer instanceof
    interface is keyof let module namespace never new null number object of package private protected public readonly
    require return set static string super switch symbol this throw true try type typeof undefined unique unknown var
    void while with yield
"""
_C = """
    _Bool alignas alignof asm auto bool break case char const constexpr continue default do double else enum errno
    extern false float for fortran goto if inline int long main nullptr register restrict return short signed sizeof
    static static_assert struct switch thread_local true typedef typeof typeof_unqual union unsigned void volatile
    while EOF NULL
"""
RESERVED: dict[Language, frozenset[str]] = {
    "python": frozenset(_PYTHON.split()),
    "typescript": frozenset(_TYPESCRIPT.split()),
    "c": frozenset(_C.split()),
}
"""Words that cannot be identifiers, or that read badly as one (`l`, `O` and `I` look like digits)."""

_SPELLED = {
    "#": "sharp",
    "$": "dollar",
    "%": "percent",
    "&": "and",
    "*": "star",
    "+": "plus",
    "<": "less",
    "=": "equals",
    ">": "greater",
    "@": "at",
}
_SPELLED_ALONE = {
    "!": "exclamation",
    '"': "quote",
    "'": "apostrophe",
    "(": "left parenthesis",
    ")": "right parenthesis",
    ",": "comma",
    "-": "minus",
    ".": "dot",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "?": "question",
    "[": "left bracket",
    "\\": "backslash",
    "]": "right bracket",
    "^": "caret",
    "_": "underscore",
    "`": "backtick",
    "{": "left brace",
    "|": "pipe",
    "}": "right brace",
    "~": "tilde",
}
_APOSTROPHES = regex(r"(?<=[A-Za-z])['\u2019](?=[A-Za-z])")
_BRACKETED = regex(r"<([^<>]*[A-Za-z0-9][^<>]*)>")
_NEGATIVE = regex(r"(?<![^\s(\[])[-\u2212](?=\.?[0-9])")
_WORDS = regex(r"[A-Za-z0-9]+")
_HUMPS = regex(r"(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z]{2})(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_LETTER = regex(r"LETTER (?:SHARP |FINAL |DOTLESS )?([A-Z]+)")
_DIGEST_LENGTH = 6

_REMEMBERED = 2**12
"""How many texts the words are kept of: a name is tried in several ways, and records of many tables have one key."""


def words(text: str) -> tuple[str, ...]:
    """Split a text into lower-case ASCII words; there is at least one.

    Accents go (`naïve` gives `naive`), other letters and symbols get their Unicode name (`µs` gives `mus`, `→` gives
    `rightwards arrow`) or, lacking one, their number (`u4e2d`). Symbols that tell names apart are spelled, so that `C`,
    `C++` and `C#` differ; punctuation separates words, except that a text of punctuation alone is spelled, too.
    """
    plain = _NEGATIVE.sub(" minus ", _BRACKETED.sub(r" \1 ", _APOSTROPHES.sub("", text)))
    characters = ucd.normalize("NFKD", plain)
    spelled = "".join(_spell(character) for character in characters)
    found = _WORDS.findall(spelled)
    if not any(ucd.category(character)[0] in "LN" for character in characters):
        found = _WORDS.findall("".join(_spell_alone(character) for character in characters))
    return tuple(hump.lower() for word in found for hump in _HUMPS.split(word)) or ("empty",)


def identifier(
    text: str, style: Style, reserved: frozenset[str] = frozenset(), *, prefix: str | None = "n", limit: int = LIMIT
) -> str:
    """Turn a text into one identifier of at most `limit` characters, cut between words where that is possible.

    `prefix` is a text whose words come first when the identifier would begin with a digit, which None allows;
    an identifier that is `reserved` gets an underscore at its end.
    """
    return Form(style, reserved, prefix, limit).plain(Nameable(text, text))


def assign(  # noqa: PLR0913 - the options are keyword-only and have defaults.
    texts: Sequence[str],
    keys: Sequence[str],
    style: Style,
    reserved: frozenset[str] = frozenset(),
    *,
    prefix: str | None = "n",
    limit: int = LIMIT,
) -> tuple[str, ...]:
    """Give each of several texts an identifier of its own, as `told_apart` does; `keys` identify what is named."""
    return names_apart(map(Nameable, texts, keys), Form(style, reserved, prefix, limit))


class Nameable(NamedTuple):
    """What a thing is named by: its text, the text that identifies it, and the text that the user has pinned, if any.

    `rest` tells apart things that have one key.
    """

    text: str
    key: str
    pin: str | None = None
    rest: str = ""


class Form(NamedTuple):
    """What the identifiers of several things have in common; see `identifier`.

    With `shows_case`, a letter alone says its case where the style writes the other one, so that `b` and `B` never
    clash: they are `LOWER_B` and `B` in `screaming`, and `b` and `upper_b` in `snake`.
    """

    style: Style
    reserved: frozenset[str] = frozenset()
    prefix: str | None = "n"
    limit: int = LIMIT
    shows_case: bool = False

    def plain(self, thing: Nameable) -> str:
        """Name a thing as if it were alone."""
        return self._closed(_cut(self._stem(thing), self.limit))

    def pinned(self, text: str) -> str:
        """Name a thing by a text that is pinned, where a letter is spelled as it is meant to be."""
        return self._replace(shows_case=False).plain(Nameable(text, text))

    def with_key(self, thing: Nameable) -> str:
        """Name a thing with the words of its key at the end, unless its text says them already."""
        if thing.key == thing.text:
            return self.plain(thing)
        return self._with_end(thing, _cut(self._cased(thing.key), self.limit // 2))

    def with_digest(self, thing: Nameable) -> str:
        """Name a thing with a digest of all that identifies it at the end."""
        return self._with_end(thing, (_digest(thing),))

    def _with_end(self, thing: Nameable, end: tuple[str, ...]) -> str:
        return self._closed((*_cut(self._stem(thing), self.limit - len("_".join(end)) - 1), *end))

    def _closed(self, parts: Sequence[str]) -> str:
        return _close(_join(parts, self.style), self.reserved)

    def _stem(self, thing: Nameable) -> tuple[str, ...]:
        return _begin(self._cased(thing.text), self.prefix)

    def _cased(self, text: str) -> tuple[str, ...]:
        return _cased_words(text, self.style) if self.shows_case else words(text)


class Named(NamedTuple):
    """The identifiers of several things, and which of these clash: groups of two places or more."""

    names: tuple[str, ...]
    clashes: tuple[tuple[int, ...], ...]


def told_apart(things: Iterable[Nameable], form: Form) -> Named:
    """Give each of several things an identifier of its own.

    A name is the identifier of the text. All whose identifiers clash, not only the later ones, get the words of their
    key at the end; those that still clash with any other get a digest of text and key instead. Last, what is pinned is
    called so, and nothing else is. A pin that several things have counts for none.

    So a name depends on the thing itself, and on whether it clashes, but never on the order: moving, removing or adding
    what does not clash renames nothing, and a pin renames nothing but its thing and what it clashes with. The first to
    clash with a name changes that name, once (`Bad` alone, then `Bad` and `bad`), and the last to leave a clash changes
    it back, unless that name is pinned. But no name passes from one thing to another: none gets a name that is, or once
    was, or would be that of another which is still there. The limit: what is the same in all can only be numbered.
    """
    claimed = _claimed(tuple(things), form)
    given = set(claimed.pins.values())
    loose = {place for place, name in enumerate(claimed.plain) if place not in claimed.pins and name not in given}
    clashes = tuple(group for group in _groups(claimed.claims) if not loose.isdisjoint(group))
    return Named(_numbered(claimed.names, claimed.pins), clashes)


def names_apart(things: Iterable[Nameable], form: Form) -> tuple[str, ...]:
    """Name things as `told_apart` does, where nobody asks which of them clash."""
    claimed = _claimed(tuple(things), form)
    return _numbered(claimed.names, claimed.pins)


class _Claimed(NamedTuple):
    """What things are called on the way to names that differ, each in its place.

    `plain` is what each is called as if it were alone, `pins` what those are that are pinned, by their places. `names`
    differ, but for those of things that are the same in all. `claims` are all names that each thing has had.
    """

    plain: Sequence[str]
    pins: Mapping[int, str]
    names: Sequence[str]
    claims: Sequence[AbstractSet[str]]


def _claimed(those: Sequence[Nameable], form: Form) -> _Claimed:
    asked = {place: form.pinned(thing.pin) for place, thing in enumerate(those) if thing.pin is not None}
    counts = Counter(asked.values())
    pins = {place: name for place, name in asked.items() if counts[name] == 1}
    plain = names = [form.plain(thing) for thing in those]
    claims = [{name, pins.get(place, name)} for place, name in enumerate(plain)]
    for longer in (form.with_key, form.with_digest):
        claimed = Counter(name for claim in claims for name in claim)
        names = [longer(thing) if claimed[name] > 1 else name for thing, name in zip(those, names, strict=True)]
        for claim, name in zip(claims, names, strict=True):
            claim.add(name)
    return _Claimed(plain, pins, names, claims)


def _groups(claims: Sequence[AbstractSet[str]]) -> tuple[tuple[int, ...], ...]:
    """Group the places that claim a name in common, directly or by way of others."""
    claimants: dict[str, list[int]] = {}
    for place, claim in enumerate(claims):
        for name in claim:
            claimants.setdefault(name, []).append(place)
    groups: list[tuple[int, ...]] = []
    while claimants:
        group, todo = set[int](), [next(iter(claimants))]
        while todo:
            joined = claimants.pop(todo.pop(), ())
            todo += (name for place in joined if place not in group for name in claims[place])
            group.update(joined)
        groups.append(tuple(sorted(group)))
    return tuple(sorted(group for group in groups if len(group) > 1))


@lru_cache(_REMEMBERED)
def _cased_words(text: str, style: Style) -> tuple[str, ...]:
    """Split a text into words that say the case of a letter alone, where the style writes the other one."""
    found = words(text)
    letter = _lone_letter(text, found[-1])
    shown = _join(found, style)[-len(found[-1])]
    if not letter or letter.isupper() == shown.isupper():
        return found
    return (*found[:-1], "upper" if letter.isupper() else "lower", found[-1])


def _lone_letter(text: str, last: str) -> str:
    """Give the only letter of a text without digits if it is the `last` word: that of `-v` and `%d`, not of `C#`."""
    characters = [each for each in ucd.normalize("NFKD", text) if ucd.category(each)[0] in "LN"]
    letter = characters[0] if len(characters) == 1 else ""
    return letter if letter and ucd.category(letter) in {"Lu", "Ll"} and words(letter) == (last,) else ""


def _begin(parts: tuple[str, ...], prefix: str | None) -> tuple[str, ...]:
    return parts if parts[0][0].isalpha() or prefix is None else _begin(words(prefix), "n") + parts


def _cut(parts: Sequence[str], limit: int) -> tuple[str, ...]:
    """Drop words from the end until the rest fits, underscores counted; a single long word is cut."""
    kept = list(parts)
    while len(kept) > 1 and len("_".join(kept)) > limit:
        kept.pop()
    return (*kept[:-1], kept[-1][:limit])


def _join(parts: Sequence[str], style: Style) -> str:
    match style:
        case "snake":
            return "_".join(parts)
        case "kebab":
            return "-".join(parts)
        case "screaming":
            return "_".join(parts).upper()
        case "pascal":
            return "".join(part.capitalize() for part in parts)
        case "camel":
            return "".join([parts[0], *(part.capitalize() for part in parts[1:])])


def _close(name: str, reserved: frozenset[str]) -> str:
    return name + "_" if name in reserved else name


def _digest(thing: Nameable) -> str:
    data = f"{len(thing.text)}:{thing.text}{thing.key}{thing.rest}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:_DIGEST_LENGTH]


def _numbered(names: Sequence[str], pins: Mapping[int, str]) -> tuple[str, ...]:
    """Give each place its pin, else its name, with a number where another place has it already."""
    taken = {*names, *pins.values()}
    given = set(pins.values())
    result: list[str] = []
    for place, name in enumerate(names):
        unique = pins.get(place, name)
        if place not in pins and name in given:
            unique = next(free for number in count(2) if (free := f"{name}_{number}") not in taken)
        taken.add(unique)
        given.add(unique)
        result.append(unique)
    return tuple(result)


def _spell(character: str) -> str:
    """Spell a character of NFKD text in ASCII: a letter joins its word, a symbol is a word or more of its own."""
    if character.isascii():
        return f" {_SPELLED[character]} " if character in _SPELLED else character
    category = ucd.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    if category[0] in "ZP":
        return " "
    digit = ucd.decimal(character, None)
    return str(digit) if digit is not None else _by_name(character)


def _spell_alone(character: str) -> str:
    if character in _SPELLED_ALONE:
        return f" {_SPELLED_ALONE[character]} "
    return _by_name(character) if ucd.category(character)[0] == "P" and not character.isascii() else _spell(character)


def _by_name(character: str) -> str:
    name = ucd.name(character, "")
    if not name or "IDEOGRAPH" in name:
        return f" u{ord(character):04x} "
    letter = _LETTER.search(name)
    return letter[1].lower() if letter else f" {name.lower()} "
