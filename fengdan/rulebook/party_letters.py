"""What the parties are told by themselves, and how: without names or details, for a telephone is read by anybody."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import CENTRE, TAKEN_OVER, Answer, MatterFacts, ObjectionState, Side
from fengdan.rulebook.orders import OrderState

WHERE = "凭回执上的编号和查询码到 {link} 查看进度，咨询电话 {telephone}。"
COMING = "来不了请提前说一声。" + WHERE
PARTY_TEXTS: dict[str, str] = {
    "party_register": "{centre}：您反映的事项已登记，编号 {code}。" + WHERE,
    "party_accept": "{centre}：您的事项 {code} 已受理。" + WHERE,
    "party_assign": "{centre}：您的事项 {code} 已交给承办单位办理，会有人与您联系。" + WHERE,
    "party_mediator": "{centre}：事项 {code} 的调解员有变动，现在由谁调解请看进度。" + WHERE,
    "party_sent_down": "{centre}：您的事项 {code} 按属地管理交当地乡镇（村）就近办理；不同意的，可以提出异议。" + WHERE,
    "party_objection": "{centre}：您对事项 {code} 提出的异议已有决定。" + WHERE,
    "party_challenge": "{centre}：事项 {code} 的回避申请已有决定。" + WHERE,
    "party_conclude": "{centre}：事项 {code} 已办结。" + WHERE,
    "party_reject": "{centre}：您的事项 {code} 不属于本中心受理范围，其他办理途径请看告知书。" + WHERE,
    "party_guide": "{centre}：您的事项 {code} 已告知应到哪里办理，请看导引单。" + WHERE,
    "party_transfer": "{centre}：您的事项 {code} 已转有权处理的单位办理。" + WHERE,
    "party_suspend": "{centre}：您的事项 {code} 按规定中止计时，恢复后接着办理。" + WHERE,
    "party_resume": "{centre}：您的事项 {code} 已恢复办理，到哪一天请看进度。" + WHERE,
    "party_extend": "{centre}：您的事项 {code} 经批准延长了办理时间，到哪一天请看进度。" + WHERE,
    "party_order": "{centre}：有人请我们调解一件和您有关的事（{code}），并选了调解员。"
    "同意、换人都可以，请打电话 {telephone} 或到窗口答复。",
    "party_ordered": "{centre}：您的事项 {code} 由谁调解已有结果。" + WHERE,
    "party_order_late": "{centre}：您的事项 {code} 没有选定调解员，由中心安排，安排好会说明为什么。" + WHERE,
    "party_book": "{centre}：事项 {code} 约在 {when}，{place}见面。" + COMING,
    "party_rebook": "{centre}：事项 {code} 的见面改到 {when}，{place}。" + COMING,
    "party_cancel_booking": "{centre}：事项 {code} 原定 {when} 的见面已取消，会另行联系您。" + WHERE,
    "party_rate": "{centre}：事项 {code} 已回访，请您对办理情况作评价。" + WHERE,
}
CALLED_OFF = "party_cancel_booking"
# whoever is expected hears of it, whichever side they are on, unless they have said no
OF_BOOKING = frozenset({"party_book", "party_rebook", CALLED_OFF})
TO_PARTIES: dict[str, str] = {
    "register": "party_register",
    "accept": "party_accept",
    "assign": "party_assign",
    "hand_up": "party_assign",
    "rule_on_return": "party_assign",
    "decide_conference": "party_assign",
    "reassign": "party_assign",
    "change_mediator": "party_mediator",
    "rule_on_objection": "party_objection",
    "rule_on_challenge": "party_challenge",
    "conclude": "party_conclude",
    "reject": "party_reject",
    "guide": "party_guide",
    "transfer": "party_transfer",
    "follow_up": "party_rate",
    # an extension is told with its reason (信访工作条例 Art. 34): the telephone number leads to whoever knows it
    "suspend": "party_suspend",
    "resume": "party_resume",
    "extend": "party_extend",
    "book": "party_book",
    "rebook": "party_rebook",
    "cancel_booking": CALLED_OFF,
}
# asks the side that has to answer an order, and nobody else
ASKS = "party_order"
# tells whoever applied what was decided; that somebody did is nobody else's business
DECIDED = "party_challenge"
# tell both sides, who both had a say
TO_BOTH = frozenset({"party_ordered", "party_order_late"})
# told to the other side as well once it has agreed to mediation: it has a say in who mediates
TO_AGREED = frozenset({"party_mediator", "party_conclude", "party_rate"})
# they were there, or did it themselves: nobody has to call them about it
KNOW_ALREADY = frozenset({"party_register", "party_accept", "party_guide", "party_rate"})
AGREED_BY_THEM = frozenset(
    {Conclusion.SETTLED_IN_WRITING, Conclusion.SETTLED_ORALLY, Conclusion.SETTLED_THEMSELVES, Conclusion.WITHDRAWN}
)


class Way(StrEnum):
    """How a letter reaches somebody outside the inbox; `NONE`: it does not."""

    SMS = "sms"
    MAIL = "mail"
    CALL = "call"
    SLIP = "slip"
    NONE = ""


@dataclass(frozen=True)
class Reader:
    """A party, as far as it decides how they are told. `known` are those of their numbers: mobile, any.

    `asked`: it is for them to answer an order. `applied`: they asked that a mediator step aside.
    """

    side: Side
    consent: Answer
    mobile: bool
    telephone: bool
    protected: bool
    asked: bool = False
    applied: bool = False


def party_letter(step: str, after: MatterFacts, *, approved: bool = True) -> tuple[str, str] | None:
    """The template for the parties and the unit that tells those who have to be called, or None.

    Nothing about what was taken over from paper, or was asked for and not `approved`. The centre calls for its teams; a
    unit calls its own people, and a team those of a matter that is to be kept quiet.
    """
    if step in {"order", "answer_order", "arrange_order"}:
        return _about_order(after)
    if step == "add_party":  # whoever joins is asked about the order as well
        return (ASKS, CENTRE) if after.order is not None and after.order.state is OrderState.OPEN else None
    if step not in TO_PARTIES or not approved or (after.on_paper and step in TAKEN_OVER):
        return None
    if step == "follow_up" and not after.followed:
        return None
    template = TO_PARTIES[step]
    if template == "party_assign" and after.objection == ObjectionState.MAY:
        template = "party_sent_down"
    return template, _who_calls(after)


def called_off(after: MatterFacts) -> tuple[str, str]:
    """The same, where a step has called off a booking besides what else it did."""
    return CALLED_OFF, _who_calls(after)


def _who_calls(after: MatterFacts) -> str:
    team_calls = after.confidential or bool(after.protected)
    return CENTRE if after.with_team and not team_calls else (after.unit or after.holder)


def way_to(template: str, reader: Reader, *, quiet: bool, conclusion: str, sms: bool) -> Way:
    """How this party learns of it. `quiet`: a confidential matter; `sms`: a gateway for short messages is there.

    Those who agreed to mediation hear who mediates and how it ends: they may never have heard of the rest. A
    telephone is read by others, so what is to be kept quiet is told by somebody who speaks to the right person.
    """
    if not _hears(template, reader):
        return Way.NONE
    if sms and reader.mobile and not (quiet or reader.protected):
        return Way.SMS
    if template in KNOW_ALREADY or (template == "party_conclude" and conclusion in AGREED_BY_THEM):
        return Way.NONE
    return Way.CALL if reader.telephone else Way.SLIP


def _hears(template: str, reader: Reader) -> bool:
    if template == ASKS:
        return reader.asked
    if template == DECIDED:
        return reader.applied
    told_too = template in TO_AGREED and reader.consent is Answer.AGREED
    meets = template in OF_BOOKING and reader.consent is not Answer.REFUSED
    return reader.side is Side.APPLICANT or template in TO_BOTH or told_too or meets


def _about_order(after: MatterFacts) -> tuple[str, str] | None:
    """The other side is asked by the centre; once somebody was found both hear of it, by the centre as well."""
    if after.order is None or after.order.state is OrderState.AGREED:
        return "party_ordered", CENTRE
    return (ASKS, CENTRE) if after.order.state is OrderState.OPEN and not after.order.agreed else None


URGENT = frozenset(
    {
        *("red", "alarm", "urge", "escalate", "unreachable", "refused"),
        *("urge_by_hand", "issue_supervision", "unsigned", "nobody"),
    }
)


def way_to_staff(template: str, *, phone: bool, mail: bool, gateways: Collection[str]) -> Way:
    """How a member of staff hears of it besides the inbox: urgent news on the telephone, the rest by mail."""
    if template in URGENT and phone and Way.SMS in gateways:
        return Way.SMS
    return Way.MAIL if mail and Way.MAIL in gateways else Way.NONE
