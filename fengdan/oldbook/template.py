"""The template of a register: headings, lists to choose from, a sheet that explains each column."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from fengdan.catalogue.models import MatterType
from fengdan.oldbook.columns import COLUMNS, STANDING_LABELS
from fengdan.rulebook.conclusions import CONCLUSION_LABELS, Conclusion
from fengdan.rulebook.sources import SOURCE_LABELS
from fengdan.units.models import Area, Unit

LAST = 20_001
WIDE = {"story": 50, "reason": 40, "applicant_id": 22, "place": 24, "unit": 28}
TEXT = "@"
HOW = (
    "每件事项一行，不要合并单元格，不要写公式。",
    "表头可以换顺序，可以多出别的列：多出的列原样保存在事项的“原台账”里。",
    "日期写成 2025-03-01；身份证号和电话所在的列是“文本”格式，请不要改。",
    "有一行不对，就一行也不导入；改好后再导入一次，已经导入的不会重复。",
)


def template() -> bytes:
    """The template as XLSX, with the county's own types, places and units. Three queries."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    lists = book.create_sheet("列表")
    offered = _offered()
    for place, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(place)
        sheet.cell(1, place, column.label).font = Font(bold=True)
        sheet.column_dimensions[letter].width = WIDE.get(column.key, 14)
        sheet.column_dimensions[letter].number_format = TEXT
        if column.key in offered:
            _list(sheet, lists, letter, place, offered[column.key])
    sheet.freeze_panes = "A2"
    told = book.create_sheet("说明")
    told.column_dimensions["A"].width, told.column_dimensions["C"].width = 18, 70
    for line in HOW:
        told.append([line])
    told.append([])
    told.append(["列", "要不要填", "怎么填", "也可以叫"])
    for column in COLUMNS:
        told.append([column.label, "必填" if column.needed else "看情况", column.hint, "、".join(column.names[1:])])
    for row in told.iter_rows(min_row=len(HOW) + 2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _list(sheet, lists, letter: str, place: int, words: list[str]) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    for row, word in enumerate(words, start=1):
        lists.cell(row, place, word)
    chosen = DataValidation("list", formula1=f"列表!${letter}$1:${letter}${len(words)}", allow_blank=True)
    chosen.error = "请从列表里选。"
    sheet.add_data_validation(chosen)
    chosen.add(f"{letter}2:{letter}{LAST}")


def _offered() -> dict[str, list[str]]:
    areas = Area.objects.exclude(kind=Area.Kind.COUNTY).select_related("parent").order_by("code")
    given = Unit.objects.filter(kind__in=["department", "township", "village", "team"], active_to=None).order_by(
        "kind", "code"
    )
    return {
        "type": list(MatterType.objects.order_by("code").values_list("name", flat=True)),
        "area": [area.name if area.kind == "township" else f"{area.parent}{area}" for area in areas],
        "unit": [unit.name for unit in given],
        "source": list(SOURCE_LABELS.values()),
        "standing": list(STANDING_LABELS),
        "conclusion": [label for code, label in CONCLUSION_LABELS.items() if code is not Conclusion.MERGED],
    }
