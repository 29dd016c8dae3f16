"""People who post steps over HTTP while things break, and whether what they were told is true."""

import http.client
import re
import threading
from collections import Counter
from dataclasses import dataclass, field

from fengdan.matters.models import Event, Matter
from fengdan.matters.verify import verify
from tests.serving import Person, nonce

CODE = re.compile(r"/m/([^/]+)/")
DONE, AWAY = 302, 503
REGISTER = {
    "channel": "walk_in",
    "applicant_name": "王测一",
    "respondent_name": "李测二",
    "story": "楼上漏水泡坏了我家天花板，找了三次都不修。",
    "area": "621122100",
    "matter_type": "02",
    "people": "1",
    "risk": "blue",
    "way": "wait",
}
PAUSE = 0.05  # of somebody who was told to try again


@dataclass
class Sent:
    """One form of one person; `answered` when somebody was told that it is saved."""

    who: str
    step: str
    address: str
    form: dict[str, str]
    answered: bool = False

    @property
    def once(self) -> str:
        return self.form["once"]


@dataclass
class Posting:
    """A few people who register, accept and remark at once, and all that they sent and were answered."""

    people: dict[str, Person]
    shared: str = ""  # a matter on which everybody remarks at the same time
    sent: list[Sent] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    pages: dict[int, str] = field(default_factory=dict)
    acknowledged: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    turned_away: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, count: int = 4) -> None:
        self.over.clear()
        self.turned_away.clear()
        self.shared = self.shared or self.post("clerk", "register", "/register/", REGISTER)
        self.threads = [threading.Thread(target=self._work) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def wait_for(self, steps: int) -> None:
        """Until so many more are acknowledged."""
        assert all(self.acknowledged.acquire(timeout=60) for _ in range(steps)), self.answers

    def _work(self) -> None:
        while not self.over.is_set():
            code = self.post("clerk", "register", "/register/", REGISTER)
            if not code:
                continue
            self.post("duty", "accept", f"/m/{code}/accept/", {"seen": "1"})
            for where in (code, self.shared):
                self.post("clerk", "note", f"/m/{where}/note/", {"seen": "1", "text": "李测二来电"})

    def post(self, who: str, step: str, address: str, form: dict[str, str]) -> str:
        """The code of the matter when it was answered that the step is taken."""
        if self.over.is_set():
            return ""
        sent = Sent(who, step, address, form | {"once": nonce()})
        self.sent.append(sent)
        return self.send(sent)

    def send(self, sent: Sent) -> str:
        try:
            status, page, headers = self.people[sent.who].post(sent.address, sent.form)
        except (OSError, http.client.HTTPException):
            self.over.set()  # the server is gone
            return ""
        self.answers[status] += 1
        self.pages[status] = page.decode()
        if status == DONE:
            sent.answered = True
            self.acknowledged.release()
            return CODE.match(headers["Location"])[1]
        self.turned_away.set()
        self.over.wait(PAUSE)
        return ""

    def check(self) -> None:
        """What was acknowledged is there once, nothing is there by half, and what is sent again happens once."""
        kept = self._kept()
        assert set(kept.values()) == {1}
        assert {each.once for each in self.sent if each.answered} <= kept.keys()
        assert verify()["problems"] == []
        assert Matter.objects.count() == Event.objects.filter(step="register").count()
        self.over.clear()
        for each in self.sent:
            for _ in range(1 if each.answered else 2):
                assert self.send(each), each.step
        assert self._kept() == Counter(each.once for each in self.sent)
        assert verify()["problems"] == []

    def _kept(self) -> Counter[str]:
        """How often each form that was sent is in the ledger."""
        mine = {each.once for each in self.sent}
        found = Event.objects.exclude(once=None).values_list("once", flat=True)
        return Counter(once for once in found if once in mine)
