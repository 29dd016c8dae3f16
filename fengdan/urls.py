"""Every address of the product, on one page."""

from django.urls import path, register_converter

from fengdan.web.home import matters, view
from fengdan.web.manage import absences, county
from fengdan.web.matter import papers, register, report, step
from fengdan.web.matter import view as matter
from fengdan.web.public import follow, health, signin
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
    path("report/", report.report_page, name="report"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<row:absence>/call-off/", absences.absence_call_off, name="absence_call_off"),
    path("leave/", absences.leave, name="leave"),
    path("m/<code:code>/", matter.matter, name="matter"),
    path("m/<code:code>/reveal/", matter.reveal, name="reveal"),
    path("m/<code:code>/slip/", papers.slip, name="slip"),
    path("m/<code:code>/agreement/", papers.agreement, name="agreement"),
    path("m/<code:code>/attachment/<row:file>/", papers.attachment, name="attachment"),
    path("m/<code:code>/<slug:verb>/", step.step, name="step"),
    path("manage/county/", county.county, name="manage_county"),
    path("manage/county/publish/", county.publish, name="manage_county_publish"),
    path("manage/county/discard/", county.discard, name="manage_county_discard"),
    path("follow/", follow.follow, name="follow"),
    path("follow/mine/", follow.follow_mine, name="follow_mine"),
    path("follow/leave/", follow.follow_leave, name="follow_leave"),
    path("f/<slug:token>/", follow.follow_token, name="follow_token"),
    path("signin/", signin.signin, name="signin"),
    path("signout/", signin.signout, name="signout"),
    path("shared/big/", big.big, name="big"),
    path("healthz", health.healthz, name="healthz"),
]

handler400 = "fengdan.web.shared.errors.bad_request"
handler403 = "fengdan.web.shared.errors.forbidden"
handler404 = "fengdan.web.shared.errors.not_found"
handler500 = "fengdan.web.shared.errors.server_error"
