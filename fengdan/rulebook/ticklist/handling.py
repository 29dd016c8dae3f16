"""化解: taken, the parties told their rights, mediated or answered, agreed, signed, concluded."""

from fengdan.rulebook.actor import ROLE_LABELS, Role
from fengdan.rulebook.conclusions import BY_STEP, CONCLUSION_LABELS, Conclusion
from fengdan.rulebook.facts import ReplyState
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.ticklist.intake import GIVING
from fengdan.rulebook.ticklist.tick import Tick, Ticking, not_needed

TAKING_BACK = ("recall", "give_back", "time_out")


def handling(matter: Ticking) -> tuple[Tick, ...]:
    steps = (_taken, _rights, _work, _result, _signed, _ended)
    return tuple(each(matter) for each in steps)


def _taken(matter: Ticking) -> Tick:
    label = STEPS["take"].said(matter.facts.unit_kind)
    event = matter.last("take", *GIVING, *TAKING_BACK)
    if event and event.step == "take" and matter.facts.stage is not Stage.ASSIGNED:
        return matter.done(label, "take")
    if matter.facts.oral:
        return not_needed(label, "当场说定")
    return matter.wanted(label, matter.holder if matter.facts.unit else matter.desk(Role.DISPATCHER))


def _rights(matter: Ticking) -> Tick:
    """Nobody sits down to mediate before being told their rights (人民调解法 Art. 23; rulebook.sessions)."""
    label = "权利义务告知"
    if matter.facts.sessions:
        return matter.done(label, "hold_session", note="开调解会时告知")
    return not_needed(label) if matter.unmediated else matter.wanted(label, matter.holder)


def _work(matter: Ticking) -> Tick:
    """A meeting of the parties, or the answer of a unit."""
    facts = matter.facts
    if facts.sessions:
        return matter.done("调解会", "hold_session", note=f"共 {facts.sessions} 次")
    if (facts.with_unit or facts.service) and not facts.oral:
        return _replied(matter)
    return not_needed("调解会") if matter.unmediated else matter.wanted("调解会", matter.holder)


def _replied(matter: Ticking) -> Tick:
    reply = matter.facts.reply
    if reply == ReplyState.SENT_BACK:
        return matter.wanted("答复", matter.holder, "退回补充")
    return matter.done("答复", "reply") if reply else matter.wanted("答复", matter.holder)


def _result(matter: Ticking) -> Tick:
    facts = matter.facts
    if facts.oral:
        return matter.done("口头协议", "agree_orally")
    if facts.agreement:
        return matter.done("协议定稿", "agree")
    if facts.with_unit or facts.service:
        approved = facts.reply == ReplyState.APPROVED
        return (
            matter.done("审核答复", "approve_reply") if approved else matter.wanted("审核答复", ROLE_LABELS[Role.DUTY])
        )
    return not_needed("协议") if matter.unmediated else matter.wanted("协议", matter.holder)


def _signed(matter: Ticking) -> Tick:
    agreement, label = matter.facts.agreement, "签字盖章"
    if agreement is None:
        return not_needed(label) if matter.unmediated else matter.wanted(label, matter.holder)
    if agreement.effective:
        return matter.done(label, "sign")
    return matter.wanted(label, "还没有签的人", f"还差 {len(agreement.missing)} 处")


def _ended(matter: Ticking) -> Tick:
    label, code = STEPS["conclude"].label, matter.facts.conclusion
    if code:
        return matter.done(label, "conclude", *BY_STEP, note=CONCLUSION_LABELS[Conclusion(code)])
    return matter.wanted(label, matter.holder)
