"""The forms of the talent pool: 聘任和续聘, 离任, 培训, 等级, 关系. Each says what was typed as its action wants it."""

from datetime import date
from typing import Any

from fengdan.matters.mediators import let_go
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.pool import BY_LAW, GRADE_LABELS, LEAVING_LABELS, Grade, Leaving
from fengdan.rulebook.ties import TIE_LABELS, TieKind
from fengdan.teams.appointing import DAY, Ending, Named, appoint
from fengdan.teams.records import Graded, Taught, set_grade, train
from fengdan.teams.standing import CommitteeTerm, Standing
from fengdan.teams.tying import Tied, enter_tie
from fengdan.web.shared.fields import Choice, Day, Phone, Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.numbers import Whole, version_of

MOST_HOURS = 200
POSTS = [("member", "委员（调解员）"), ("director", "主任")]
REASONS = [
    ("罢免或解聘（人民调解法第十五条）", [(code.value, LEAVING_LABELS[code]) for code in BY_LAW]),
    ("离任", [(code.value, LEAVING_LABELS[code]) for code in Leaving if code not in BY_LAW]),
]


class PoolForm(Form):
    """A form about a mediator as they stand. `committees` are those in service, with the ends of their terms."""

    def __init__(self, *args: Any, of: Standing, committees: list[CommitteeTerm], **options: Any) -> None:
        self.of, self.committees = of, committees
        today = options["at"].astimezone(ZONE).date()
        options["initial"] = self.first_words(today)
        super().__init__(*args, **options)
        if "committee" in self.fields:
            self.fields["committee"].choices = [("", "请选择"), *self.offered()]  # type: ignore[attr-defined]

    def first_words(self, _today: date) -> dict[str, Any]:
        """What the empty form proposes."""
        return {}

    def offered(self) -> list[tuple[str, str]]:
        """The committees to choose from."""
        return [(seat.committee, seat.name) for seat in self.of.seats]

    def act(self, actor: Actor) -> None:
        """Do what was typed. Raises Refused."""
        raise NotImplementedError


class RenewForm(PoolForm):
    committee = Choice("调委会")
    post = Choice("职务", POSTS)
    from_day = Day("聘期从哪天起", hint="续聘从上一聘期届满的次日起，可以提前登记。")
    until = Day("聘期到哪天", hint="包括这一天，不能超出调委会任期。")
    appointed_by = Text("推选或聘任单位", 60)
    letter = Text("聘书编号", 40, required=False)

    def first_words(self, today: date) -> dict[str, Any]:
        """The first committee held, its next term, to the end of what it may be."""
        seat = next(iter(self.of.seats), None)
        if seat is None:
            return {"from_day": today}
        term = next((term for term in self.of.terms if term.committee == seat.committee), None)
        ends = next((each.ends for each in self.committees if each.code == seat.committee), None)
        return {
            "committee": seat.committee,
            "post": "director" if seat.post == "主任" else "member",
            "from_day": term.until + DAY if term else today,
            "until": ends,
            "appointed_by": term.appointed_by if term else seat.name,
        }

    def offered(self) -> list[tuple[str, str]]:
        """All that are in service: one may be appointed in another."""
        return [(each.code, f"{each.name}（任期到 {each.ends}）") for each in self.committees]

    def act(self, actor: Actor) -> None:
        """Appoint or renew."""
        said = self.cleaned_data
        named = Named(
            committee=said["committee"],
            from_day=said["from_day"],
            until=said["until"],
            appointed_by=said["appointed_by"],
            letter=said["letter"],
            director=said["post"] == "director",
        )
        appoint(self.of.code, named, seen=version_of(self.data.get("version", "")), actor=actor, at=self.at)


class EndForm(PoolForm):
    committee = Choice("离开哪个调委会")
    last_day = Day("最后一天")
    reason = Choice("原因", REASONS)

    def first_words(self, today: date) -> dict[str, Any]:
        return {"last_day": today, "committee": self.of.seats[0].committee if len(self.of.seats) == 1 else ""}

    def act(self, actor: Actor) -> None:
        """解聘 or 离任."""
        said = self.cleaned_data
        ending = Ending(said["committee"], said["last_day"], Leaving(said["reason"]))
        let_go(self.of.code, ending, actor=actor, at=self.at)


class TrainForm(PoolForm):
    held_on = Day("培训日期", hint="几天的写最后一天。")
    topic = Text("培训内容", 60)
    hours = Whole("学时", 1, MOST_HOURS)
    held_by = Text("主办单位", 60)

    def act(self, actor: Actor) -> None:
        """Enter the hours."""
        train(self.of.code, Taught(**self.cleaned_data), actor=actor, at=self.at)


class GradeForm(PoolForm):
    grade = Choice("等级", [(grade.value, label) for grade, label in GRADE_LABELS.items()])
    issuer = Text("发证单位", 60)
    issued_on = Day("发证日期")
    expires_on = Day("有效期到哪天", hint="包括这一天。")

    def act(self, actor: Actor) -> None:
        """Enter the grade."""
        said = self.cleaned_data
        graded = Graded(Grade(said["grade"]), said["issuer"], said["issued_on"], said["expires_on"])
        set_grade(self.of.code, graded, actor=actor, at=self.at)


class TieForm(PoolForm):
    kind = Choice("哪一种关系", [(kind.value, label) for kind, label in TIE_LABELS.items()])
    value = Text("是谁、是哪里", 60, hint="住处写到乡镇、村和几社，如：巩昌镇东街村三社；单位和人写全名。")
    phone = Phone("对方电话", required=False, hint="只有近亲属、代理过的人要填。")
    since = Day("从哪天起", hint="不清楚的，写知道的最早一天。")
    until = Day("到哪天为止", required=False, hint="已经搬走、离开单位的才填。")

    def first_words(self, today: date) -> dict[str, Any]:
        return {"since": today}

    def act(self, actor: Actor) -> None:
        """Enter the tie."""
        said = self.cleaned_data
        enter_tie(self.of.code, Tied(**said | {"kind": TieKind(said["kind"])}), actor=actor, at=self.at)


FORMS: dict[str, type[PoolForm]] = {
    "renew": RenewForm,
    "end": EndForm,
    "train": TrainForm,
    "grade": GradeForm,
    "tie": TieForm,
}
