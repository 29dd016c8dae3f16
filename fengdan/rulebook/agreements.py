"""The written agreement: what it must say before it is frozen, and when it takes effect (人民调解法 Art. 28–29)."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from fengdan.rulebook.errors import Refused

MEDIATOR = "mediator"
SEAL = "seal"
SIGNER_LABELS = {MEDIATOR: "调解员", SEAL: "人民调解委员会印章"}

VAGUE = re.compile("尽快|及时|适当时候|有钱时|有空时|以后再说|(?<![之0-9一二三四五六七八九十])日后")
DATED = re.compile(r"[0-9０-９]|[〇零一二两三四五六七八九十]+\s*(年|个?月|日|号|天|周|星期)|初[一二三四五六七八九十]")
AT_SIGNING = ("当场", "签字时", "签订时")
FORBIDDEN = {
    "调解费": "人民调解不收取任何费用（人民调解法第四条）",
    "不得起诉": "协议不得限制当事人的诉讼权利（人民调解法第三条）",
    "放弃诉讼权": "协议不得限制当事人的诉讼权利（人民调解法第三条）",
    "放弃起诉": "协议不得限制当事人的诉讼权利（人民调解法第三条）",
    "不追究刑事责任": "刑事责任不能由调解协议处分",
    "免除刑事责任": "刑事责任不能由调解协议处分",
}


@dataclass(frozen=True)
class Terms:
    """The parts of an agreement in the order of domain.md §4.1 no. 10."""

    facts: str
    content: str
    performance: str
    due: str
    place: str


def check_terms(terms: Terms, *, confirmation_told: bool) -> None:
    """Raise Refused, naming the part, when performance is vague or the text goes beyond what mediation may settle.

    A text no court would confirm is the parties' own choice, once they have been told (`confirmation_told`).
    """
    for name, text in (("performance", terms.performance), ("due", terms.due)):
        if vague := VAGUE.search(text):
            raise Refused(f"“{vague[0]}”说不清，请写明具体日期、金额和方式。", name)
    for name, text in (("content", terms.content), ("performance", terms.performance)):
        for word, why in FORBIDDEN.items():
            if word in text:
                raise Refused(f"不能写“{word}”：{why}。", name)
    if not DATED.search(terms.due) and not any(word in terms.due for word in AT_SIGNING):
        raise Refused("履行时限里没有日期，请写明哪年哪月哪日前；签字时当场履行的，写“签字时当场履行”。", "due")
    if (found := warnings(terms)) and not confirmation_told:
        raise Refused("".join(found) + "仍要这样写的，请向双方说明后勾选这一项。", "confirmation_told")


def check_oral(content: str, due: str, *, performed: bool) -> None:
    """The same for what was agreed on without writing; the due date may be left out when it was done on the spot."""
    for word, why in FORBIDDEN.items():
        if word in content:
            raise Refused(f"不能写“{word}”：{why}。", "content")
    if performed:
        return
    if vague := VAGUE.search(due):
        raise Refused(f"“{vague[0]}”说不清，请写明哪天以前。", "due")
    if not DATED.search(due) and not any(word in due for word in AT_SIGNING):
        raise Refused("请写明哪天以前办；当场已经办完的，请勾选“已经办完”。", "due")


def warnings(terms: Terms) -> list[str]:
    """What would keep a court from confirming it (民诉法解释 Art. 355); told while drafting."""
    text = terms.content + terms.performance
    found = []
    if any(word in text for word in ("离婚", "解除婚姻", "收养关系", "亲子关系")):
        found.append("涉及婚姻、收养等身份关系的内容，法院不予司法确认。")
    if any(word in text for word in ("所有权归", "产权归", "确权", "专利权归", "商标权归")):
        found.append("确定物权、知识产权归属的内容，法院不予司法确认。")
    return found


def required_signers(party_ids: Collection[int]) -> frozenset[str]:
    """Every party, the mediator, the committee's seal."""
    return frozenset({MEDIATOR, SEAL, *(f"party:{party}" for party in party_ids)})


def copies(party_count: int) -> int:
    """One for each party and one for the committee's file."""
    return party_count + 1
