"""How much is taken, and how a refusal for size reads."""

import math

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 3000


def too_big(size: int, what: str = "附件") -> str:
    """The sentence for a file of `size` bytes. Rounded up, so that it never reads 10.0 of 10."""
    return f"{what}太大（{math.ceil(size * 10 / MEGABYTE) / 10} MB），最多 10 MB，请压缩或拍小一点。"
