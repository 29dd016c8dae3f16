"""What happened, told line by line: each event with the words that were written with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fengdan.matters.models import Agreement, Assignment, Consent, Correction, Event, Matter, Note, Party, Session
from fengdan.people.models import User
from fengdan.rulebook.actor import CLOCK, ROLE_LABELS, Role
from fengdan.rulebook.agreements import SIGNER_LABELS
from fengdan.rulebook.conclusions import CONCLUSION_LABELS, Conclusion
from fengdan.rulebook.corrections import FIELD_LABELS
from fengdan.rulebook.facts import ANSWER_LABELS, SIDE_LABELS, Answer, Side
from fengdan.rulebook.stages import STEPS
from fengdan.vault import mask


@dataclass(frozen=True)
class Told:
    """One line of the history: who did it under which hat, and what was written, if anything."""

    seq: int
    at: datetime
    step: str
    title: str
    who: str
    hat: str
    text: str

    @property
    def by(self) -> str:
        return f"{self.who} · {self.hat}"


@dataclass(frozen=True)
class Written:
    """The rows of a matter by id, so that each event finds its words."""

    matter: Matter
    parties: Mapping[int, Party]
    consents: Mapping[int, Consent]
    assignments: Mapping[int, Assignment]
    sessions: Mapping[int, Session]
    agreements: Mapping[int, Agreement]
    notes: Mapping[int, Note]
    corrections: Mapping[int, Correction]


def history(matter: Matter, parties: Iterable[Party], agreements: Iterable[Agreement]) -> list[Told]:
    """Newest first. Seven queries."""
    written = Written(
        matter=matter,
        parties=_by_id(parties),
        consents=_by_id(Consent.objects.filter(party__matter=matter)),
        assignments=_by_id(matter.assignments.select_related("unit", "mediator")),
        sessions=_by_id(matter.sessions.all()),
        agreements=_by_id(agreements),
        notes=_by_id(matter.notes.all()),
        corrections=_by_id(matter.corrections.all()),
    )
    events = list(matter.events.order_by("-seq"))
    people = {int(event.actor_id) for event in events if event.actor_id != CLOCK.id}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return [_told(event, written, names) for event in events]


def _by_id(rows: Iterable[Any]) -> dict[int, Any]:
    return {row.pk: row for row in rows}


def _told(event: Event, written: Written, names: Mapping[int, str]) -> Told:
    tell = TELL.get(event.step)
    name = CLOCK.name if event.actor_id == CLOCK.id else names.get(int(event.actor_id), "")
    return Told(
        seq=event.seq,
        at=event.at,
        step=event.step,
        title=STEPS[event.step].label,
        who=name,
        hat=ROLE_LABELS[Role(event.role)],
        text=tell(event.facts, written) if tell else "",
    )


Facts = Mapping[str, Any]
MASKS: dict[str, Callable[[str], str]] = {
    "phone": mask.phone,
    "id_number": mask.id_number,
    "address": mask.address,
}


def _assign(facts: Facts, written: Written) -> str:
    row = written.assignments[facts["assignment"]]
    return f"派给{row.unit}。{row.reason}"


def _ended(facts: Facts, written: Written) -> str:
    row = written.assignments[facts["assignment"]]
    code = f"{Assignment.ReturnCode(row.return_code).label}：" if row.return_code else ""
    return f"{code}{row.outcome_reason}"


def _take(facts: Facts, written: Written) -> str:
    return f"由{written.assignments[facts['assignment']].mediator}承办，团队负责人已确认没有需要回避的关系。"


def _consent(facts: Facts, written: Written) -> str:
    row = written.consents[facts["consent"]]
    words = f"：{row.words}" if row.words else "。"
    name, how = written.parties[row.party_id].name, Consent.How(row.how).label
    return f"{name}（{how}）{ANSWER_LABELS[Answer(row.answer)]}{words}"


def _party(facts: Facts, written: Written) -> str:
    return f"{SIDE_LABELS[Side(facts['side'])]} {written.parties[facts['party']].name}"


def _session(facts: Facts, written: Written) -> str:
    row = written.sessions[facts["session"]]
    present = "、".join(written.parties[party].name for party in row.present)
    return f"{row.place}，到场：{present}。{Session.Outcome(row.outcome).label}。\n{row.record}"


def _agree(facts: Facts, written: Written) -> str:
    return written.agreements[facts["agreement"]].number


def _sign(facts: Facts, written: Written) -> str:
    _, _, party = facts["signer"].partition(":")
    return written.parties[int(party)].name if party else SIGNER_LABELS[facts["signer"]]


def _void(facts: Facts, written: Written) -> str:
    row = written.agreements[facts["agreement"]]
    return f"{row.number}：{row.void_reason}"


def _conclude(facts: Facts, written: Written) -> str:
    label = CONCLUSION_LABELS[Conclusion(facts["conclusion"])]
    return f"{label}。{written.matter.conclusion_reason}"


def _archive(facts: Facts, _written: Written) -> str:
    return f"{facts['pages']} 页，{'保管至 ' + facts['keep_until'] if facts['keep_until'] else '永久保管'}"


def _note(facts: Facts, written: Written) -> str:
    return written.notes[facts["note"]].text


def _correct(facts: Facts, written: Written) -> str:
    row = written.corrections[facts["correction"]]
    show = MASKS.get(row.field, str)
    return f"{FIELD_LABELS[row.field]}：“{show(row.old) or '空'}”改为“{show(row.new) or '空'}”。{row.reason}"


def _removed(facts: Facts, written: Written) -> str:
    row = written.corrections[facts["correction"]]
    return f"{row.old}。{row.reason}"


TELL: dict[str, Callable[[Facts, Written], str]] = {
    "assign": _assign,
    "recall": _ended,
    "give_back": _ended,
    "take": _take,
    "record_consent": _consent,
    "add_party": _party,
    "remove_party": _removed,
    "hold_session": _session,
    "agree": _agree,
    "sign": _sign,
    "void_agreement": _void,
    "conclude": _conclude,
    "archive": _archive,
    "note": _note,
    "correct": _correct,
}
