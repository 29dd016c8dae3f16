"""Every step through its page: who may, who may not, what was not seen, and what happens to what was typed."""

from copy import copy

import pytest
from django.core.files import File
from django.db import transaction

from fengdan.matters.verify import verify
from fengdan.rulebook.errors import Stale
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import BY_HAND, STEPS
from fengdan.web.matter.steps import FORMS
from fengdan.web.shared.forms import NONCE
from tests.cast import mediator_code
from tests.web.reader import read
from tests.web.scene import CROWDED, QUARREL, STRANGERS, WATER, Unchanged, brought, events, go_on, screen
from tests.web.tries import TRIES, verb_of
from tests.weekdays import at, day_off

pytestmark = pytest.mark.django_db
# where the confirmation is another word than 已 and the step's own
CONFIRMED = {
    "agree_orally": "已登记口头协议",
    "report_up": "已登记上报",
    "respond": "已记录回应",
    "rule_on_return": "已裁定",
    "decide_conference": "会商已裁定",
    "raise_objection": "已记下异议",
    "rule_on_objection": "已裁定异议",
    "give_back": "已办好，该事项不在您手上了",
    "answer": "已当场答复并办结",
    "reject": "已决定不予受理",
    "visit": "已记录来访",
    "alarm": "已记录紧急情况",
    "handle_risk": "已记录风险处置",
    "book": "已约好时间地点",
    "ask_lower_risk": "已提出降低风险的申请",
    "lower_risk": "已作出决定",
    "ask_suspend": "已提出中止的申请",
    "suspend": "已作出决定",
    "ask_extend": "已提出延期的申请",
    "extend": "已作出决定",
    "draft_supervision": "已拟好督办，等待主任签发",
    "issue_supervision": "已签发督办",
    "drop_supervision": "已决定不予签发",
    "answer_supervision": "已回复督办",
    "judge_supervision": "已审核督办回复",
    "lead_personally": "已确定包案领导",
    "answer_order": "已记下答复",
    "arrange_order": "已由中心安排",
    "register_need": "已登记待安排需求",
    "plan_need": "已作出安排",
    "drop_task": "任务已不再需要",
    "prepare": "已写好调解预案",
    "declare_conflict": "已登记回避",
    "challenge_mediator": "已收到回避申请",
    "rule_on_challenge": "已作出决定",
    "waive_conflict": "已记录双方同意不回避",
    "ask_override": "已提出破例承办的申请",
    "override_conflict": "已作出决定",
    "ask_party": "已备好征求调解意见书，请在当事人一栏打印",
}
NOTHING_SAVED = "页面已失效，这次提交没有保存"


EVERY_STEP = pytest.mark.parametrize("laid", TRIES, indirect=True)
MOVING = pytest.mark.parametrize(
    "laid", [trial for trial in TRIES if not STEPS[verb_of(trial)].additive], indirect=True
)

BEFORE_THE_END = pytest.mark.parametrize(
    "laid", [trial for trial in TRIES if Stage.ARCHIVED not in STEPS[verb_of(trial)].before], indirect=True
)


class Sitting:
    """Somebody with the form of a step before them."""

    def __init__(self, trial):
        self.how, self.verb = TRIES[trial], verb_of(trial)
        self.walk = brought(self.how.scene, CROWDED if self.verb == "remove_party" else QUARREL)
        self.matter = self.walk.matter
        self.kind = self._kind()
        self.page = f"/m/{self.matter.code}/"
        self.address = f"{self.page}{self.verb}/"
        self.screen = screen(self.how.by)
        page = read(self.screen.get(self.address))
        self.form = page.form(self.address)
        types = self.how.types | ({"mediator": mediator_code("mediator")} if trial == "take" else {})
        types |= {name: page.offers(name) for name in (self.how.all_of,) if name}
        types |= {name: page.offers(name)[-1] for name in (self.how.last_of,) if name}
        types |= {"into": brought("registered").matter.code} if self.verb == "merge" else {}
        types |= {"pin": self.matter.pin} if self.verb == "rate" else {}
        self.sent = self.form.filled(**types)

    @property
    def said(self):
        """The step's word where the matter is now."""
        return STEPS[self.verb].said(self._kind())

    @property
    def told(self):
        """The step's word once it is taken: as it was said where the matter was, or is since."""
        return STEPS[self.verb].said(self.kind or self._kind())

    def _kind(self):
        unit = type(self.matter).objects.get(pk=self.matter.pk).unit
        return unit.kind if unit else ""

    def post(self, by=None, **changes):
        sent = {name: values for name, values in (self.sent | changes).items() if values is not None}
        for file in (each for each in sent.values() if isinstance(each, File)):
            file.seek(0)
        return (by or self.screen).post(self.address, sent)

    def kept(self, response):
        """Everything typed still stands in the form that came back, and the form can be sent again."""
        again = read(response).form(self.address)
        typed = {name: values for name, values in self.sent.items() if name in self.form.typed() | self.how.types}
        typed = {name: values for name, values in typed.items() if not isinstance(values, File)}  # to be chosen again
        assert {name: again.typed().get(name) for name in typed} == typed
        assert NONCE.fullmatch(again.sends["once"][0])
        assert again.sends["seen"] == [str(type(self.matter).objects.get(pk=self.matter.pk).version)]


@pytest.fixture(scope="module")
def laid(request, django_db_setup, django_db_blocker):
    """The matter and the form of one trial, for all tests of that trial."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Sitting(request.param)
        transaction.set_rollback(True)


@pytest.fixture
def sitting(laid):
    """The form as it was laid out, before somebody who has just signed in."""
    mine = copy(laid)
    mine.walk, mine.screen = copy(laid.walk), screen(laid.how.by)
    return mine


def test_every_step_with_a_page_is_tried():
    assert set(map(verb_of, TRIES)) == set(FORMS) == set(BY_HAND)


@EVERY_STEP
def test_the_right_person_fills_in_the_form_and_sees_it_done(sitting):
    before = events(sitting.matter)
    saved = sitting.post()
    kept, verb = sitting.how.kept, sitting.verb  # who gave it back has it no more
    assert (saved.status_code, saved["Location"]) == (302, f"{sitting.page if kept else '/'}?done={verb}")
    assert events(sitting.matter) == [*before, verb]
    shown = read(sitting.screen.get(saved["Location"]))
    assert CONFIRMED.get(verb, f"已{sitting.told}") in shown.words
    assert not kept or sitting.told in shown.text_of["history"]
    assert verify()["problems"] == []


@EVERY_STEP
def test_the_same_form_sent_twice_is_saved_once_and_answered_alike(sitting):
    first = sitting.post()
    with Unchanged():
        second = sitting.post()
    assert (second.status_code, second["Location"]) == (first.status_code, first["Location"])


@pytest.mark.parametrize("laid", [trial for trial, how in TRIES.items() if how.not_by], indirect=True)
def test_who_sees_the_matter_but_may_not_is_told_whose_step_it_is(sitting):
    colleague = screen(sitting.how.not_by)
    page = read(colleague.get(sitting.address))
    assert f"“{sitting.said}”由" in page.words
    assert [form for form in page.forms if form.action == sitting.address] == []
    with Unchanged():
        answer = sitting.post(by=colleague)
    assert answer.status_code == 409
    assert f"“{sitting.said}”由" in read(answer).words


@EVERY_STEP
def test_another_team_or_unit_finds_no_such_page(sitting):
    with Unchanged():
        for username in STRANGERS:
            stranger = screen(username)
            assert stranger.get(sitting.address).status_code == 404
            assert sitting.post(by=stranger).status_code == 404
        expired = sitting.post(by=screen())
        assert expired.status_code == 403
        assert "没有保存" in read(expired).words


@BEFORE_THE_END
def test_a_step_out_of_order_is_refused_with_a_sentence(sitting):
    closed = go_on(sitting.walk, sitting.how.scene, "archived").matter
    with Unchanged():
        answer = sitting.post(seen=[str(closed.version)])
    assert answer.status_code == 409
    assert f"该事项已归档，不能再{sitting.said.removeprefix('再')}。" in read(answer).words
    assert "该事项已归档" in read(sitting.screen.get(sitting.address)).words


@MOVING
def test_who_comes_second_reads_that_somebody_was_first_and_keeps_every_word(sitting):
    first, address = screen("clerk"), f"{sitting.page}correct/"
    put_right = {"field": "place", "new": "三号楼", "reason": "听错了"}
    assert first.post(address, read(first.get(address)).form(address).filled(**put_right)).status_code == 302
    with Unchanged():
        late = sitting.post()
    assert late.status_code == 409
    assert Stale().reason in read(late).words
    sitting.kept(late)
    assert sitting.screen.post(sitting.address, read(late).form(sitting.address).sends).status_code == 302


@EVERY_STEP
def test_a_form_without_a_proper_nonce_is_not_saved(sitting):
    for once in (None, "", "short", "g" * 32, "0" * 33, "\x00" * 32):
        with Unchanged():
            answer = sitting.post(once=once and [once])
        assert answer.status_code == 409, once
        assert NOTHING_SAVED in read(answer).words
        sitting.kept(answer)


@MOVING
def test_a_form_that_does_not_say_what_was_seen_is_not_saved(sitting):
    before = events(sitting.matter)
    for seen in (None, "", "0", "-1", "99999999999999999999999", "x", "1e3", "\x00", "1" * 5000):
        answer = sitting.post(seen=seen and [seen])
        assert answer.status_code in {409, 422}, seen
        assert events(sitting.matter) == before, seen
        sitting.kept(answer)
        assert 'role="alert"' in answer.content.decode()


MISTAKES = [
    ("assign", "reason", "", "请填写“为什么交给它”。", 422),
    ("assign, to another unit", "other_unit", "", "请选择“其他单位”是哪一个。", 422),
    ("assign, to another unit", "other_unit", "committee-family", "“其他单位”的选项已变化", 422),
    ("assign, to another unit", "other_unit", "village-621122101201", "“其他单位”的选项已变化", 422),
    ("assign, to another unit", "supporting", ["dept-nobody"], "“请谁配合”的选项已变化", 422),
    ("recall, from a unit", "reason", "", "请填写“撤回理由”。", 422),
    ("give_back, by a unit", "believed", "", "请选择“您认为应当由谁负责”。", 422),
    ("give_back, by a unit", "believed", WATER, "“您认为应当由谁负责”的选项已变化", 422),
    ("give_back, by a unit", "reason", " ", "请填写“具体情况和依据”。", 422),
    ("give_back, by a unit", "code", None, "请选择“为什么退”。", 422),
    ("rule_on_return", "ruling", "", "请填写“裁定理由”。", 422),
    ("rule_on_return", "unit", "other", "请选择“其他单位”是哪一个。", 422),
    ("decide_conference", "decision", "", "请填写“裁定意见”。", 422),
    ("decide_conference", "unit", "other", "请选择“其他单位”是哪一个。", 422),
    ("decide_conference, to a third", "other_unit", "centre", "“其他单位”的选项已变化", 422),
    ("rule_on_return, to a third", "other_unit", "centre", "“其他单位”的选项已变化", 422),
    ("raise_objection", "words", " ", "请填写“为什么不同意（本人的话）”。", 422),
    ("raise_objection", "party", None, "请选择“是哪一位”。", 422),
    ("rule_on_objection", "ruling", "", "请填写“理由”。", 422),
    ("rule_on_objection", "decision", None, "请选择“您的裁定”。", 422),
    ("order", "choice1", "", "请先填“第一选”，再填“第二选”。", 422),
    ("order", "choice1", "七", "“第一选”要填手册上的编号", 422),
    ("order", "choice2", "0", "“第二选”要填手册上的编号", 422),
    ("order", "choice2", "999", "菜单上没有 999 号", 422),
    ("order", "choice2", "62", "第 2 选和第 1 选是同一位", 409),
    ("order", "team", "team-16", "团队和调解员只能选一样", 409),
    ("order", "needs", ["magic"], "“有什么要求”的选项已变化", 422),
    ("order", "party", None, "请选择“是哪一位点的”。", 422),
    ("order", "channel", "online", "“怎么点的”的选项已变化", 422),
    ("order", "people", "0", "至少是 1", 422),
    ("answer_order", "rank", None, "请选择同意哪一位。", 422),
    ("answer_order", "rank", "3", "“同意哪一位”的选项已变化", 422),
    ("answer_order, others", "choice2", "63", "对方已经提出", 409),
    ("arrange_order", "reason", " ", "请填写“为什么这样安排”。", 422),
    ("arrange_order", "choice1", "999", "菜单上没有 999 号", 422),
    ("assign, not as ordered", "order_reason", " ", "没有按点单安排", 409),
    ("take, not as ordered", "order_reason", "", "没有按点单安排", 409),
    ("hand_up", "reason", "timed_out", "“为什么上交”的选项已变化", 422),
    ("hand_up", "handover", "", "请填写“交接说明”。", 422),
    ("hand_up", "handover", "长" * 501, "最多 500 个字，现有 501 个字", 422),
    ("hand_up", "reason", None, "请选择“为什么上交”。", 422),
    ("hand_up", "reason", "tired", "“为什么上交”的选项已变化", 422),
    ("ask_help", "text", "\n", "请填写“需要什么帮助”。", 422),
    ("reply", "basis", "", "请填写“依据”。", 422),
    ("reply", "result", "", "请填写“办理结果”。", 422),
    ("reply", "result", "前\x00后", "无法识别的字符", 422),
    ("send_back_reply", "comment", "", "请填写“要补充什么”。", 422),
    ("approve_reply", "comment", "长" * 401, "最多 400 个字，现有 401 个字", 422),
    ("agree_orally", "both_agree", None, "请勾选“双方都同意这样办，不需要写书面协议”。", 422),
    ("agree_orally", "content", "", "请填写“怎么说定的”。", 422),
    ("agree_orally", "content", "李测二赔 200 元，王测一不得起诉。", "不能写“不得起诉”", 409),
    ("agree_orally", "due", "尽快", "“尽快”说不清", 409),
    ("agree_orally, at the village", "due", "", "请写明哪天以前办", 409),
    ("agree_orally, at the village", "reached_at", "2099-01-01T10:00", "不能晚于现在", 422),
    ("conclude, what a unit answered", "conclusion", "settled_orally", "还没有登记口头协议", 409),
    ("conclude, at the village", "conclusion", "settled_in_writing", "还没有书面协议", 409),
    ("add_obligation", "amount", "12.345", "最多两位小数", 422),
    ("add_obligation", "amount", "-1", "看不懂这个金额", 422),
    ("add_obligation", "due_on", "", "请填写“最迟哪天”。", 422),
    ("add_obligation", "due_on", "1999-01-01", "请核对年份", 409),
    ("record_performance", "amount", "1200.01", "还差 1,200.00 元，这次的金额超过了", 409),
    ("record_performance", "amount", "", "请填写这次给了多少", 409),
    ("record_performance", "happened_on", "2099-01-01", "日期不能晚于今天", 409),
    ("record_performance", "kind", None, "请选择“办得怎么样”。", 422),
    ("follow_up", "words", " ", "请填写“说了什么”", 409),
    ("follow_up", "reached", None, "请选择“联系上了吗”。", 422),
    ("follow_up", "asked_at", "2099-01-01T10:00", "不能晚于现在", 422),
    ("rate", "score", "6", "“对这件事的处理满意吗”的选项已变化", 422),
    ("rate", "pin", "", "请填写“回执上的查询密码”。", 422),
    ("rate", "pin", "000", "查询密码不对", 409),
    ("handle_rating", "handling", "", "请填写“怎么处理的”。", 422),
    ("conclude", "nothing_due", None, "请填写以后要履行什么", 409),
    ("conclude, what a unit answered", "conclusion", "vanished", "“怎样办结”的选项已变化", 422),
    ("answer", "text", " ", "请填写“怎么答复的”。", 422),
    ("guide", "address", "", "请填写“地址”。", 422),
    ("guide", "materials", "", "请填写“带什么材料”。", 422),
    ("guide", "limits", "长" * 601, "最多 600 个字，现有 601 个字", 422),
    ("transfer", "kind", None, "请选择“转送还是移送”。", 422),
    ("transfer", "organ", "", "请填写“送到哪个机关”。", 422),
    ("record_receipt", "received_on", "2099-01-01", "收到的日期不能晚于今天", 409),
    ("record_receipt", "received_on", "2000-01-01", "收到的日期早于送出的日期", 409),
    ("record_receipt", "received_on", "昨天", "“哪天收到的”不是有效的日期", 422),
    ("reject", "code", None, "请选择“为什么不予受理”。", 422),
    ("reject", "code", "tired", "“为什么不予受理”的选项已变化", 422),
    ("merge", "into", "", "请填写“并入哪一件”。", 422),
    ("merge", "into", "621122-20261123-000099-0", "没有这个编号的事项，或者就是本件", 409),
    ("reopen", "reason", "", "请填写“为什么恢复办理”。", 422),
    ("visit", "people", "0", "“来了几个人”至少是 1。", 422),
    ("visit", "people", "很多", "“来了几个人”应为整数", 422),
    ("visit", "people", "1000", "“来了几个人”不能超过 999", 422),
    ("visit", "visited_at", "2099-01-01T10:00", "不能晚于现在", 422),
]

MISTAKES += [
    ("change_mediator", "reason", "", "请填写“为什么更换”。", 422),
    ("change_mediator", "no_conflict", None, "请勾选“已确认：承办的人与双方都没有需要回避的关系”。", 422),
    ("change_mediator", "mediator", "m0601", "“由谁承办”的选项已变化", 422),
    ("take, several", "assistants", ["m0601"], "“共同承办”的选项已变化", 422),
    ("declare_conflict", "kind", "upheld", "“属于哪一种”的选项已变化", 422),
    ("declare_conflict", "ground", " ", "请填写“是什么关系”。", 422),
    ("declare_conflict", "mediator", "m1603", "“谁要回避”的选项已变化", 422),
    ("challenge_mediator", "ground", "", "请填写“为什么要换人（本人的话）”。", 422),
    ("challenge_mediator", "mediator", "m1603", "“要求谁回避”的选项已变化", 422),
    ("rule_on_challenge", "ruling", "", "请填写“理由”。", 422),
    ("rule_on_challenge", "decision", None, "请选择“您的决定”。", 422),
    ("waive_conflict", "conflict", "m1603:own", "“哪一项”的选项已变化", 422),
    ("waive_conflict", "agreed", None, "请至少勾选一项“谁同意了”。", 422),
    ("waive_conflict", "waiver", "", "请填写“怎么同意的”。", 422),
    ("ask_override", "reason", "", "请填写“为什么破例”。", 422),
    ("ask_override", "conflict", "m1601:kin", "“哪一项”的选项已变化", 422),
    ("override_conflict", "ruling", "", "请填写“理由”。", 422),
    ("override_conflict", "decision", None, "请选择“您的决定”。", 422),
    ("invite", "all_agree", None, "请勾选“各方当事人都同意请这个人参与”。", 422),
    ("invite", "capacity", "friend", "“以什么身份”的选项已变化", 422),
    ("alarm", "kind", None, "请选择“什么情况”。", 422),
    ("alarm", "told", "", "请填写“报告给了谁”。", 422),
    ("alarm", "measures", " ", "请填写“当场采取了什么措施”。", 422),
    ("alarm", "noticed_at", "2099-01-01T10:00", "不能晚于现在", 422),
    ("alarm", "told_at", "2026-01-01T10:00", "报告时间不能早于发现时间", 409),
    ("raise_risk", "reason", "", "请填写“为什么提高”。", 422),
    ("raise_risk", "risk", "blue", "“提高到”的选项已变化", 422),
    ("handle_risk", "words", " ", "请填写“做了什么”。", 422),
    ("handle_risk", "handled_at", "2099-01-01T10:00", "不能晚于现在", 422),
    ("ask_lower_risk", "risk", "red", "“降低到”的选项已变化", 422),
    ("lower_risk, refused", "comment", "", "请填写“为什么不同意”。", 409),
    ("lower_risk", "decision", None, "请选择“您的决定”。", 422),
    ("protect", "reason", "", "请填写“为什么”。", 422),
    ("book", "starts", None, "请选择“几点开始”。", 422),
    ("book", "starts", at("12:00"), "不在办公时间", 409),
    ("book", "starts", "2026-13-99T99:99", "“几点开始”的选项已变化", 422),
    ("book", "mediators", None, "请至少勾选一项“和哪位调解员”。", 422),
    ("book", "where", "room:R99", "“在哪里见面”的选项已变化", 422),
    ("book, at home, by the desk", "place", " ", "请写明具体地点", 409),
    ("book, at home, by the desk", "area", "", "请选择在哪个乡镇", 409),
    ("rebook", "reason", " ", "请填写“为什么改期”。", 422),
    ("cancel_booking", "reason", "", "请填写“为什么取消”。", 422),
    ("protect", "protected", ["987654321"], "“谁的住址保密”的选项已变化", 422),
]

MISTAKES += [
    ("register_need", "kinds", None, "请至少勾选一项“需要什么”。", 422),
    ("register_need", "kinds", ["gold"], "“需要什么”的选项已变化", 422),
    ("register_need", "words", " ", "请填写“具体说说”。", 422),
    ("register_need", "why", "", "请填写“为什么，写清楚一点”。", 422),
    ("register_need", "cause", None, "请选择“为什么现在安排不了”。", 422),
    ("register_need", "next_on", "2026-01-01", "“下一次跟进”不能早于今天", 409),
    ("register_need", "next_on", str(day_off()), "选的是休息日（周末", 409),
    ("register_need", "next_on", "2060-01-05", "“下一次跟进”要在 90 天以内", 409),
    ("register_need", "next_on", "2060-02-30", "“下一次跟进”不是有效的日期", 422),
    ("plan_need", "words", "", "请填写“怎么安排”。", 422),
    ("plan_need", "unit", "team-06", "“由谁落实”的选项已变化", 422),
    ("plan_need", "next_on", str(day_off()), "最近的工作日是", 409),
    ("add_task", "name", " ", "请填写“做什么”。", 422),
    ("add_task", "due_on", str(day_off()), "最近的工作日是", 409),
    ("add_task", "mediator", "m0601", "“由谁办”的选项已变化", 422),
    ("do_task", "task", None, "请选择“哪一项”。", 422),
    ("do_task", "task", "987654321", "“哪一项”的选项已变化", 422),
    ("do_task", "evidence", "", "请填写“办了什么”。", 422),
    ("prepare", "plan", " ", "请填写“打算怎么调”。", 422),
    ("prepare", "attention", "字" * 1001, "“要注意什么”最多 1000 个字", 422),
    ("drop_task", "reason", "", "请填写“为什么不再需要”。", 422),
    ("answer_need", "exit", None, "请选择“结果”。", 422),
    ("answer_need", "told", "", "请填写“怎么答复本人的”。", 422),
    ("answer_need", "how", "pigeon", "“用什么方式告诉的”的选项已变化", 422),
]


@pytest.mark.parametrize(("trial", "field", "typed", "says", "status"), MISTAKES)
def test_a_mistake_is_told_at_its_field_and_the_rest_of_the_typing_is_kept(trial, field, typed, says, status):
    sitting = Sitting(trial)
    with Unchanged():
        answer = sitting.post(**{field: typed if typed is None or isinstance(typed, list) else [typed]})
    page = read(answer)
    assert answer.status_code == status
    at = "other_unit" if says.startswith("请选择“其他单位”") else field
    group = [attrs for tag, attrs in page.tags if tag == "fieldset" and attrs.get("id") == f"id_{at}"]
    assert says in (page.text_of[f"id_{at}"] if group else page.explains(at))
    assert ("a", {"href": f"#id_{at}"}) in page.tags
    again = page.form(sitting.address).typed()
    rest = (sitting.form.typed() | sitting.how.types).keys() & sitting.sent.keys() - {field}
    assert {name: again.get(name) for name in rest} == {name: sitting.sent[name] for name in rest}


def test_a_nonce_of_one_matter_does_not_pretend_to_be_a_step_of_another():
    sitting, other = Sitting("accept"), Sitting("accept")
    sitting.post()
    with Unchanged():
        answer = other.post(once=sitting.sent["once"])
    assert answer.status_code == 409
    assert events(other.matter) == ["register"]


def test_a_remark_goes_in_whatever_happened_meanwhile():
    sitting = Sitting("note")
    colleague = screen("clerk")
    sitting.post(by=colleague, once=["a" * 32])
    assert sitting.post().status_code == 302
    assert events(sitting.matter)[-2:] == ["note", "note"]


def test_a_step_nobody_knows_is_no_page():
    code, clerk = brought("registered").matter.code, screen("clerk")
    with Unchanged():
        for verb in ("register", "delete", "Accept", "accept-all"):
            assert clerk.get(f"/m/{code}/{verb}/").status_code == 404
            assert clerk.post(f"/m/{code}/{verb}/").status_code == 404
