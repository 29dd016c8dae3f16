"""A matter brought to the short ends: answered, guided, sent on, refused, merged; and begun again."""

from datetime import date
from typing import Any

from fengdan.matters.actions.answer import answer
from fengdan.matters.actions.guide import Guided, guide
from fengdan.matters.actions.merge import merge
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.record_receipt import record_receipt
from fengdan.matters.actions.reject import reject
from fengdan.matters.actions.reopen import reopen
from fengdan.matters.actions.respond import Responded, respond
from fengdan.matters.actions.transfer import transfer
from fengdan.matters.actions.visit import visit
from fengdan.matters.models import Matter
from fengdan.outbox.models import Letter
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import Answer
from tests.cast import Walk, actor

TOLD = Guided(
    organ="县人民法院诉讼服务中心",
    address="巩昌镇某路 1 号一楼",
    materials="起诉状、身份证",
    reason="双方已经不愿再谈，王测一要起诉。",
    phone="12368",
    limits="诉讼时效三年（民法典第一百八十八条）。",
)
ANSWERED = "问医保怎么报销，已说明窗口和材料，王测一说听明白了。"
SENT = {"kind": "forward", "organ": "县信访局", "reason": "王测一反映的是信访事项。", "materials": "登记表一份"}
REFUSED = {"code": "already_seised", "explanation": "县法院 11 月 2 日已经立案。"}
SAME = "王测一和李测二的同一处漏水，登记了两次。"
CALLED = "已经收到，值班的同志明天上午打电话过来。"
AGAIN = "李测二又不肯修了，王测一要求再调。"


class Ending(Walk):
    """As Walk, five minutes a step."""

    def _by(self, username: str) -> dict[str, Any]:
        return {"actor": actor(username), "at": self._tick()}

    def answer(self, by: str = "clerk", text: str = ANSWERED) -> "Ending":
        self.matter = answer(self.matter, text=text, **self._by(by))
        return self

    def guide(self, told: Guided = TOLD, by: str = "duty") -> "Ending":
        self.matter = guide(self.matter, told=told, **self._by(by))
        return self

    def transfer(self, by: str = "duty", **said: str) -> "Ending":
        self.matter = transfer(self.matter, **(SENT | said), **self._by(by))
        return self

    def receipt(self, by: str = "clerk", on: date | None = None, **said: str) -> "Ending":
        told = {
            "received_by": "赵测五",
            "number": "信〔2026〕7号",
            "received_on": on or self.at.astimezone(ZONE).date(),
        }
        self.matter = record_receipt(self.matter, **(told | said), **self._by(by))
        return self

    def reject(self, by: str = "duty", **said: str) -> "Ending":
        self.matter = reject(self.matter, **(REFUSED | said), **self._by(by))
        return self

    def merge(self, into: str, by: str = "duty", reason: str = SAME) -> "Ending":
        self.matter = merge(self.matter, into=into, reason=reason, **self._by(by))
        return self

    def reopen(self, by: str = "duty", reason: str = AGAIN) -> "Ending":
        self.matter = reopen(self.matter, reason=reason, **self._by(by))
        return self

    def everybody_willing(self) -> "Ending":
        """The mediator asks each party, as after a matter was taken up again."""
        for party in self.parties():
            told = self._by("mediator")
            said = {"party": party.pk, "answer": Answer.AGREED, "how": "telephone", "asked_at": told["at"]}
            self.matter = record_consent(self.matter, **said, **told)
        return self

    def respond(self, by: str = "clerk", **said: Any) -> "Ending":
        told = self._by(by)
        spoken = {"party": self.parties()[0].pk, "how": "telephone", "responded_at": told["at"], "words": CALLED}
        self.matter = respond(self.matter, told=Responded(**(spoken | said)), **told)
        return self

    def visit(self, by: str = "clerk", people: int = 1, words: str = "") -> "Ending":
        told = self._by(by)
        self.matter = visit(self.matter, visited_at=told["at"], people=people, words=words, **told)
        return self


def told(matter: Matter) -> list[tuple[str, str, str]]:
    """Which letter the last step wrote, to whom."""
    written = Letter.objects.filter(matter_id=matter.pk, matter_seq=matter.version).exclude(to_role="party")
    return sorted((letter.template, letter.to_unit, letter.to_role) for letter in written)


def unread(matter: Matter) -> set[str]:
    """The letters about the matter that nobody has read or put away."""
    return set(
        Letter.objects.filter(matter_id=matter.pk, read_at=None)
        .exclude(to_role="party")
        .values_list("template", flat=True)
    )
