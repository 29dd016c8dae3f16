"""No violation of WCAG 2.2 A/AA that axe can find: every page and state, at the desk, on a phone, in large type."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from fengdan.catalogue.county.load import load
from fengdan.matters.envelopes import deliver_once
from fengdan.outbox.models import Delivery
from fengdan.people.absences import be_away
from fengdan.people.models import GrantRequest, User
from fengdan.rulebook.reporting import FORMS, System
from tests.cast import actor
from tests.catalogue import small
from tests.duty.days import day_off, worked
from tests.journeys.conftest import DESK, PHONE
from tests.oldbook.book import book, lines, spoiled
from tests.web.scene import AT_HOME, WATER, brought

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


FOUND = "options => axe.run(options).then(found => found.violations)"


def violations(page):
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return [
        (rule["id"], node["html"][:120], node["failureSummary"][:200])
        for rule in page.evaluate(FOUND, RULES)
        for node in rule["nodes"][:2]
    ]


def look(person, states):
    """Each state at both widths, then again in large type. A state is an address and what is done there."""
    wrong = {}
    page = person.page
    for big in (False, True):
        if big:
            person.open("/").get_by_role("button", name="大字版").click()
        for name, (address, act) in states.items():
            person.open(address)
            act(page)
            for size in (PHONE,) if big else (DESK, PHONE):
                page.set_viewport_size(size)
                page.evaluate("scrollTo(0, document.body.scrollHeight)")  # where the fixed buttons cover nothing
                if bad := violations(page):
                    wrong[name, size["width"], big] = bad
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > size["width"]:
                    wrong[name, size["width"], big] = f"sticks out sideways: {wide}"
    assert wrong == {}


def nothing(page):
    """The page as it opens."""


def submitted(label):
    def act(page):
        page.locator("main").get_by_role("button", name=label, exact=True).click()
        page.wait_for_load_state()

    return act


def revealed(page):
    page.get_by_label("要看完整号码").select_option("contact")
    submitted("显示完整号码")(page)


def searched(page):
    page.locator("main").get_by_role("textbox").fill("漏水")
    submitted("查找")(page)


def opened(page):
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")


def test_what_a_villager_sees(person):
    matter = brought("taken").matter
    look(
        person(),
        {
            "front": ("/", nothing),
            "list": ("/items/", nothing),
            "item": ("/items/D10/", nothing),
            "version": ("/items/D10/1/", nothing),
            "finder": ("/find/", nothing),
            "finder, mistaken": ("/find/", submitted("帮我找")),
            "found": ("/find/?what=邻居漏水&who=&place=621122100201", nothing),
            "found, not sure": ("/find/?what=说不清&who=government&place=", nothing),
            "follow": ("/follow/", nothing),
            "follow, mistaken": ("/follow/", submitted("查询")),
            "followed": (f"/f/{matter.token}/", nothing),
            "signin": ("/signin/", nothing),
            "signin, mistaken": ("/signin/", submitted("登录")),
            "not there": ("/nowhere/", nothing),
        },
    )


def test_what_the_desk_sees(person):
    matter = brought("registered", AT_HOME).matter
    page = f"/m/{matter.code}/"
    brought("accepted")
    look(
        person("small"),
        {
            "work": ("/", nothing),
            "register": ("/register/", nothing),
            "register, mistaken": ("/register/", submitted("只保存")),
            "matters": ("/matters/", nothing),
            "load": ("/load/", nothing),
            "dispatch": ("/dispatch/", nothing),
            "orders": ("/orders/", nothing),
            "order by telephone": ("/order/phone/", nothing),
            "order by telephone, mistaken": ("/order/phone/", submitted("保存，登记并点单")),
            "searched": ("/matters/", searched),
            "search, mistaken": ("/matters/", submitted("查找")),
            "none": ("/matters/?stage=archived", nothing),
            "matter": (page, opened),
            "done": (f"{page}?done=register", nothing),
            "reveal, mistaken": (page, submitted("显示完整号码")),
            "revealed": (page, revealed),
            "slip": (f"{page}slip/", nothing),
            "why that day": (f"{page}clocks/", nothing),
            "accept": (f"{page}accept/", nothing),
            "not now": (f"{page}archive/", nothing),
            "attach": (f"{page}attach/?pick=identity", nothing),
            "attach, mistaken": (f"{page}attach/", submitted("附上扫描件")),
            "application": (page, submitted("打印人民调解申请书")),
            "empty forms": ("/papers/", nothing),
            "empty form": ("/papers/agreement/", nothing),
            "correct": (f"{page}correct/", nothing),
            "correct, mistaken": (f"{page}correct/", submitted("更正")),
        },
    )


@pytest.mark.parametrize(
    ("who", "scene", "verbs"),
    [
        ("dispatcher", "accepted", {"assign": "派单或交办"}),
        ("leader", "assigned", {"take": "接单", "give_back": "退单"}),
        ("mediator", "taken", {"record_consent": "记录调解意愿", "add_party": "追加当事人"}),
        ("mediator", "underway", {"hold_session": "记录调解会", "agree": "协议定稿", "conclude": "办结"}),
        ("mediator", "frozen", {"sign": "登记签字盖章", "void_agreement": "作废协议", "note": "备注"}),
        ("archivist", "followed", {"archive": "归档"}),
        ("duty", "registered", {"reject": "不予受理", "guide": "引导", "transfer": "转送、移送", "merge": "并案"}),
        ("clerk", "in the township", {"raise_objection": "提出异议"}),
        ("duty", "objected", {"rule_on_objection": "裁定异议"}),
        ("duty", "ordered", {"answer_order": "回应点单", "withdraw_order": "撤回点单", "arrange_order": "由中心安排"}),
        ("dispatcher", "order agreed", {"assign": "派单或交办"}),
        ("clerk", "registered", {"answer": "当场答复", "visit": "再次来访", "ask_party": "征求意愿"}),
        ("followup", "concluded", {"follow_up": "回访", "add_obligation": "登记履行事项"}),
        ("followup", "owing", {"record_performance": "登记履行情况"}),
        ("duty", "rated low", {"handle_rating": "处理低分评价", "reopen": "恢复办理"}),
        ("clerk", "sent on", {"record_receipt": "登记回执", "rate": "评单"}),
        ("leader", "taken", {"change_mediator": "更换调解员"}),
        ("leader", "kept off", {"declare_conflict": "声明回避", "take": "接单"}),
        ("duty", "kept off", {"waive_conflict": "双方同意不回避", "ask_override": "申请破例承办"}),
        ("clerk", "taken", {"challenge_mediator": "申请回避"}),
        ("duty", "challenged", {"rule_on_challenge": "决定回避申请"}),
        ("director", "exception asked", {"override_conflict": "决定破例承办"}),
        ("mediator", "willing", {"invite": "邀请参与", "alarm": "紧急情况报告", "protect": "设定保密"}),
        ("supervisor", "heated", {"raise_risk": "提高风险等级", "ask_lower_risk": "申请降低风险"}),
        ("director", "calming", {"lower_risk": "决定降低风险"}),
        ("village", "in hand", {"hand_up": "上交", "ask_help": "求助"}),
        ("village", "asked", {"agree_orally": "口头协议"}),
        ("village", "settled", {"note": "备注"}),
        (WATER, "given", {"give_back": "退回交办"}),
        (WATER, "signed for", {"reply": "答复"}),
        ("duty", "returned", {"rule_on_return": "退回裁定"}),
        ("duty", "conferring", {"decide_conference": "会商裁定"}),
        ("duty", "replied", {"approve_reply": "审核答复", "send_back_reply": "退回补充"}),
    ],
)
def test_what_whoever_works_on_it_sees(person, who, scene, verbs):
    matter = brought(scene, AT_HOME).matter
    page = f"/m/{matter.code}/"
    states = {"work": ("/", nothing), "matter": (page, opened)}
    for verb, label in verbs.items():
        states[verb] = (f"{page}{verb}/", opened)
        states[f"{verb}, mistaken"] = (f"{page}{verb}/", emptied(label))
    if scene == "frozen":
        states["agreement"] = (page, submitted("打印协议书"))
    look(person(who), states)


def test_what_the_auditor_sees_of_who_looked(person):
    matter = brought("taken").matter
    revealed(person("mediator").open(f"/m/{matter.code}/"))
    look(
        person("auditor"),
        {"looks": ("/manage/looks/", opened), "of one": (f"/manage/looks/?code={matter.code}", opened)},
    )


def emptied(label):
    """Sent with whatever was filled in taken out, so that it is refused."""

    def act(page):
        page.locator("main input[type=text], main textarea").evaluate_all("all => all.forEach(one => one.value = '')")
        page.locator("main input:checked").evaluate_all("all => all.forEach(one => one.checked = false)")
        page.locator("input[name=once]").evaluate_all("all => all.forEach(one => one.value = '')")
        submitted(label)(page)

    return act


def test_what_a_village_sees(person):
    brought("in hand")
    brought("handed up")
    look(
        person("village"),
        {
            "work": ("/", nothing),
            "report": ("/report/", opened),
            "report, settled": ("/report/", turned_out("已经调好了")),
            "report, handed up": ("/report/", turned_out("办不了，上交")),
            "report, mistaken": ("/report/", submitted("保存")),
        },
    )


def test_the_ways_in(person):
    brought("registered")
    look(
        person("duty"),
        {
            "register, everything open": ("/register/", opened),
            "register, sent here": ("/register/", turned_out("法院委派、委托")),
            "register, settled at the desk": ("/register/", turned_out("当场调解好了")),
            "slips": ("/slips/", nothing),
            "slips, printed": ("/slips/", submitted("生成并打印")),
        },
    )
    look(person(), {"apply": ("/apply/", nothing), "apply, mistaken": ("/apply/", submitted("提交"))})
    look(person(), {"order": ("/menu/62/order/", opened), "order, mistaken": ("/menu/62/order/", submitted("点单"))})


def turned_out(outcome):
    def act(page):
        page.get_by_label(outcome).check()

    return act


def test_what_stands_on_the_ladder(person):
    matter = brought("handed up").matter
    page = f"/m/{matter.code}/"
    states = {"ladder": ("/ladder/", nothing), "one number": ("/matters/?list=ladder-on_3-now", nothing)}
    states |= {"level": (f"{page}clocks/", nothing), "handover": (f"{page}paper/handover/", nothing)}
    look(person("duty"), states)
    below, villager = brought("in the township").matter, person()
    villager.open(f"/f/{below.token}/")
    states = {"sent down": ("/follow/mine/", nothing), "object": ("/follow/object/", nothing)}
    look(villager, states | {"object, mistaken": ("/follow/object/", submitted("提出异议"))})
    villager = person()
    villager.open(f"/f/{brought('taken').matter.token}/")
    states = {"mediated": ("/follow/mine/", nothing), "challenge": ("/follow/challenge/", nothing)}
    look(villager, states | {"challenge, mistaken": ("/follow/challenge/", submitted("申请回避"))})


def test_what_whoever_watches_sees_of_what_is_late_drafted_issued_and_replied_to(person):
    brought("accounted for", began=timedelta(days=12))
    drafted, sent = brought("drafted").matter, brought("unit supervised").matter
    draft = f"/m/{drafted.code}/draft_supervision/"
    states = {
        "watch": ("/watch/", nothing),
        "drafted": (f"/m/{drafted.code}/", opened),
        "issue": (f"/m/{drafted.code}/issue_supervision/", nothing),
        "issue, mistaken": (f"/m/{drafted.code}/issue_supervision/", emptied("签发督办")),
        "drop": (f"/m/{drafted.code}/drop_supervision/", nothing),
        "lead": (f"/m/{drafted.code}/lead_personally/", submitted("领导包案")),
        "issued": (f"/m/{sent.code}/", opened),
    }
    look(person("director"), states)
    look(person("supervisor"), {"urge": (f"/m/{sent.code}/urge/", emptied("催办")), "draft, not now": (draft, nothing)})
    look(person(WATER), {"answer": (f"/m/{sent.code}/answer_supervision/", submitted("回复督办"))})


def test_windows_and_duty(person):
    today = timezone.localdate()
    states = {"today": ("/today/", nothing), "duties": ("/duties/", nothing), "hall": ("/hall/", nothing)}
    day_off(today)
    look(person(), {f"{name}, a day off": state for name, state in states.items()})
    worked(today)
    by = {"actor": actor("admin"), "at": timezone.now()}
    be_away(User.objects.get(username="clerk"), from_day=today, to_day=today, stand_in=None, **by)
    given = ("/numbers/", submitted("取 A 号"))
    called, nobody = (("/numbers/", called_to(window)) for window in ("W01", "W02"))
    look(
        person("duty"),
        {
            "roster": ("/manage/duty/", nothing),
            "swap, mistaken": ("/manage/duty/", submitted("登记换班")),
            "replacement, mistaken": ("/manage/duty/", submitted("登记顶班")),
            "numbers": ("/numbers/", nothing),
            "given": given,
            "called": called,
            "nobody waits": nobody,
        },
    )
    look(person(), states)


def called_to(window):
    def act(page):
        page.locator(f"#{window}").get_by_role("button").first.click()
        page.wait_for_load_state()

    return act


def test_what_whoever_is_away_sees(person):
    colleague = User.objects.get(username="duty")
    by = {"actor": actor("admin"), "at": timezone.now()}
    today = timezone.localdate()
    be_away(User.objects.get(username="clerk"), from_day=today, to_day=today, stand_in=colleague, **by)
    states = {"absences": ("/absences/", opened), "absences, mistaken": ("/absences/", submitted("登记请假"))}
    look(person("duty"), states)
    look(person("admin"), states | {"leaving, mistaken": ("/absences/", submitted("办理离岗"))})


def test_what_the_director_sees_of_the_county_with_a_draft_and_without(person, tmp_path):
    states = {"county": ("/manage/county/", opened), "backups": ("/manage/backups/", opened)}
    director = person("director")
    look(director, states)
    county = small.reference(tmp_path / "county")
    small.edit(county, "limits.csv", "take", value="8wh")
    assert load(county, at=timezone.now()).draft
    expect(director.open("/manage/county/").get_by_role("button", name="发布")).to_be_visible()
    look(person("director"), states | {"refused": ("/manage/county/", stale)})
    look(person("admin"), states)


def stale(page):
    page.locator("input[name=draft]").evaluate_all("all => all.forEach(one => one.value = '0')")
    submitted("放弃")(page)


def test_what_whoever_minds_the_letters_sees(person, tmp_path, settings):
    brought("accepted").assign()
    deliver_once(timezone.now())
    settings.SMS_DIR = tmp_path
    brought("registered")
    deliver_once(timezone.now())
    Delivery.objects.filter(channel="sms").update(state="unknown", ended_at=None, problem="died")
    call = Delivery.objects.get(channel="call").pk
    called = {"called": (f"/calls/{call}/", nothing), "called, mistaken": (f"/calls/{call}/", submitted("已告知"))}
    look(person("clerk"), {"work": ("/", nothing)} | called)
    look(person("duty"), {"letters": ("/manage/letters/", nothing)})
    text = "/manage/texts/party_assign/"
    states = {"texts": ("/manage/texts/", nothing), "text": (text, nothing), "text, mistaken": (text, emptied("保存"))}
    look(person("admin"), states | {"manage": ("/manage/letters/", nothing)})


def test_what_whoever_brings_the_old_register_in_and_reports_up_sees(person):
    matter = brought("underway").matter
    page, label = f"/m/{matter.code}/", FORMS[System.GBT31000].label
    look(
        person("small"),
        {
            "old register": ("/manage/oldbook/", nothing),
            "none chosen": ("/manage/oldbook/", submitted("核对")),
            "in order": ("/manage/oldbook/", checked(book(lines(2)))),
            "mistaken": ("/manage/oldbook/", checked(spoiled(400)[0])),
            "brought in": ("/manage/oldbook/", brought_in),
            "in already": ("/manage/oldbook/", checked(book(lines(3)))),
            "reporting": ("/reporting/", nothing),
            "reporting, none chosen": ("/reporting/", submitted("导出勾选的事项")),
            "reporting one": (f"{page}reporting/", nothing),
            "the fields": (f"{page}reporting/", submitted(label)),
            "notice": (page, submitted("复制通知")),
        },
    )


def checked(content):
    def act(page):
        page.get_by_label("文件").set_input_files({"name": "台账.xlsx", "mimeType": XLSX, "buffer": content})
        submitted("核对")(page)

    return act


def brought_in(page):
    """The first time; seen again there is nothing left to bring in."""
    checked(book(lines(3)))(page)
    button = page.get_by_role("button", name="导入 3 行", exact=True)
    if button.count():
        button.click()
        page.wait_for_load_state()


def item_mistaken(page):
    page.get_by_label("要带什么").fill("身份证，传真，1，必带")
    submitted("保存草稿，看效果")(page)


def test_axe_finds_what_is_planted(person):
    page = person().open("/")
    assert violations(page) == []
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"/x.png\"><input>')")
    assert {rule for rule, *_ in violations(page)} >= {"image-alt", "label"}


def test_what_whoever_manages_the_system_sees(person):
    clerk = User.objects.get(username="clerk").pk
    account = f"/manage/accounts/{clerk}/"
    look(
        person("admin"),
        {
            "manage": ("/manage/", nothing),
            "accounts": ("/manage/accounts/", nothing),
            "account, mistaken": ("/manage/accounts/add/", submitted("建立账号")),
            "one account": (account, nothing),
            "one account, mistaken": (account, submitted("授予")),
            "a new password": (account, submitted("重置密码")),
            "roster": ("/manage/roster/", nothing),
            "limits": ("/manage/limits/", nothing),
            "password, mistaken": ("/password/", submitted("修改密码")),
        },
    )
    asked = {"role": "auditor", "unit_id": "centre", "ends": False, "day": timezone.localdate()}
    who = {"user_id": clerk, "asked_by": User.objects.get(username="admin"), "asked_at": timezone.now()}
    GrantRequest.objects.create(**asked, **who)
    look(person("security"), {"grants": ("/manage/grants/", nothing)})
    states = {
        "items": ("/manage/items/", nothing),
        "item": ("/manage/items/D02/", nothing),
        "item, mistaken": ("/manage/items/D02/", item_mistaken),
        "item, draft": ("/manage/items/D04/", submitted("保存草稿，看效果")),
        "item, nothing new": ("/manage/items/D04/preview/", submitted("发布")),
    }
    look(person("director"), states)
    states = {"limit": ("/manage/limits/take/", nothing), "settings": ("/manage/settings/", nothing)}
    look(person("director"), states | {"settings, mistaken": ("/manage/settings/", emptied("保存"))})


def test_what_whoever_chooses_a_mediator_sees(person):
    look(
        person(),
        {
            "menu": ("/menu/", nothing),
            "menu, chosen": ("/menu/?language=手语", opened),
            "menu, nobody": ("/menu/?text=没有这个人", nothing),
            "card": ("/menu/1/", nothing),
            "no such card": ("/menu/998/", nothing),
            "teams": ("/menu/teams/", nothing),
            "team": ("/menu/teams/team-16/", nothing),
        },
    )


def test_what_whoever_looks_after_the_menu_sees(person):
    look(
        person("dispatcher"),
        {
            "cards": ("/manage/cards/", nothing),
            "cards, some": ("/manage/cards/?state=gaps", nothing),
            "card": ("/manage/cards/m1602/", nothing),
            "card, new": ("/manage/cards/m1600/", nothing),
            "card, without consent": ("/manage/cards/m0603/", nothing),
            "card, mistaken": ("/manage/cards/m0804/", number_of_somebody),
            "photo, mistaken": ("/manage/cards/m1602/", submitted("换上这张照片")),
        },
    )
    look(person("mediator"), {"my card": ("/card/", nothing)})
    look(person("leader06"), {"my card, agreed no more": ("/card/", taken_back), "not read": ("/card/", unread)})


def number_of_somebody(page):
    page.get_by_label("手册编号").fill("1")
    submitted("保存")(page)


def taken_back(page):
    if page.get_by_role("button", name="撤回同意").count():
        submitted("撤回同意")(page)


def unread(page):
    submitted("同意公布")(page)


def test_what_whoever_keeps_the_pool_and_whoever_reads_the_roster_sees(person):
    busy = brought("taken").matter.mediator_id
    one, quarter = "/manage/pool/m1605/", "?first=2026-01-01&last=2026-09-30"
    states = {
        "pool": ("/manage/pool/", nothing),
        "soon": ("/manage/pool/?runs=appointment&days=90", nothing),
        "terms of committees": ("/manage/pool/?runs=committee&days=30", nothing),
        "nobody left": ("/manage/pool/?gone=1", nothing),
        "one": (one, opened),
        "in hand": (f"/manage/pool/{busy}/", opened),
        "done": (f"{one}?done=end", nothing),
        "mistaken": (one, untyped("train", "登记培训")),
    }
    look(person("director"), states)
    roster = {
        "roster": (f"/manage/committees/{quarter}", opened),
        "nothing changed": ("/manage/committees/?first=2026-02-01&last=2026-02-02", nothing),
        "days mistaken": ("/manage/committees/?first=2026-09-30&last=2026-01-01", nothing),
        "paper": (f"/manage/committees/print/{quarter}", nothing),
        "read only": (one, nothing),
    }
    look(person("justice"), roster)


def untyped(form, label):
    """A form of several on the page, opened and sent as it is."""

    def act(page):
        page.locator(f"#{form} > summary").click()
        page.locator(f"#{form}").get_by_role("button", name=label).click()
        page.wait_for_load_state()

    return act
