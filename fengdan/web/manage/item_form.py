"""The form of a service item's draft: texts, for each step who answers and how soon, and the materials line by line."""

import re
from typing import Any

from fengdan.catalogue.items.drafts import Said
from fengdan.catalogue.items.gaps import Gap
from fengdan.catalogue.items.models import ItemVersion
from fengdan.rulebook import limits
from fengdan.rulebook.file_check import PAPER_LABELS
from fengdan.rulebook.items import FORMS, LIMIT_OF, RELATIVE, STEP_LABELS, steps_of
from fengdan.rulebook.limits import UNIT_LABELS, parse_limit
from fengdan.units.models import Unit
from fengdan.web.shared.fields import Choice, Several, Story, Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.numbers import Whole

FORM_OF = {label: form for form, label in FORMS.items()}
NEEDED = {"必带": "是", "有就带": "否"}
PARTS = re.compile("[，,]")
LINE_HINT = "一行一种：名称，原件、复印件或者“原件或复印件”，份数，必带或有就带，说明。如：户口本，原件，1，必带"
PAPERS = [(paper.value, label) for paper, label in PAPER_LABELS.items()]
EXPECTED = 4  # parts of a line before the note


class ItemForm(Form):
    name = Text("名称", 40, required=False)
    conditions = Story("能不能在这里办（受理条件）", 400, rows=3, required=False)
    applicants = Story("谁可以来", 200, rows=2, required=False)
    refusals = Story("不能办的", 400, rows=4, required=False, hint="几种情形用“；”隔开，写明理由和法律条文。")
    basis = Story("依据", 200, rows=2, required=False, hint="几个依据用“；”隔开。")
    materials = Story("要带什么", 2000, rows=6, required=False, hint=LINE_HINT)

    def __init__(self, *args: Any, row: ItemVersion, **options: Any) -> None:
        self.row = row
        self.steps = steps_of(row.item.kind)
        super().__init__(*args, initial=_initial(row), **options)
        units = _units()
        for step in self.steps:
            label = STEP_LABELS[step]
            self.fields[f"unit_{step}"] = Choice(f"{label}由谁负责", units, required=False, empty="还没有写明")
            self.fields[f"basis_{step}"] = Text(f"{label}的依据", 60, required=False)
            self.fields[f"papers_{step}"] = Several(f"{label}产生的文书", PAPERS, required=False)
            if step in LIMIT_OF:
                self.fields[f"limit_{step}"] = Whole(f"{label}的时限", 0, 9999, required=False)
                kinds = [(unit.value, words) for unit, words in UNIT_LABELS.items()]
                self.fields[f"per_{step}"] = Choice(f"{label}时限的单位", kinds, required=False, empty="照县里的")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name in ("conditions", "applicants", "refusals", "basis"):
            said[name] = " ".join(said.get(name, "").split("\n"))  # a cell of a file is one line
        for step in self.steps:
            amount, per = said.get(f"limit_{step}"), said.get(f"per_{step}")
            if f"limit_{step}" in self.errors:
                continue
            if (amount is None) != (not per):
                self.add_error(f"limit_{step}", f"“{STEP_LABELS[step]}”的时限要写明数字和单位；照县里的，两样都不填。")
            elif per and not amount and per != limits.Unit.WORKING_DAYS:
                self.add_error(f"limit_{step}", f"“{STEP_LABELS[step]}”的时限不能为零；当天办结的填 0 个工作日。")
        if "materials" in said:
            self.lines = self._materials(said["materials"])
        return said

    def _materials(self, text: str) -> list[dict[str, str]]:
        found = []
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                parts = [part.strip() for part in PARTS.split(line.strip(), maxsplit=EXPECTED)]
                if fault := _fault(parts):
                    self.add_error("materials", f"第 {number} 行“{line.strip()[:20]}”{fault}")
                else:
                    found.append(_material(parts) | {"source": "假定"})
        return found

    def said(self) -> Said:
        """What was written, as lines of the county's files; what the form does not ask stays as it was."""
        data = self.cleaned_data
        before = {row["step"]: row for row in self.row.steps}
        texts = {name: data[name] for name in ("name", "applicants", "conditions", "refusals", "basis")}
        steps = [_step(step, data, before.get(step, {})) for step in self.steps]
        known = {row["name"]: row["source"] for row in self.row.materials}
        materials = [row | {"source": known.get(row["name"], row["source"])} for row in self.lines]
        return Said(texts, steps, materials)

    def add_gaps(self, found: list[Gap]) -> None:
        for gap in found:
            self.add_error(gap.place if gap.place in self.fields else None, gap.sentence)


def _units() -> list[tuple[str, Any]]:
    kinds = (Unit.Kind.CENTRE, Unit.Kind.DEPARTMENT, Unit.Kind.TEAM)
    rows = Unit.objects.filter(kind__in=kinds, active_to=None).order_by("code").values_list("code", "short_name")
    return [("看类型和地方", list(RELATIVE.items())), ("单位", list(rows))]


def _initial(row: ItemVersion) -> dict[str, Any]:
    found: dict[str, Any] = dict(row.texts)
    for line in row.steps:
        step = line["step"]
        found |= {f"unit_{step}": line["unit"], f"basis_{step}": line["basis"]}
        found[f"papers_{step}"] = [paper for paper in line["papers"].split(";") if paper]
        if line["limit"]:
            limit = parse_limit(line["limit"])
            found |= {f"limit_{step}": limit.amount, f"per_{step}": limit.unit.value}
    words = {flag: word for word, flag in NEEDED.items()}
    found["materials"] = "\n".join(_line(each, words) for each in row.materials)
    return found


def _line(each: dict[str, str], words: dict[str, str]) -> str:
    parts = (each["name"], FORMS[each["form"]], each["copies"], words[each["required"]], each["note"])
    return "，".join(filter(None, parts))


def _fault(parts: list[str]) -> str:
    """What is wrong with a line of the materials; empty where nothing is."""
    if len(parts) < EXPECTED:
        return "没有写全：名称，原件或复印件，份数，必带或有就带。"
    _, form, copies, needed = parts[:EXPECTED]
    if form not in FORM_OF:
        return f"里“{form}”看不懂：请写{'、'.join(FORM_OF)}之一。"
    if copies not in set("123456789"):
        return f"里份数“{copies}”看不懂：请写 1 到 9。"
    if needed not in NEEDED:
        return f"里“{needed}”看不懂：请写{'或'.join(NEEDED)}。"
    return ""


def _material(parts: list[str]) -> dict[str, str]:
    name, form, copies, needed, *note = parts
    return {
        "name": name,
        "form": FORM_OF[form],
        "copies": copies,
        "required": NEEDED[needed],
        "note": "".join(note),
    }


def _step(step: str, data: dict[str, Any], before: dict[str, str]) -> dict[str, str]:
    amount, per = data.get(f"limit_{step}"), data.get(f"per_{step}")
    return {
        "step": step,
        "unit": data[f"unit_{step}"],
        "limit": f"{amount}{per}" if per else "",
        "basis": data[f"basis_{step}"],
        "papers": ";".join(data[f"papers_{step}"]),
        "source": before.get("source", "假定"),
    }
