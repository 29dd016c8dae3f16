"""Who sits at which screen, and matters brought to where a test of a page wants them."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fengdan.files.check import check
from fengdan.files.models import StoredFile
from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.answer_order import OrderAnswered, answer_order
from fengdan.matters.actions.approve_reply import approve_reply
from fengdan.matters.actions.ask_extend import ask_extend
from fengdan.matters.actions.ask_lower_risk import ask_lower_risk
from fengdan.matters.actions.ask_override import ask_override
from fengdan.matters.actions.ask_suspend import ask_suspend
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.book import book
from fengdan.matters.actions.challenge_mediator import challenge_mediator
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.decide_conference import decide_conference
from fengdan.matters.actions.declare_conflict import declare_conflict
from fengdan.matters.actions.extend import extend
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.actions.order import Ordered, order
from fengdan.matters.actions.raise_objection import raise_objection
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.record_receipt import record_receipt
from fengdan.matters.actions.register import register
from fengdan.matters.actions.reply import reply
from fengdan.matters.actions.rule_on_return import rule_on_return
from fengdan.matters.actions.send_back_reply import send_back_reply
from fengdan.matters.actions.suspend import suspend
from fengdan.matters.actions.take import take
from fengdan.matters.actions.transfer import transfer
from fengdan.matters.models import Event, Matter
from fengdan.matters.parties import PartyDetails
from fengdan.matters.queries.free_times import Asked, free_times
from fengdan.people.models import Absence, Grant, User
from fengdan.rulebook.actor import POSTS
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Answer, Side
from fengdan.rulebook.sources import Level, Risk
from tests import needing
from tests.booked import LEAD, wanted
from tests.cast import LI, QUARREL, REASON, WANG, Registration, Walk, actor
from tests.files import make
from tests.matters.watch import everything
from tests.needing import planned, told
from tests.supervised import answered, drafted, issued
from tests.weekdays import working_day

EVERYBODY = [
    *POSTS,
    "small",
    "leader06",
    "mediator06",
    "leader09",
    "mediator09",
    "dept-water",
    "town-621122101",
    "village-621122100202",
]
STRANGERS = ["leader06", "mediator06", "auditor", "dept", "town-621122101", "village-621122100202"]
ID_NUMBER = "11010519491231002X"
WANG_AT_HOME = PartyDetails(Side.APPLICANT, "王测一", "13800000001", ID_NUMBER, "陇西县巩昌镇某小区三号楼")
AT_HOME = Registration(QUARREL.channel, "02", QUARREL.area, QUARREL.story, (WANG_AT_HOME, LI), QUARREL.place)

CROWDED = Registration(
    QUARREL.channel, "02", QUARREL.area, QUARREL.story, (WANG_AT_HOME, LI, PartyDetails(Side.APPLICANT, "赵测三"))
)
WATER, LAND, TOWN, VILLAGE = "dept-water", "dept-land", "town-621122100", "village-621122100201"
WEST_STREET = "621122100201"  # the area of that village
PROMISED = "李测二赔王测一 200 元。"
ANSWERED, BASIS = "水管已经接好，欠费已经减免。", "《城镇供水条例》第二十四条"


def in_the_village(channel: str = "walk_in") -> Registration:
    """The quarrel as the village takes it in itself."""
    here = {"origin": VILLAGE, "level": Level.VILLAGE}
    return Registration(channel, "02", WEST_STREET, QUARREL.story, (WANG, LI), QUARREL.place, **here)


NO_WATER = Registration("walk_in", "B4", QUARREL.area, "家里停水三天了。", (WANG,))


class Handled(Walk):
    """A matter walking the units' way as well; each method takes one step, under the name of whose step it is."""

    def _by(self, username: str) -> dict:
        return {"actor": actor(username), "at": self._tick()}

    def take_in(self, told: Registration | None = None, by: str = "village") -> "Handled":
        self.matter = register(told or in_the_village(), **self._by(by))
        return self

    def accept_itself(self, by: str = "village") -> "Handled":
        self.matter = accept(self.matter, **self._by(by))
        return self

    def keep(self, unit: str = VILLAGE, by: str = "village") -> "Handled":
        return self.give(unit, by=by)

    def give(self, unit: str = WATER, helpers: tuple[str, ...] = (), by: str = "dispatcher") -> "Handled":
        self.matter = assign(self.matter, unit=unit, reason="职责所在", supporting=helpers, **self._by(by))
        return self

    def sign_for(self, by: str = WATER) -> "Handled":
        self.matter = take(self.matter, **self._by(by))
        return self

    def answer(self, by: str = WATER, file: SimpleUploadedFile | None = None) -> "Handled":
        sent = check(file) if file else None
        self.matter = reply(self.matter, result=ANSWERED, basis=BASIS, attachment=sent, **self._by(by))
        return self

    def approve(self, comment: str = "") -> "Handled":
        self.matter = approve_reply(self.matter, comment=comment, **self._by("duty"))
        return self

    def send_back(self, comment: str = "欠费怎么减的没有说。") -> "Handled":
        self.matter = send_back_reply(self.matter, comment=comment, **self._by("duty"))
        return self

    def give_back(self, believed: str = LAND, by: str = WATER) -> "Handled":
        told = {"code": "out_of_field", "reason": "不是供水管线", "believed": believed}
        self.matter = give_back(self.matter, **told, **self._by(by))
        return self

    def rule(self, unit: str = LAND, helpers: tuple[str, ...] = ()) -> "Handled":
        ruled = {"unit": unit, "ruling": "三定职责在此", "supporting": helpers}
        self.matter = rule_on_return(self.matter, **ruled, **self._by("duty"))
        return self

    def give_back_again(self) -> "Handled":
        return self.give_back(WATER, by="town")

    def decide(self, unit: str = WATER, helpers: tuple[str, ...] = ()) -> "Handled":
        said = {"unit": unit, "decision": "供水管线归它，属地配合", "supporting": helpers}
        self.matter = decide_conference(self.matter, **said, **self._by("duty"))
        return self

    def object_to_it(self) -> "Handled":
        """The applicant, at the desk: not in the township."""
        told = {"party": self.parties()[0].pk, "words": "镇上和对方是亲戚，怕不公道。"}
        self.matter = raise_objection(self.matter, **told, **self._by("clerk"))
        return self

    def hand_up(self, by: str = "village") -> "Handled":
        self.matter = hand_up(self.matter, reason="beyond", handover="劝过两次，都要见镇上的人。", **self._by(by))
        return self

    def ask_other(self, by: str = "village") -> "Handled":
        """The other side is asked and is willing."""
        (other,) = [party for party in self.parties() if party.side != Side.APPLICANT]
        asked = {"party": other.pk, "answer": Answer.AGREED, "how": "in_person", **self._by(by)}
        self.matter = record_consent(self.matter, asked_at=asked["at"], **asked)
        return self

    def speak(self, by: str = "village") -> "Handled":
        told = self._by(by)
        terms = OralTerms(PROMISED, told["at"], due="12月1日前")
        self.matter = agree_orally(self.matter, terms=terms, both_agree=True, **told)
        return self

    def end(self, code: Conclusion, by: str = "duty") -> "Handled":
        reason = REASON if code is Conclusion.WITHDRAWN else ""
        self.matter = conclude(self.matter, conclusion=code, reason=reason, **self._by(by))
        return self

    def send_on(self) -> "Handled":
        """Out of the house, to an organ that has to sign for it."""
        told = {"kind": "forward", "organ": "县公安局", "reason": "已经打起来了。", "materials": "登记表"}
        self.matter = transfer(self.matter, **told, **self._by("duty"))
        return self

    def receipt(self) -> "Handled":
        told = self._by("clerk")
        day = timezone.localdate(told["at"])
        self.matter = record_receipt(self.matter, received_by="赵测五", received_on=day, number="公7号", **told)
        return self

    def heat(self) -> "Handled":
        self.matter = raise_risk(self.matter, risk=Risk.ORANGE, reason="扬言要动手", **self._by("supervisor"))
        return self

    def ask_to_calm(self) -> "Handled":
        self.matter = ask_lower_risk(self.matter, risk=Risk.BLUE, reason="双方已经和好", **self._by("mediator"))
        return self

    def ask_suspension(self) -> "Handled":
        told = self._by("mediator")
        self.matter = ask_suspend(self.matter, reason="appraisal", since=told["at"], words="委托书 3 号", **told)
        return self

    def suspend(self) -> "Handled":
        self.matter = suspend(self.matter, approved=True, **self._by("director"))
        return self

    def ask_extension(self, amount: str = "5d") -> "Handled":
        told = {"amount": amount, "reason": "要等鉴定意见", "consent": True, **self._by("mediator")}
        self.matter = ask_extend(self.matter, **told)
        return self

    def extend(self) -> "Handled":
        self.matter = extend(self.matter, approved=True, **self._by("director"))
        return self

    def draft_order(self) -> "Handled":
        self.matter = drafted(self.matter, self._tick())
        return self

    def issue_order(self) -> "Handled":
        self.matter = issued(self.matter, self._tick())
        return self

    def account_for_it(self) -> "Handled":
        self.matter = answered(self.matter, self._tick())
        return self

    def order_mediators(self) -> "Handled":
        """The applicant, by telephone: two of team-16, in order."""
        wanted = Ordered("telephone", mediators=("m1602", "m1603"), needs=("dialect",), words="周三晚上。")
        self.matter = order(self.matter, party=self.parties()[0].pk, ordered=wanted, **self._by("clerk"))
        return self

    def take_as_ordered(self) -> "Handled":
        self.matter = take(self.matter, mediator="m1603", no_conflict=True, **self._by("leader"))
        return self

    def agree_on_one(self) -> "Handled":
        """The other side agrees with the second."""
        said = OrderAnswered("agree", "telephone", rank=2)
        self.matter = answer_order(self.matter, party=self.parties()[-1].pk, answer=said, **self._by("clerk"))
        return self

    def book(self) -> "Handled":
        """At the first hour that is free on a day soon: several matters of a test have the same mediator."""
        free = free_times(Asked([LEAD], "R02", "", 2, evening=False, day=working_day()), timezone.now())
        self.matter = book(self.matter, wanted=wanted(free.starts[0]), **self._by("mediator"))
        return self

    def want(self) -> "Handled":
        self.matter = needing.wanted(self.matter, self._tick())
        return self

    def plan(self) -> "Handled":
        self.matter = planned(self.matter, self._tick())
        return self

    def give_an_answer(self) -> "Handled":
        self.matter = told(self.matter, self._tick())
        return self

    def keep_off(self) -> "Handled":
        """The leader says of a colleague that they may not."""
        told = {"mediator": "m1603", "kind": "kin", "party": self.parties()[1].pk, "ground": "李测二是他的外甥。"}
        self.matter = declare_conflict(self.matter, **told, **self._by("leader"))
        return self

    def challenge(self) -> "Handled":
        """The applicant, at the desk: the mediator is a friend of the other side."""
        told = {"party": self.parties()[0].pk, "ground": "他和对方常在一起。"}
        self.matter = challenge_mediator(self.matter, **told, **self._by("clerk"))
        return self

    def ask_exception(self) -> "Handled":
        told = {"mediator": "m1603", "kind": "kin", "reason": "只有他懂账。"}
        self.matter = ask_override(self.matter, **told, **self._by("leader"))
        return self

    def recall(self) -> "Handled":
        self.matter = recall(self.matter, reason="另行安排", **self._by("duty"))
        return self


# name of a scene → how to get there from the one before it on its line
SCENES = {
    "accepted": Walk.accept,
    "assigned": Walk.assign,
    "taken": Walk.take,
    "willing": Walk.consent,
    "willing at the desk": lambda walk: walk.consent_by_desk(Answer.AGREED),
    "underway": Walk.session,
    "frozen": Walk.agree,
    "effective": Walk.sign,
    "concluded": Walk.conclude,
    "given": Handled.give,
    "signed for": Handled.sign_for,
    "replied": Handled.answer,
    "approved": Handled.approve,
    "answered": lambda walk: walk.end(Conclusion.ANSWERED_BY_UNIT),
    "returned": Handled.give_back,
    "ruled": Handled.rule,
    "returned, the town's": lambda walk: walk.give_back(TOWN),
    "ruled to the town": lambda walk: walk.rule(TOWN),
    "conferring": Handled.give_back_again,
    "decided": Handled.decide,
    "recalled": Handled.recall,
    "heated": Handled.heat,
    "calming": Handled.ask_to_calm,
    "suspension asked": Handled.ask_suspension,
    "suspended": Handled.suspend,
    "extension asked": Handled.ask_extension,
    "extended": Handled.extend,
    "challenged": Handled.challenge,
    "kept off": Handled.keep_off,
    "exception asked": Handled.ask_exception,
    "withdrawn": lambda walk: walk.end(Conclusion.WITHDRAWN),
    "in the township": lambda walk: walk.give(TOWN),
    "objected": Handled.object_to_it,
    "signed for there": lambda walk: walk.sign_for("town"),
    "replied there": lambda walk: walk.answer("town"),
    "taken in": Handled.accept_itself,
    "kept": Handled.keep,
    "in hand": lambda walk: walk.sign_for("village"),
    "asked": Handled.ask_other,
    "spoken": Handled.speak,
    "settled": lambda walk: walk.end(Conclusion.SETTLED_ORALLY, "village"),
    "handed up": Handled.hand_up,
    "sent on": Handled.send_on,
    "receipted": Handled.receipt,
    "followed": Walk.follow_up,
    "answer followed": Walk.follow_up,
    "owing": Walk.owe,
    "performed": Walk.perform,
    "rated low": Walk.rate,
    "handled": Walk.handle_rating,
    "archived": Walk.archive,
    "drafted": Handled.draft_order,
    "supervised": Handled.issue_order,
    "unit supervised": lambda walk: walk.draft_order().issue_order(),
    "accounted for": Handled.account_for_it,
    "ordered": Handled.order_mediators,
    "ordered and accepted": Walk.accept,
    "order agreed": Handled.agree_on_one,
    "assigned as ordered": Walk.assign,
    "booked": Handled.book,
    "in need": Handled.want,
    "need planned": Handled.plan,
    "need answered": Handled.give_an_answer,
    "taken as ordered": Handled.take_as_ordered,
}
CLOSED = ["recalled", "withdrawn", "archived"]
SETTLED = [
    "registered",
    "accepted",
    "assigned",
    "taken",
    "willing",
    "underway",
    "frozen",
    "effective",
    "concluded",
]
LINES = [
    [*SETTLED, "archived"],
    ["registered", "accepted", "given", "signed for", "replied", "approved", "answered", "archived"],
    ["registered", "accepted", "given", "signed for", "replied", "approved", "answered", "answer followed", "archived"],
    [*SETTLED, "followed", "archived"],
    [*SETTLED, "owing", "performed", "archived"],
    [*SETTLED, "rated low", "handled", "archived"],
    ["registered", "accepted", "given", "returned", "ruled", *CLOSED],
    ["registered", "accepted", "given", "returned, the town's", "ruled to the town", "conferring", "decided", *CLOSED],
    [
        "registered",
        "accepted",
        "in the township",
        "signed for there",
        "replied there",
        "approved",
        "answered",
        "archived",
    ],
    ["at home", "taken in", "kept", "in hand", "asked", "spoken", "settled", "archived"],
    ["at home", "taken in", "kept", "in hand", "handed up", *CLOSED],
    ["registered", "accepted", "in the township", "objected", *CLOSED],
    ["registered", "accepted", "assigned", "taken", "heated", "calming", "withdrawn", "archived"],
    ["registered", "accepted", "assigned", "taken", "suspension asked", "suspended", "withdrawn", "archived"],
    ["registered", "accepted", "assigned", "taken", "extension asked", "extended", "withdrawn", "archived"],
    ["registered", "accepted", "assigned", "taken", "challenged", "withdrawn", "archived"],
    ["registered", "accepted", "assigned", "kept off", "exception asked", *CLOSED],
    ["registered", "accepted", "sent on", "receipted", "archived"],
    ["registered", "willing at the desk", "withdrawn", "archived"],
    ["registered", "accepted", "assigned", "drafted", "supervised", "accounted for"],
    ["registered", "accepted", "given", "signed for", "unit supervised"],
    [
        *("registered", "ordered", "ordered and accepted", "order agreed", "assigned as ordered", "taken as ordered"),
        *("withdrawn", "archived"),
    ],
    ["registered", "accepted", "assigned", "taken", "booked", "withdrawn", "archived"],
    [
        "registered",
        "accepted",
        "assigned",
        "taken",
        "in need",
        "need planned",
        "need answered",
        "withdrawn",
        "archived",
    ],
]


def brought(scene: str, told: Registration = QUARREL, began: timedelta = timedelta(hours=3)) -> Handled:
    """A matter as it stands at the end of a scene. It began a while ago, so that a page can go on with it now."""
    walk = Handled(at=timezone.now() - began)
    start = next(line[0] for line in LINES if scene in line)
    walk.take_in() if start == "at home" else walk.register(told)
    return go_on(walk, start, scene)


def go_on(walk: Handled, scene: str, until: str) -> Handled:
    """From one scene to a later one of the same line."""
    line = next(line for line in LINES if {scene, until} <= set(line))
    for name in line[line.index(scene) + 1 : line.index(until) + 1]:
        SCENES[name](walk)
    return walk


def photo(name: str = "水表.jpg", side: int = 60) -> SimpleUploadedFile:
    """A small photo, as a phone sends it."""
    return SimpleUploadedFile(name, make.jpeg(size=(side, 40)), "image/jpeg")


def withdrawn(walk: Walk) -> Walk:
    return walk.conclude(Conclusion.WITHDRAWN)


def given_back(walk: Walk) -> Walk:
    walk.matter = give_back(walk.matter, code="overload", reason="人手不足", actor=actor("leader"), at=walk._tick())
    return walk


def screen(username: str = "") -> Client:
    """A browser: somebody's who is signed in, or a stranger's."""
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username))
    return client


def events(matter: Matter) -> list[str]:
    return list(Event.objects.filter(matter_id=matter.pk).order_by("seq").values_list("step", flat=True))


class Unchanged:
    """Nothing of any matter, letter, journal entry, attachment, absence or grant is written inside."""

    def __enter__(self) -> None:
        self.before = stored()

    def __exit__(self, kind, *_rest) -> None:
        if kind is None:
            assert stored() == self.before


def stored() -> dict:
    more = {model.__name__: list(model.objects.order_by("pk").values()) for model in (StoredFile, Absence, Grant)}
    return everything() | more
