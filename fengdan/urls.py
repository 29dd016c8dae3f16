"""Every address of the product, on one page."""

from django.urls import path

from fengdan.web.home import matters, view
from fengdan.web.matter import papers, register, step
from fengdan.web.matter import view as matter
from fengdan.web.public import follow, health, signin
from fengdan.web.shared import big

urlpatterns = [
    path("", view.home, name="home"),
    path("notices/read/", view.put_away, name="put_away"),
    path("matters/", matters.matters, name="matters"),
    path("register/", register.register_page, name="register"),
    path("register/hints/", register.hints, name="register_hints"),
    path("m/<str:code>/", matter.matter, name="matter"),
    path("m/<str:code>/reveal/", matter.reveal_contacts, name="reveal"),
    path("m/<str:code>/slip/", papers.slip, name="slip"),
    path("m/<str:code>/agreement/", papers.agreement, name="agreement"),
    path("m/<str:code>/<slug:verb>/", step.step, name="step"),
    path("follow/", follow.follow, name="follow"),
    path("follow/mine/", follow.follow_mine, name="follow_mine"),
    path("follow/leave/", follow.follow_leave, name="follow_leave"),
    path("f/<str:token>/", follow.follow_token, name="follow_token"),
    path("signin/", signin.signin, name="signin"),
    path("signout/", signin.signout, name="signout"),
    path("shared/big/", big.big, name="big"),
    path("healthz", health.healthz, name="healthz"),
]

handler400 = "fengdan.web.shared.errors.bad_request"
handler403 = "fengdan.web.shared.errors.forbidden"
handler404 = "fengdan.web.shared.errors.not_found"
handler500 = "fengdan.web.shared.errors.server_error"
