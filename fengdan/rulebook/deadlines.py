"""Which step starts and stops which clock. How long each runs is county data (limits.csv)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from fengdan.rulebook import waiting
from fengdan.rulebook.conclusions import ATTEMPTS, BY_STEP, FOLLOWED_UP
from fengdan.rulebook.facts import CENTRE, TAKEN_OVER, MatterFacts
from fengdan.rulebook.items import Terms
from fengdan.rulebook.ladder import LADDER, UNIT_LEVELS, Tier, tier
from fengdan.rulebook.limits import Provision
from fengdan.rulebook.orders import ORDER, over, waits
from fengdan.rulebook.risk import RISK_REPORT, RISK_RESPONSE
from fengdan.rulebook.sources import Risk, Source
from fengdan.rulebook.stages import OPEN, Stage
from fengdan.rulebook.waiting import SUSPENSION
from fengdan.rulebook.workdays import Calendar, Limit

NOTHING: Mapping[str, Any] = MappingProxyType({})
# the receiver's clock runs from the sending, not from the signing for it: else nobody would sign (domain.md §8.2)
STARTS: dict[str, tuple[str, ...]] = {
    "register": ("accept", "first_reply", "service_reply", "petition_notice", LADDER, RISK_RESPONSE),
    "accept": ("assign", "mediation", "petition"),
    "assign": ("take", "reply", LADDER),
    "recall": ("assign", LADDER),
    "give_back": ("assign", "rule_on_return", "conference", "take", "reply", LADDER),
    "rule_on_return": ("take", "reply", LADDER),
    "decide_conference": ("take", "reply", LADDER),
    "hand_up": ("take", "reply", "assign", LADDER),
    "climb": ("accept", "take", "reply", "assign", LADDER),
    "raise_objection": ("objection",),
    "rule_on_objection": ("assign", LADDER),
    "take": ("first_session",),
    "reply": ("approve_reply",),
    "send_back_reply": ("rework",),
    "conclude": ("archive", "follow_up"),
    "record_consent": ("terminate",),
    **dict.fromkeys(BY_STEP, ("archive", "transfer_receipt")),
    "rate": ("low_rating",),
    "reopen": ("assign", "first_reply", "mediation", "service_reply", "petition", LADDER, RISK_RESPONSE),
    **dict.fromkeys(("raise_risk", "alarm", "visit"), (RISK_RESPONSE,)),
    "handle_risk": (RISK_REPORT,),
    "order": (ORDER,),
    "reassign": ("take", "reply", LADDER),
    "time_out": ("assign", LADDER),
    **waiting.STARTS,
}
_OF_THE_UNIT = ("take", "first_session", "reply", "rework", "approve_reply", "objection")
_OF_THE_PERSON = ("first_reply", "service_reply", "mediation", "petition_notice", "petition")
_OF_THE_CENTRE = ("accept", "assign", "rule_on_return", "conference", ORDER)
_OF_THE_WORK = (*_OF_THE_CENTRE, *_OF_THE_UNIT, *_OF_THE_PERSON, "terminate", SUSPENSION, LADDER)
_OF_THE_MATTER = (*_OF_THE_WORK, RISK_RESPONSE, RISK_REPORT)
STOPS: dict[str, tuple[str, ...]] = {
    "accept": ("accept", "petition_notice"),
    "assign": ("assign", LADDER),
    **dict.fromkeys(("recall", "give_back", "reassign", "time_out"), (*_OF_THE_UNIT, LADDER)),
    **dict.fromkeys(("hand_up", "climb", "rule_on_objection"), (*_OF_THE_UNIT, LADDER)),
    "rule_on_return": ("rule_on_return", LADDER),
    "decide_conference": ("conference",),
    "take": ("take",),
    "respond": ("first_reply",),
    "hold_session": ("first_reply", "first_session"),
    "agree_orally": ("accept", "assign", "first_reply", "first_session", "petition_notice"),
    "reply": ("reply", "rework", LADDER),  # its level has done its part: now the centre judges it
    "send_back_reply": ("approve_reply",),
    "approve_reply": ("approve_reply", "first_reply", "service_reply"),
    "conclude": _OF_THE_MATTER,
    **dict.fromkeys(BY_STEP, _OF_THE_MATTER),
    "record_consent": ("terminate",),
    "remove_party": ("terminate",),
    "record_receipt": ("transfer_receipt",),
    "sign": ("confirmation",),  # of an earlier round: the agreement that takes effect now is the one to confirm
    "follow_up": ("follow_up",),
    "handle_rating": ("low_rating",),
    **dict.fromkeys(("withdraw_order", "arrange_order"), (ORDER,)),  # and those in rulebook/orders.py
    "archive": ("archive", "follow_up"),
    "reopen": ("archive", "follow_up", "low_rating", "transfer_receipt"),
    **dict.fromkeys(("raise_risk", "alarm", "visit"), (RISK_RESPONSE,)),  # of the lower colour
    **dict.fromkeys(("handle_risk", "lower_risk"), (RISK_RESPONSE, RISK_REPORT)),
    **waiting.STOPS,
}
# and these as well, when the step takes the matter from one unit and gives it to another
STOPS_WHEN_GIVEN: dict[str, tuple[str, ...]] = {"decide_conference": (*_OF_THE_UNIT, LADDER)}
FIRST_REPLY = "first_reply"  # the person hears from somebody (接诉即办), whoever has the matter
MEDIATION = "mediation"
# a limit of its own for what a court sends (在线调解规则 Art. 24)
PERIOD_OF: dict[str, str] = {Source.COURT: "mediation_court"}
CONFIRMATION = "confirmation"  # started by the signature that makes an agreement effective (民事诉讼法 Art. 205)
# counted from when the person came, whoever learned of it when
PROMISED = frozenset({"mediation", "service_reply", "petition_notice", "petition"})
ON_THE_LADDER = frozenset({"", *UNIT_LEVELS})  # kinds of unit; nobody of any kind: whoever took it in, or the centre
RIGHTS = frozenset({CONFIRMATION})  # a right of the parties that lapses, not work of the office that is late

# a clock named here starts only where it has a meaning, judged by the facts after the step
ONLY_IF: dict[str, Callable[[MatterFacts], bool]] = {
    "accept": lambda facts: facts.holder == CENTRE and facts.stage is Stage.REGISTERED,
    "service_reply": lambda facts: facts.service,
    "mediation": lambda facts: not facts.service,
    # told in writing within fifteen days, finished within sixty (信访工作条例 Art. 23, 34)
    "petition_notice": lambda facts: facts.channel == Source.PETITION,
    "petition": lambda facts: facts.channel == Source.PETITION,
    "assign": lambda facts: (
        facts.stage is Stage.ACCEPTED and facts.holder == CENTRE and not facts.returned and not facts.conference
    ),
    "rule_on_return": lambda facts: bool(facts.returned),
    "conference": lambda facts: bool(facts.conference),
    "take": lambda facts: facts.stage is Stage.ASSIGNED,
    # who took a matter in itself was asked for no answer: the mediation period is what it has to keep
    "reply": lambda facts: facts.with_unit and not facts.service and facts.unit != facts.origin and not facts.reply,
    "first_session": lambda facts: facts.with_team,
    # a clear refusal ends mediation the same day (人民调解法 Art. 17)
    "terminate": lambda facts: bool(facts.refused_by()),
    "follow_up": lambda facts: facts.conclusion in FOLLOWED_UP,
    "transfer_receipt": lambda facts: facts.receipt_due,
    "low_rating": lambda facts: bool(facts.low_ratings),
    RISK_RESPONSE: lambda facts: facts.raised and facts.stage in OPEN,
    RISK_REPORT: lambda facts: facts.risk == Risk.RED,
    ORDER: lambda facts: waits(facts.order),
    SUSPENSION: lambda facts: bool(facts.suspended),
    # it runs while a level has the matter; a department or team the county chose keeps the limits of its own
    LADDER: lambda facts: facts.arrived and bool(facts.tier) and facts.unit_kind in ON_THE_LADDER,
}


# and one named here stops only when what it waits for has come, judged likewise
STOPS_IF: dict[tuple[str, str], Callable[[MatterFacts], bool]] = {
    ("record_consent", "terminate"): lambda facts: not facts.refused_by(),
    ("remove_party", "terminate"): lambda facts: not facts.refused_by(),
    ("sign", "confirmation"): lambda facts: facts.agreement is not None and facts.agreement.effective,
    ("follow_up", "follow_up"): lambda facts: facts.followed or facts.follow_ups >= ATTEMPTS,
    ("handle_rating", "low_rating"): lambda facts: not facts.low_ratings,
    **{(step, RISK_RESPONSE): lambda facts: facts.raised for step in ("alarm", "visit")},
    ("undo_limit_change", SUSPENSION): lambda facts: not facts.suspended,
    ("lower_risk", RISK_RESPONSE): lambda facts: facts.risk == Risk.BLUE,
    ("lower_risk", RISK_REPORT): lambda facts: facts.risk != Risk.RED,
    # where the objection is turned down the unit's limits run on
    **dict.fromkeys(
        [("rule_on_objection", name) for name in (*_OF_THE_UNIT, LADDER) if name != "objection"],
        lambda facts: facts.holder == CENTRE,
    ),
    # a unit that gives to itself what it took in stays on its level
    ("assign", LADDER): lambda facts: facts.arrived,
}


def limit_of(clock: str, facts: MatterFacts) -> str:
    """The code of the limit a clock runs by: mediation by its kind (domain.md §3.5), a risk by its colour (§2.8)."""
    if clock == RISK_RESPONSE:
        return f"risk_{facts.risk}"
    return facts.period if clock == MEDIATION else clock


def starts(step: str, after: MatterFacts) -> list[str]:
    """The clocks a step begins, by the facts it leads to."""
    if after.on_paper and step in TAKEN_OVER:
        return []
    return [name for name in STARTS.get(step, ()) if name not in ONLY_IF or ONLY_IF[name](after)]


def stops(step: str, after: MatterFacts, said: Mapping[str, Any] = NOTHING) -> list[str]:
    """The clocks a step ends, by the facts it leads to and what was `said` with it."""
    given = STOPS_WHEN_GIVEN.get(step, ()) if "unit" in said else ()
    ended = [name for name in STOPS.get(step, ()) if (step, name) not in STOPS_IF or STOPS_IF[step, name](after)]
    return [*ended, *given, *over(step, after.order)]


@dataclass(frozen=True)
class Rules:
    """The county's data in force, as the rulebook needs it. `versions` is stored with every event."""

    calendar: Calendar
    limits: Mapping[str, Limit]
    versions: Mapping[str, str]
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    ladder: tuple[Tier, ...] = ()

    def provision(self, code: str) -> Provision:
        """What the table says of this limit beside how long it is."""
        return self.provisions.get(code, Provision())

    def under(self, terms: Terms) -> "Rules":
        """For a matter on this version of its item: its own limits instead of the county's, never of the law's."""
        own = {code: limit for code, limit in terms.limits.items() if not self.provision(code).of_law}
        said = {code: replace(self.provision(code), item=terms.key) for code in own}
        return replace(
            self,
            limits={**self.limits, **own},
            provisions={**self.provisions, **said},
            versions={**self.versions, "item": terms.name},
        )

    def limit(self, name: str, number: int) -> Limit | None:
        """How long a clock runs, for a matter on this level of the ladder; None where the county has not said."""
        if name != LADDER:
            return self.limits.get(name)
        level = tier(self.ladder, number)
        return level.budget if level else None
