"""Matters walking through the product's own actions, with everything a form would bring already in hand."""

from collections.abc import Callable
from secrets import token_hex
from typing import Any

from django.utils import timezone

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.archive import archive
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.register import register
from fengdan.matters.actions.sign import sign
from fengdan.matters.actions.take import take
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.people.actor import actor_of
from fengdan.people.models import User
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Answer
from fengdan.rulebook.file_check import Paper
from fengdan.rulebook.signing import SignatureRecord
from tests.cast import QUARREL, TEAM, TERMS, mediator_code

STAFF = ("clerk", "duty", "dispatcher", "leader", "mediator", "archivist")
Call = Callable[[], Matter]


class Desk:
    """The people, looked up once: who is asking is known before a step is taken."""

    def __init__(self) -> None:
        users = User.objects.in_bulk(STAFF, field_name="username")
        self.actors = {name: actor_of(users[name], timezone.localdate()) for name in STAFF}
        self.mediator = mediator_code("mediator")


class Walk:
    """One matter. `prepared` gives the call of the next step, so that only the step itself is timed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.matter: Matter | None = None

    def go(self, *verbs: str) -> "Walk":
        for verb in verbs:
            self.matter = self.prepared(verb)()
        return self

    def prepared(self, verb: str) -> Call:
        return getattr(self, f"_{verb}")()

    def _by(self, who: str) -> dict[str, Any]:
        seen = {"seen": self.matter.version} if self.matter else {}
        once = Once(token_hex(16), token_hex(32))
        return {"actor": self.desk.actors[who], "at": timezone.now(), "once": once, **seen}

    def _register(self) -> Call:
        by = self._by("clerk")
        return lambda: register(QUARREL, **by)

    def _accept(self) -> Call:
        by = self._by("duty")
        return lambda: accept(self.matter, **by)

    def _assign(self) -> Call:
        by = self._by("dispatcher")
        return lambda: assign(self.matter, unit=TEAM, reason="专门", **by)

    def _take(self) -> Call:
        by = self._by("leader")
        return lambda: take(self.matter, mediator=self.desk.mediator, no_conflict=True, **by)

    def _record_consent(self) -> Call:
        by, (_, other) = self._by("mediator"), self._parties()
        said = {"answer": Answer.AGREED, "how": "telephone", "asked_at": by["at"]}
        return lambda: record_consent(self.matter, party=other, **said, **by)

    def _hold_session(self) -> Call:
        by = self._by("mediator")
        held = SessionRecord(by["at"], "中心调解室", self._parties(), "双方陈述，调解员劝导。" * 8, "agreed", True)
        return lambda: hold_session(self.matter, session=held, **by)

    def _agree(self) -> Call:
        by = self._by("mediator")
        return lambda: agree(self.matter, terms=TERMS, **by)

    def _sign_all(self) -> Call:
        for signer in [*(f"party:{party}" for party in self._parties()), "mediator", "seal"]:
            by = self._by("mediator")
            manner = "stamped" if signer == "seal" else "signed"
            put = SignatureRecord(signer, manner, by["at"], identity_checked=True)
            self.matter = sign(self.matter, signature=put, **by)
        return lambda: self.matter

    def _settle(self) -> Call:
        by = self._by("mediator")
        return lambda: conclude(self.matter, conclusion=Conclusion.SETTLED_IN_WRITING, **by)

    def _withdraw(self) -> Call:
        by = self._by("duty")
        return lambda: conclude(self.matter, conclusion=Conclusion.WITHDRAWN, reason="申请人当面说不调解了。", **by)

    def _archive(self) -> Call:
        by = self._by("archivist")
        return lambda: archive(self.matter, pages=12, shelf="甲柜三层", papers=list(Paper), **by)

    def _parties(self) -> list[int]:
        return list(self.matter.parties.values_list("id", flat=True))
