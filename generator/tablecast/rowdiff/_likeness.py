"""How alike two rows are: the share of their words that they have in common, where rare words say more.

Whole numbers throughout, so that no machine rounds otherwise than another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias

from tablecast._regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Row: TypeAlias = tuple[str | None, ...]

_WORD = regex(r"\w+")
_FEW_ROWS = 4
"""Up to how many rows, of both states together, a word can be in most of them and still tell one."""

_FEW_PAIRS = 400
"""Up to how many pairs of rows each is looked at; beyond that only pairs are that share rare words or a place."""

_RARE = 20
"""In how many rows, at most, a word still leads from one row to another."""

_BEST = 3
"""How many rows are looked at that share the most rare words with a row."""


class Likeness:
    """Compares rows of two states."""

    def __init__(self, before: Sequence[Row], after: Sequence[Row]) -> None:
        """Take the rows apart, and weigh each word by the number of rows that it is in."""
        self._before = [_words(row) for row in before]
        self._after = [_words(row) for row in after]
        rows = [*self._before, *self._after]
        counts = Counter(word for words in rows for word in words)
        self._weights = {word: (len(rows) // number).bit_length() for word, number in counts.items()}
        self._are_many = len(rows) > _FEW_ROWS
        self._totals = [self._weigh(words) for words in self._before], [self._weigh(words) for words in self._after]

    def _weigh(self, words: Iterable[str]) -> int:
        return sum(map(self._weights.__getitem__, words))

    def percentage(self, one: int, other: int) -> int:
        """Give the share, of 100, of what the two rows say that both say.

        It is 0 for rows that say nothing, or have nothing in common but what half of many rows say.
        """
        common = self._before[one] & self._after[other]
        if not common or (self._are_many and all(self._weights[word] == 1 for word in common)):
            return 0
        return 200 * self._weigh(common) // (self._totals[0][one] + self._totals[1][other])

    def likely(self, ones: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Give the pairs of rows that are worth comparing: all of a few rows, and of many a few for each."""
        if len(ones) * len(others) <= _FEW_PAIRS:
            yield from ((one, other) for one in ones for other in others)
            return
        index: defaultdict[str, list[int]] = defaultdict(list)
        for one in ones:
            for word in self._before[one]:
                index[word].append(one)
        for rank, other in enumerate(others):
            votes: Counter[int] = Counter()
            for word in self._after[other]:
                if len(index.get(word, ())) <= _RARE:
                    votes.update(dict.fromkeys(index.get(word, ()), self._weights[word]))
            best = sorted(votes, key=lambda one: (-votes[one], one))[:_BEST]
            near = ones[max(rank - 1, 0) : rank + 2]
            yield from ((one, other) for one in sorted({*best, *near}))


def _words(row: Row) -> frozenset[str]:
    """Give the words of a row; a cell of signs alone is a word, too."""
    return frozenset(word for text in row if text for word in _WORD.findall(text) or (text,))
