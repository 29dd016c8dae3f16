"""A table as XLSX: texts only, none of which can be taken for a formula."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

from fengdan.paperwork.plain_cells import plain_cell

TEXT = "@"
WIDTH = 18


def xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], made: Sequence[str]) -> bytes:
    """The rows under their headings; `made` says on a sheet of its own who took them out, when and what for."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for place, row in enumerate([headings, *rows], start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(place, column, plain_cell(text))
            cell.data_type, cell.number_format = "s", TEXT
            cell.font = Font(bold=place == 1)
    for column in range(1, len(headings) + 1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = WIDTH
    sheet.freeze_panes = "A2"
    note = book.create_sheet("导出记录")
    for line in made:
        note.append([plain_cell(line)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
