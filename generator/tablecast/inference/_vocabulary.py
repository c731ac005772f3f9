"""The words that headers are made of, by what they say about the column below.

A word never decides alone: it only breaks ties between readings that the cells themselves allow.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, takewhile

from tablecast._regex import regex
from tablecast.naming import words

_IN_BRACKETS = regex(r"\([^()]*\)")
_MAY_BE_UNIT = regex(r"[(\[](?:in )?([^()\[\]]+)[)\]]| in (\S{2,}|%)\Z")
_PLURAL = regex(r"(?<=\w)\(s\)")
_LETTER_OR_DIGIT = regex(r"[^\W_]")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


IDENTITY = _set("""
    abbreviation acronym action address argument attribute bit builtin char character class code codes command converter
    directive element error event extension field flag flavor function gpio id identifier ids item key keyword label
    macro member metric mnemonic module name object offset opcode operation operator option package parameter parameters
    pin privilege property quota register resource role rule series setting signal slug statement symbol tag term
    token trace uri url uuid variable
""")
"""What a column is called that tells rows apart."""

CODES = _set("action code codes id identifier ids key uuid")
"""What a column is called that was made to tell rows apart, more so than the name at their left."""

PROSE = _set("""
    about advantages answer author authors cause causes change changes comment comments configuration constraint
    constraints contact content contents default definition dependencies dependency description detail details
    difference differences effect example examples explanation function headline information introduction link links
    maintainer maintainers mandatory meaning message notes note optional prerequisites procedure prompt prompts purpose
    question range reason reference references remark remarks required requirement requirements result see size solution
    solutions suggestion summary text tip type unit units usage use what workaround
""")
"""What a column is called that tells about a row and not which row it is."""

SAYING = _set("""
    answer cause causes comment comments definition description detail details direction example examples explanation
    headline information message note notes prompt prompts question reason remark remarks result solution solutions
    suggestion summary symptom symptoms text tip usage use what workaround
""")
"""What even the first column is called when it does not name its rows."""

MEASURE = _set("""
    amount average bandwidth bytes capacity cost current db delay depth distance duration factor frequency gain gb gib
    height iops latency length level limit lower max maximum mb memory mib min minimum percent percentage power price
    quantity rate ratio resolution score size speed step temperature throughput time timeout total upper voltage weight
    width
""")
"""What a column of measured or counted values is called."""

TIMES = _set("age delay duration expiry interval latency period retention time timeout ttl uptime")
"""What a column of spans of time is called."""

VERSION = _set("added deprecated introduced microversion release removed since version versions")
"""What a column of versions is called."""

NUMBERED = _set("""
    account barcode card ean fax iban imei isbn mobile phone plz post postal postcode serial sku telephone tel vat zip
    zipcode
""")
"""What a column is called whose digits are a name: nobody counts with them."""

BOUNDED = _set("bounds interval limits port ports range ranges")
"""What a column is called that may hold ranges."""

MADE = _set("action code codes flavor gpio id identifier ids mnemonic opcode pin series uuid")
"""What a column is called whose values a system made, and which it takes as they are."""

SAMPLE = _set("configuration default defaults example examples sample setting value values")
"""What a column is called whose cells belong to their row: what they have in common is chance."""

NAMING = _set("constant label meaning mnemonic name phrase returned symbol title type")
"""What a column is called that names the thing that a code stands for."""

HEADINGS = (
    IDENTITY
    | PROSE
    | VERSION
    | _set("""
    alias area board category chip component country date day device directory email environment expert feature file
    filename format group host input instead kind language level license location manual method mode model number old
    new os output owner page path platform priority product programme project protocol release score section service
    severity source state status step support supported syntax system target task test title tool user vendor year
""")
)
"""Words that headers are often made of."""

LABELS = _set("""
    address alias amount application author authors bits category class classification code company component
    constraints copyright country created customer date default depends description domain due email encoding end
    extends fax format frequency homepage host hostname id identifier interface keywords kind language languages
    last length license licence location mail maintainer maintainers manufacturer memory method mode model modified name
    number organization os output owner parent password path phone platform platforms port ports price priority product
    project protocol publisher purpose range registered release released repository requirements reset resource revision
    severity size source start state status summary supported syntax system tags title type unit updated uri url user
    username value vendor version website width year
""")
"""Words that stand at the left of one record, a line each."""


_AFTER_THE_NOUN = _set("at by for from in of on per to when with")


@lru_cache(maxsize=4096)
def noun(title: str) -> str:
    """Give the word that says what the cells below a header are: `code` for `Status Code of the Response`."""
    plain = _IN_BRACKETS.sub(" ", title)
    found = words(plain) if has_words(plain) else ()
    before = list(takewhile(lambda word: word not in _AFTER_THE_NOUN, found))
    return next(reversed(before or found), "")


@lru_cache(maxsize=4096)
def title_words(title: str) -> frozenset[str]:
    """Give the words of a header, without what stands in brackets, which as a rule is a unit."""
    plain = _IN_BRACKETS.sub(" ", title)
    return frozenset(words(plain)) if has_words(plain) else frozenset()


def has_words(text: str) -> bool:
    """Whether a text has a letter or a digit, so that it can name something."""
    return _LETTER_OR_DIGIT.search(text) is not None


def units_in(title: str) -> tuple[str, ...]:
    """Give what may be the unit of the values below: `GiB` of `Memory (GiB)`, `Memory (in GiB)` and `Memory in GiB`."""
    return tuple(filter(None, chain.from_iterable(_MAY_BE_UNIT.findall(_PLURAL.sub("s", title)))))


def has_unit(title: str) -> bool:
    """Whether something stands in brackets in a header, as a unit does: `Memory (GiB)`."""
    return _IN_BRACKETS.search(title) is not None
