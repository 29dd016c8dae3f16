"""What is wrong with a row, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`row` is the number on the sheet, 0 when it concerns the whole; `column` its heading, or empty."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        place = f"第 {self.row} 行" if self.row else ""
        return f"{place}{f'“{self.column}”' if self.column else ''}{'：' if place or self.column else ''}{self.text}"
