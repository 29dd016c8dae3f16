"""Every address of the product, on one page."""

from django.urls import path, register_converter

from fengdan.web.home import matters, view
from fengdan.web.manage import absences, county, looks
from fengdan.web.matter import asking, papers, receipt, register, report, slips, step
from fengdan.web.matter import view as matter
from fengdan.web.public import apply, follow, health, rate, reply, signin
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
    path("", view.home, name="home"),
    path("letters/read/", view.mark_read, name="mark_read"),
    path("matters/", matters.matters, name="matters"),
    path("register/", register.register_page, name="register"),
    path("register/hints/", register.hints, name="register_hints"),
    path("slips/", slips.slips, name="slips"),
    path("slips/<code:code>/", slips.sheets, name="slip_sheets"),
    path("report/", report.report_page, name="report"),
    path("papers/", papers.papers, name="papers"),
    path("papers/<slug:kind>/", papers.blank, name="blank"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<row:absence>/call-off/", absences.absence_call_off, name="absence_call_off"),
    path("leave/", absences.leave, name="leave"),
    path("m/<code:code>/", matter.matter, name="matter"),
    path("m/<code:code>/reveal/", matter.reveal, name="reveal"),
    path("m/<code:code>/slip/", papers.slip, name="slip"),
    path("m/<code:code>/receipt/", receipt.receipt, name="receipt"),
    path("m/<code:code>/paper/<slug:kind>/", papers.paper, name="paper"),
    path("m/<code:code>/attachment/<row:file>/", papers.attachment, name="attachment"),
    path("m/<code:code>/ask/<row:party>/", asking.ask_sheet, name="ask_sheet"),
    path("m/<code:code>/<slug:verb>/", step.step, name="step"),
    path("manage/looks/", looks.looked, name="looks"),
    path("manage/county/", county.county, name="manage_county"),
    path("manage/county/publish/", county.publish, name="manage_county_publish"),
    path("manage/county/discard/", county.discard, name="manage_county_discard"),
    path("apply/", apply.apply, name="apply"),
    path("apply/done/", apply.applied, name="applied"),
    path("follow/", follow.follow, name="follow"),
    path("follow/mine/", follow.follow_mine, name="follow_mine"),
    path("follow/leave/", follow.follow_leave, name="follow_leave"),
    path("follow/withdraw/", follow.follow_withdraw, name="follow_withdraw"),
    path("follow/rate/", rate.follow_rate, name="follow_rate"),
    path("f/<slug:token>/", follow.follow_token, name="follow_token"),
    path("r/<slug:token>/", reply.reply_token, name="reply_token"),
    path("reply/", reply.reply_mine, name="reply_mine"),
    path("reply/rate/", rate.reply_rate, name="reply_rate"),
    path("reply/leave/", reply.reply_leave, name="reply_leave"),
    path("signin/", signin.signin, name="signin"),
    path("signout/", signin.signout, name="signout"),
    path("shared/big/", big.big, name="big"),
    path("healthz", health.healthz, name="healthz"),
]

handler400 = "fengdan.web.shared.errors.bad_request"
handler403 = "fengdan.web.shared.errors.forbidden"
handler404 = "fengdan.web.shared.errors.not_found"
handler500 = "fengdan.web.shared.errors.server_error"
