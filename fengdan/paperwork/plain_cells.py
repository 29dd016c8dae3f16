"""Texts for a table that others open: no cell of it can be taken for a formula."""

import unicodedata

STARTS = ("=", "+", "-", "@")
BREAKS = str.maketrans({"\t": " ", "\r": " ", "\n": " ", "\x0b": " ", "\x0c": " ", "\u2028": " ", "\u2029": " "})


def plain_cell(text: str) -> str:
    """The text on one line; what would begin a formula, full-width or behind blanks too, begins with an apostrophe."""
    line = "".join(char for char in text.translate(BREAKS) if unicodedata.category(char) != "Cc").strip()
    first = unicodedata.normalize("NFKC", line.lstrip("\u200b\u2060\ufeff\u00a0\u3000 "))[:1]
    return f"'{line}" if first in STARTS and first else line
