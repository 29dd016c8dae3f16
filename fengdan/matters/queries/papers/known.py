"""What any paper may say of a matter; what is not known stays empty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from fengdan.matters.queries.page import MatterPage
from fengdan.paperwork.paper import Signer
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import Side
from fengdan.rulebook.file_check import Paper

PROMISED = ("service_reply", "reply", "mediation")  # which limit a paper promises, the first that runs


@dataclass(frozen=True)
class Filled:
    """`values` by the code of the field, `names` of signers who are no parties."""

    values: Mapping[str, str]
    names: Mapping[Signer, str] = field(default_factory=dict)


def day(value: date | datetime | None) -> str:
    """2026年11月23日; nothing for None."""
    if value is None:
        return ""
    local = value.astimezone(ZONE) if isinstance(value, datetime) else value
    return f"{local.year}年{local.month}月{local.day}日"


def moment(value: datetime | None) -> str:
    """2026年11月23日 15:00; nothing for None."""
    return f"{day(value)} {value.astimezone(ZONE):%H:%M}" if value else ""


def number_of(paper: Paper, page: MatterPage, n: int) -> str:
    """The number on top: the paper's own, else the matter's code."""
    if paper is Paper.AGREEMENT and page.agreement:
        return page.agreement.row.number
    if paper is Paper.ORAL_AGREEMENT and page.handling.oral:
        return page.handling.oral.number
    if paper is Paper.SUPERVISION_ORDER:
        return page.supervising.issued[n - 1].number
    return page.matter.code


def who(page: MatterPage, *steps: str) -> str:
    return next((told.who for told in page.history if told.step in steps), "")


def when(page: MatterPage, step: str) -> datetime | None:
    return next((told.at for told in page.history if told.step == step), None)


def names(page: MatterPage, side: Side | None = None) -> str:
    return "、".join(party.name for party in page.parties if side in {None, party.side})


def consent(page: MatterPage) -> str:
    """Whether each party is willing to mediate; nothing for a convenience matter."""
    asked = [] if page.facts.service else page.parties
    return "；".join(f"{party.side_label} {party.name}：{party.consent_label}" for party in asked)


def due(page: MatterPage) -> str:
    running = {clock.code: clock for clock in page.clocks}
    clock = next((running[code] for code in PROMISED if code in running), None)
    if clock is None:
        return ""
    return f"已中止（{clock.name}）" if clock.paused else f"{moment(clock.due_at)} 前（{clock.name}）"


def mediator(page: MatterPage) -> dict[Signer, str]:
    return {Signer.MEDIATOR: page.matter.mediator.name} if page.matter.mediator else {}


def common(page: MatterPage) -> dict[str, str]:
    return {
        "applicant": names(page, Side.APPLICANT),
        "respondent": names(page, Side.RESPONDENT),
        "matter_type": page.matter.matter_type.full_name,
        "story": page.matter.story,
    }
