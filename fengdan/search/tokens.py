"""One tokenizer for both engines: keyed digests of every character and every pair of neighbours.

Two-character Chinese words are found, and the index holds no plain text (docs/decisions/search.md: what it leaks).
"""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from fengdan.vault.blind import search_token

GAP = ""


def normal(text: str) -> str:
    """Fold width and case, drop blanks and punctuation: what is left is what can be searched."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def singles(texts: Iterable[str]) -> list[str]:
    """One token for each character, in order, with a gap between texts."""
    return _stream([[character for character in normal(text)] for text in texts])  # noqa: C416


def pairs(texts: Iterable[str]) -> list[str]:
    """One token for each two neighbouring characters, in order, with a gap between texts."""
    return _stream([[a + b for a, b in pairwise(word)] for word in map(normal, texts)])


def _stream(groups: list[list[str]]) -> list[str]:
    known: dict[str, str] = {}
    out: list[str] = []
    for group in groups:
        for gram in group:
            if gram not in known:
                known[gram] = search_token(gram)
            out.append(known[gram])
        out.append(GAP)
    return out
