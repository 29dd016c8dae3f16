"""Every address of the product, on one page."""

from django.urls import path, register_converter

from fengdan.web.home import (
    calendar,
    calls,
    card,
    dispatch,
    ladder,
    load,
    matters,
    needs,
    numbers,
    orders,
    printing,
    view,
    watch,
)
from fengdan.web.manage import (
    absences,
    accounts,
    backups,
    cards,
    committees,
    county,
    duty,
    grants,
    index,
    items,
    letters,
    limits,
    looks,
    oldbook,
    password,
    pool,
    roster,
    settings,
    texts,
)
from fengdan.web.matter import (
    asking,
    clocks,
    papers,
    phone,
    proposal,
    receipt,
    register,
    report,
    reporting,
    slips,
    step,
    track,
)
from fengdan.web.matter import view as matter
from fengdan.web.matter.booking import booking_file
from fengdan.web.public import answer_order as answer_order_page
from fengdan.web.public import apply, challenge, find, follow, hall, health, menu, rate, reply, signin, today
from fengdan.web.public import items as public_items
from fengdan.web.public import object as object_page
from fengdan.web.public import order as order_page
from fengdan.web.public.booking import follow_booking
from fengdan.web.shared import big


class MatterCode:
    """What a matter's code looks like; anything else is no address of ours."""

    regex = "[0-9]{6}-[0-9]{8}-[0-9]{6}-[0-9A-Z]"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class RowId:
    """The id of a row, as any database can hold it."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(MatterCode, "code")
register_converter(RowId, "row")

urlpatterns = [
    # asked for most and first: the addresses are tried one after the other
    path("", view.home, name="home"),
    path("menu/", menu.menu_page, name="menu"),
    path("menu/teams/", menu.menu_teams, name="menu_teams"),
    path("menu/teams/<slug:code>/", menu.menu_team, name="menu_team"),
    path("menu/<row:number>/", menu.menu_card, name="menu_card"),
    path("menu/<row:number>/photo/", menu.menu_photo, name="menu_photo"),
    path("menu/<row:number>/order/", order_page.menu_order, name="menu_order"),
    path("items/", public_items.items, name="items"),
    path("items/<slug:code>/", public_items.item, name="item"),
    path("items/<slug:code>/<row:version>/", public_items.item, name="item_version"),
    path("find/", find.find, name="find"),
    path("today/", today.today, name="today"),
    path("duties/", today.duties, name="duties"),
    path("hall/", hall.hall, name="hall"),
    path("apply/", apply.apply, name="apply"),
    path("apply/done/", apply.applied, name="applied"),
    path("follow/", follow.follow, name="follow"),
    path("follow/mine/", follow.follow_mine, name="follow_mine"),
    path("follow/leave/", follow.follow_leave, name="follow_leave"),
    path("follow/withdraw/", follow.follow_withdraw, name="follow_withdraw"),
    path("follow/booking.ics", follow_booking, name="follow_booking"),
    path("follow/challenge/", challenge.follow_challenge, name="follow_challenge"),
    path("follow/object/", object_page.follow_object, name="follow_object"),
    path("follow/rate/", rate.follow_rate, name="follow_rate"),
    path("follow/order/", order_page.follow_order, name="follow_order"),
    path("follow/answer/", answer_order_page.follow_answer, name="follow_answer"),
    path("f/<slug:token>/", follow.follow_token, name="follow_token"),
    path("r/<slug:token>/", reply.reply_token, name="reply_token"),
    path("reply/", reply.reply_mine, name="reply_mine"),
    path("reply/rate/", rate.reply_rate, name="reply_rate"),
    path("reply/order/", answer_order_page.reply_order, name="reply_order"),
    path("reply/leave/", reply.reply_leave, name="reply_leave"),
    path("signin/", signin.signin, name="signin"),
    path("signout/", signin.signout, name="signout"),
    path("shared/big/", big.big, name="big"),
    path("healthz", health.healthz, name="healthz"),
    path("m/<code:code>/", matter.matter, name="matter"),
    path("m/<code:code>/reveal/", matter.reveal, name="reveal"),
    path("m/<code:code>/clocks/", clocks.clocks, name="clocks"),
    path("m/<code:code>/track/", track.track, name="track"),
    path("m/<code:code>/slip/", papers.slip, name="slip"),
    path("m/<code:code>/receipt/", receipt.receipt, name="receipt"),
    path("m/<code:code>/paper/<slug:kind>/", papers.paper, name="paper"),
    path("m/<code:code>/attachment/<row:file>/", papers.attachment, name="attachment"),
    path("m/<code:code>/proposal/<row:number>/", proposal.proposal, name="proposal"),
    path("m/<code:code>/ask/<row:party>/", asking.ask_sheet, name="ask_sheet"),
    path("m/<code:code>/booking/<row:booking>.ics", booking_file, name="booking_file"),
    path("m/<code:code>/reporting/", reporting.matter_reporting, name="matter_reporting"),
    path("m/<code:code>/notice/", reporting.notice, name="notice"),
    path("m/<code:code>/<slug:verb>/", step.step, name="step"),
    path("letters/read/", view.mark_read, name="mark_read"),
    path("calls/<row:delivery>/", calls.call, name="call"),
    path("watch/", watch.watch, name="watch"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/give/", numbers.number_give, name="number_give"),
    path("numbers/call/<slug:window>/", numbers.number_call, name="number_call"),
    path("numbers/<row:ticket>/again/", numbers.number_again, name="number_again"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("matters/", matters.matters, name="matters"),
    path("load/", load.load, name="load"),
    path("dispatch/", dispatch.dispatch, name="dispatch"),
    path("needs/", needs.needs, name="needs"),
    path("needs/print/", needs.needs_print, name="needs_print"),
    path("ladder/", ladder.ladder, name="ladder"),
    path("register/", register.register_page, name="register"),
    path("register/hints/", register.hints, name="register_hints"),
    path("slips/", slips.slips, name="slips"),
    path("slips/<code:code>/", slips.sheets, name="slip_sheets"),
    path("report/", report.report_page, name="report"),
    path("orders/", orders.orders, name="orders"),
    path("order/phone/", phone.order_phone, name="order_phone"),
    path("papers/", papers.papers, name="papers"),
    path("print/", printing.printing, name="printing"),
    path("print/booklet/", printing.print_booklet, name="print_booklet"),
    path("print/wall/", printing.print_wall, name="print_wall"),
    path("print/items/<slug:code>/", printing.print_item, name="print_item"),
    path("papers/<slug:kind>/", papers.blank, name="blank"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<row:absence>/call-off/", absences.absence_call_off, name="absence_call_off"),
    path("leave/", absences.leave, name="leave"),
    path("card/", card.my_card, name="my_card"),
    path("card/photo/", card.my_photo, name="my_photo"),
    path("password/", password.password, name="password"),
    path("reporting/", reporting.reporting, name="reporting"),
    path("reporting/export/", reporting.reporting_export, name="reporting_export"),
    path("manage/", index.manage, name="manage"),
    path("manage/accounts/", accounts.accounts, name="accounts"),
    path("manage/accounts/add/", accounts.account_add, name="account_add"),
    path("manage/accounts/<row:account>/", accounts.account, name="account"),
    path("manage/accounts/<row:account>/switch/", accounts.account_switch, name="account_switch"),
    path("manage/accounts/<row:account>/reset/", accounts.account_reset, name="account_reset"),
    path("manage/accounts/<row:account>/give/", grants.grant_give, name="grant_give"),
    path("manage/grants/", grants.grants, name="grants"),
    path("manage/grants/<row:grant>/end/", grants.grant_end, name="grant_end"),
    path("manage/grants/<row:asked>/decide/", grants.grant_decide, name="grant_decide"),
    path("manage/roster/", roster.roster, name="roster"),
    path("manage/cards/", cards.cards, name="cards"),
    path("manage/cards/<slug:code>/", cards.card_edit, name="card_edit"),
    path("manage/cards/<slug:code>/photo/", cards.card_photo, name="card_photo"),
    path("manage/cards/<slug:code>/consent/", cards.card_consent, name="card_consent"),
    path("manage/cards/<slug:code>/publish/", cards.card_publish, name="card_publish"),
    path("manage/cards/<slug:code>/unpublish/", cards.card_unpublish, name="card_unpublish"),
    path("manage/cards/<slug:code>/withdraw/", cards.card_withdraw, name="card_withdraw"),
    path("manage/pool/", pool.pool, name="pool"),
    path("manage/pool/<slug:code>/", pool.pool_mediator, name="pool_mediator"),
    path("manage/pool/<slug:code>/<slug:act>/", pool.pool_act, name="pool_act"),
    path("manage/pool/<slug:code>/strike/<slug:kind>/<row:row>/", pool.pool_strike, name="pool_strike"),
    path("manage/committees/", committees.committees, name="committees"),
    path("manage/committees/print/", committees.committees_print, name="committees_print"),
    path("manage/committees/export/", committees.committees_export, name="committees_export"),
    path("manage/limits/", limits.limits, name="limits"),
    path("manage/limits/<slug:code>/", limits.limit, name="limit"),
    path("manage/settings/", settings.settings, name="settings"),
    path("manage/settings/centre/", settings.settings_centre, name="settings_centre"),
    path("manage/settings/hours/<int:year>/", settings.settings_hours, name="settings_hours"),
    path("manage/looks/", looks.looked, name="looks"),
    path("manage/oldbook/", oldbook.old_book, name="old_book"),
    path("manage/oldbook/template/", oldbook.old_book_template, name="old_book_template"),
    path("manage/oldbook/<row:file>/", oldbook.old_book_bring_in, name="old_book_bring_in"),
    path("manage/backups/", backups.backups, name="backups"),
    path("manage/county/", county.county, name="manage_county"),
    path("manage/county/publish/", county.publish, name="manage_county_publish"),
    path("manage/county/discard/", county.discard, name="manage_county_discard"),
    path("manage/duty/", duty.manage_duty, name="manage_duty"),
    path("manage/duty/swap/", duty.duty_swap, name="duty_swap"),
    path("manage/duty/replace/", duty.duty_replace, name="duty_replace"),
    path("manage/duty/<row:change>/undo/", duty.duty_undo, name="duty_undo"),
    path("manage/letters/", letters.letters, name="manage_letters"),
    path("manage/letters/<row:delivery>/", letters.letter_decide, name="manage_letter_decide"),
    path("manage/texts/", texts.texts, name="letter_texts"),
    path("manage/texts/<slug:template>/", texts.text_edit, name="letter_text"),
    path("manage/items/", items.items, name="manage_items"),
    path("manage/items/<slug:code>/", items.item, name="manage_item"),
    path("manage/items/<slug:code>/preview/", items.preview, name="manage_item_preview"),
    path("manage/items/<slug:code>/publish/", items.publish, name="manage_item_publish"),
    path("manage/items/<slug:code>/discard/", items.discard, name="manage_item_discard"),
]

handler400 = "fengdan.web.shared.errors.bad_request"
handler403 = "fengdan.web.shared.errors.forbidden"
handler404 = "fengdan.web.shared.errors.not_found"
handler500 = "fengdan.web.shared.errors.server_error"
