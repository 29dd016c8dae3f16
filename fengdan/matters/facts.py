"""Rows of a matter → the facts the rulebook judges by. Reads codes and ids only, so nothing is decrypted."""

from collections.abc import Iterable
from typing import Any

from fengdan.matters.hanging import hanging_on, hanging_on_many
from fengdan.matters.models import Matter, Rating
from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.assigning import CONFLICT
from fengdan.rulebook.conflicts import Status
from fengdan.rulebook.deadlines import MEDIATION, PERIOD_OF
from fengdan.rulebook.facts import AgreementFacts, Answer, MatterFacts, Side, SupervisionFacts, SupervisionState
from fengdan.rulebook.orders import OrderFacts, OrderState
from fengdan.rulebook.recusing import Recusal
from fengdan.rulebook.stages import CLOSED, Stage

# what hangs on a matter, by its column → its name among the facts
COUNTED = {name: name for name in ("oral", "reply", "ruled", "returned", "lowering", "lowering_by", "receipt_due")}
COUNTED |= {"follow_up_due": "follow_up_due", "attempts": "follow_ups", "followed": "followed", "violence": "violence"}
COUNTED |= {"on_paper": "on_paper", "conference": "conference", "objection": "objection"}


def facts_of(matter: Matter) -> MatterFacts:
    """Full facts, in one query whatever the matter holds."""
    return _facts(matter, hanging_on(matter))


def facts_of_many(matters: Iterable[Matter]) -> dict[int, MatterFacts]:
    """Matter id → its full facts, in one query for all of them."""
    rows = {matter.pk: matter for matter in matters}
    return {hanging["pk"]: _facts(rows[hanging["pk"]], hanging) for hanging in hanging_on_many(list(rows))}


def _facts(matter: Matter, hanging: dict[str, Any]) -> MatterFacts:
    parties = hanging["present"]
    over = matter.stage in CLOSED
    rated = hanging["rated"] if over else []
    return MatterFacts(
        stage=Stage(matter.stage),
        holder=matter.holder_id,
        last_at=matter.last_at,
        parties={party: Answer(consent) for party, _, consent, _ in parties},
        sides={party: Side(side) for party, side, _, _ in parties},
        origin=str(matter.origin_id),
        service=matter.service,
        level=matter.level,
        tier=matter.tier,
        risk=matter.risk,
        unit=matter.unit_id or "",
        supporting=frozenset(hanging["helping"]),
        conferring={} if over else dict(hanging["conferring"]),
        agreement=_agreement(hanging),
        conclusion=matter.conclusion,
        round=matter.round,
        co_mediators=_beside(matter, hanging),
        confidential=matter.confidential,
        protected=frozenset(party for party, _, _, protected in parties if protected),
        # nothing is owed before there is an agreement, and none is reached before the work is under way
        owed=frozenset(hanging["owed"] if over or matter.stage == Stage.UNDERWAY else ()),
        rated=frozenset(party for _, party, _, _ in rated),
        low_ratings=frozenset(pk for pk, _, score, handled in rated if score <= Rating.LOW and handled is None),
        above=hanging["holder__above_id"] or "",
        unit_kind=hanging["unit__kind"] or "",
        mediator=str(hanging["mediator__user_id"] or ""),
        sessions=hanging["held"] or 0,
        supervisions=_supervisions(hanging["supervised"]),
        **_returns(hanging["gave_back"]),
        **_time(matter, hanging),
        **_arranged(matter, hanging),
        **_counted(hanging),
    )


def _arranged(matter: Matter, hanging: dict[str, Any]) -> dict[str, Any]:
    """Who is wanted, who steps aside, when they meet, what is needed and to be done."""
    return {
        "order": _order(hanging),
        "recusal": _recusal(matter, hanging),
        "booked": hanging["booked"] or 0,
        "need": hanging["need"] or 0,
        "tasks": frozenset(hanging["todo"]),
    }


def _counted(hanging: dict[str, Any]) -> dict[str, Any]:
    return {name: "" if hanging[column] is None else hanging[column] for column, name in COUNTED.items()}


def _returns(given_back: list[tuple[str, str]]) -> dict[str, Any]:
    """Who gave it back, and who because of a conflict."""
    return {
        "gave_back": frozenset(unit for unit, _ in given_back),
        "conflicted": frozenset(unit for unit, code in given_back if code == CONFLICT),
    }


def _supervisions(rows: list[Any]) -> dict[int, SupervisionFacts]:
    return {pk: SupervisionFacts(SupervisionState(state), kind, unit) for pk, state, kind, unit in rows}


def _order(hanging: dict[str, Any]) -> OrderFacts | None:
    """The live one."""
    for pk, state, side, turn in hanging["ordered"]:
        return OrderFacts(pk, OrderState(state), side, turn, dict(hanging["ordered_yes"]))
    return None


def _beside(matter: Matter, hanging: dict[str, Any]) -> frozenset[str]:
    """User ids of those beside the mediator of record."""
    return frozenset(str(user) for _, user in hanging["beside"] if user and matter.mediator_id)


def _recusal(matter: Matter, hanging: dict[str, Any]) -> Recusal:
    """Whom a conflict keeps off counts while they mediate; an exception may be wanted for anybody."""
    rows = hanging["keeping_off"]
    now = {matter.mediator_id, *(code for code, _ in hanging["beside"])} if matter.mediator_id else set()
    raised = [(pk, user) for pk, status, _, user, *_ in rows if now and status == Status.RAISED]
    wanted = [(pk, by) for pk, status, *_, by, decided in rows if status == Status.STANDING and by and not decided]
    challenge, challenged = next(iter(raised), (0, ""))
    override, asked_by = next(iter(wanted), (0, ""))
    return Recusal(
        aside=frozenset(pk for pk, status, code, *_ in rows if status == Status.STANDING and code in now),
        challenge=challenge,
        challenged=str(challenged or ""),
        override=override,
        asked_by=asked_by,
    )


def _time(matter: Matter, hanging: dict[str, Any]) -> dict[str, Any]:
    """By which limit it is mediated, and what is asked for and granted about its limits in this round."""
    paused, extended = hanging["paused"], hanging["extended"]
    kept = [("suspension", pk) for pk, _, approved, _, undone in paused if approved and not undone]
    kept += [("extension", pk) for pk, _, approved, undone in extended if approved and not undone]
    return {
        "suspending": next((by for _, by, approved, *_ in paused if approved is None), ""),
        "suspended": next((pk for pk, _, granted, until, undone in paused if granted and not (until or undone)), 0),
        "extending": next((by for _, by, approved, _ in extended if approved is None), ""),
        "changed": frozenset(f"{kind}:{pk}" for kind, pk in kept),
        "channel": matter.channel,
        "period": hanging["matter_type__period"] or PERIOD_OF.get(matter.channel, MEDIATION),
    }


def _agreement(hanging: dict[str, Any]) -> AgreementFacts | None:
    """The live one of this round, if there is one."""
    live: int | None = hanging["live"]
    if live is None:
        return None
    return AgreementFacts(
        live, required_signers([party for party, *_ in hanging["present"]]), frozenset(hanging["signed"])
    )
