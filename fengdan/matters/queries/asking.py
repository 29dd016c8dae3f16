"""What a team sees when it is asked: needs, when, where, materials, tasks; page and 派单任务清单 say the same."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.catalogue.items.models import ItemVersion
from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Assignment, Event, Matter
from fengdan.rulebook.items import FORMS, STEP_LABELS
from fengdan.rulebook.needs import NEED_LABELS

_last = Prepared(
    lambda: (
        Assignment.objects.filter(matter=Slot("matter")).select_related("unit", "wish__mediator").order_by("-pk")[:1]
    )
)


@dataclass(frozen=True)
class Asking:
    """The last assignment of a matter. `mediator` is the code of whom it was asked for, `mediator_name` their name."""

    row: Assignment
    needs: str
    time: str
    place: str
    mediator: str
    mediator_name: str
    materials: str
    tasks: str

    @property
    def pending(self) -> bool:
        return bool(self.row.status == Assignment.Status.PENDING)


def asking(matter: Matter, item: ItemVersion | None) -> Asking | None:
    """None for a matter nobody was ever asked to take. One query."""
    row = _last.first(matter=matter.pk)
    if row is None:
        return None
    wish = getattr(row, "wish", None)
    wanted = wish.mediator if wish else None
    return Asking(
        row=row,
        needs="、".join(NEED_LABELS[need] for need in wish.needs) if wish else "",
        time=wish.time if wish else "",
        place=wish.place if wish else "",
        mediator=wanted.pk if wanted else "",
        mediator_name=wanted.name if wanted else "",
        materials="；".join(_material(line) for line in item.materials) if item else "",
        tasks="、".join(_tasks(item)) if item else "",
    )


def _material(line: dict[str, str]) -> str:
    need = "" if line["required"] == "是" else "，有就带"
    return f"{line['name']}（{FORMS.get(line['form'], line['form'])}{need}）"


def _tasks(item: ItemVersion) -> list[str]:
    """The steps of its item that are the team's to do."""
    mine = ("take", "hold_session", "reply", "conclude")
    return [STEP_LABELS[line["step"]] for line in item.steps if line["step"] in mine]


def proposals(events: list[Event]) -> list[tuple[int, datetime]]:
    """The proposals kept with a matter as number and moment, oldest first; `events` newest first. No query."""
    made = [event.at for event in reversed(events) if "proposal" in event.facts]
    return list(enumerate(made, 1))
