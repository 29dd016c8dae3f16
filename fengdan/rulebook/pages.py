"""docs/stages.md and docs/powers.md, written from the rulebook. `--check` fails when they are stale."""

import sys
from pathlib import Path

from fengdan.rulebook.actor import ROLE_LABELS, Role
from fengdan.rulebook.deadlines import STARTS, STOPS
from fengdan.rulebook.stages import STAGE_LABELS, Stage
from fengdan.rulebook.step import Step
from fengdan.rulebook.steps import STEPS

DOCS = Path(__file__).resolve().parents[2] / "docs"
WHOSE = (
    "团队负责人、调解员和各单位联络员只能办理本团队、本单位手上的事项，调解员还须是该事项的承办人；"
    "登记单位、上级单位和配合单位的联络员也可以备注。乡镇、村和网格只受理、派给自己登记的事项。\n"
)
HEAD = "<!-- Written by `python -m fengdan.rulebook.pages` from fengdan/rulebook. Do not edit. -->\n"


def stages_page() -> str:
    """The spine as a diagram and a table."""
    arrows = [
        f"    {before} --> {step.after}: {step.label} {step.name}"
        for step in STEPS.values()
        for before in _ordered(step)
        if step.after not in {None, before}
    ]
    rows = [
        f"| `{step.name}` | {step.label}{f' / {step.unit_label}' if step.unit_label else ''} | {_names(step)} "
        f"| {STAGE_LABELS[step.after] if step.after else '不变'} "
        f"| {'、'.join(STARTS.get(step.name, ())) or '–'} | {'、'.join(STOPS.get(step.name, ())) or '–'} "
        f"| {step.basis} |"
        for step in STEPS.values()
    ]
    labels = [f"    {stage}: {label}" for stage, label in STAGE_LABELS.items()]
    return "\n".join(
        [
            HEAD,
            "# Stages and steps\n",
            "```mermaid\nstateDiagram-v2",
            *labels,
            "    [*] --> registered: 登记 register",
            *arrows,
            "    archived --> [*]",
            "```\n",
            "| step | 步骤 | from | to | clocks started | clocks stopped | basis |",
            "|---|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def powers_page() -> str:
    """Who may take which step. Leaders and mediators only while their own team holds the matter."""
    head = "| 步骤 | " + " | ".join(ROLE_LABELS[role] for role in _acting()) + " |"
    rows = [
        f"| {step.label} `{step.name}` | " + " | ".join("●" if role in step.roles else "" for role in _acting()) + " |"
        for step in STEPS.values()
    ]
    return "\n".join(
        [
            HEAD,
            "# Powers\n",
            WHOSE,
            head,
            "|---" * (len(_acting()) + 1) + "|",
            *rows,
            "",
        ]
    )


def _acting() -> list[Role]:
    return [role for role in Role if any(role in step.roles for step in STEPS.values())]


def _ordered(step: Step) -> list[Stage]:
    return [stage for stage in Stage if stage in step.before]


def _names(step: Step) -> str:
    return "、".join(STAGE_LABELS[stage] for stage in _ordered(step)) or "–"


def main(arguments: list[str]) -> int:
    pages = {DOCS / "stages.md": stages_page(), DOCS / "powers.md": powers_page()}
    if "--check" not in arguments:
        for path, text in pages.items():
            path.write_text(text)
        return 0
    stale = [path.name for path, text in pages.items() if not path.exists() or path.read_text() != text]
    if stale:
        sys.stderr.write(f"stale: {', '.join(stale)}; run python -m fengdan.rulebook.pages\n")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
