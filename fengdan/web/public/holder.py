"""Whoever was let in by a slip or a letter: a signed cookie for half an hour holds which one it was."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect

from fengdan.rulebook.errors import Refused
from fengdan.web.shared.forms import Form
from fengdan.web.shared.request import Request

MINUTES = 30
DONE = 302


@dataclass(frozen=True)
class Door:
    """One way in: its cookie, and the page it leads to."""

    cookie: str
    salt: str
    page: str

    def let_in(self, request: Request, row: int) -> HttpResponse:
        """Exchange what was shown for the cookie, so that it stays in no history but the first line."""
        response = redirect(self.page)
        response.set_signed_cookie(
            self.cookie,
            str(row),
            salt=self.salt,
            max_age=MINUTES * 60,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
        return response

    def held(self, request: Request) -> int | None:
        """The row the cookie stands for, or None."""
        value = request.get_signed_cookie(self.cookie, default="", salt=self.salt, max_age=MINUTES * 60)
        return int(value) if value else None

    def leave(self) -> HttpResponse:
        response = redirect("home")
        response.delete_cookie(self.cookie)
        return response


SLIP = Door("slip", "fengdan.slip", "follow_mine")  # holds a matter
LETTER = Door("letter", "fengdan.letter", "reply_mine")  # holds a party


def outcome(form: Form, act: Callable[[], object]) -> int:
    """Do what a form asks for. 200: nothing was sent; 422: mistaken; 409: refused, and the form says why; 302: done."""
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return 422
    try:
        act()
    except Refused as no:
        form.add_refused(no)
        return 409
    return DONE


def private(response: HttpResponse) -> HttpResponse:
    """Nothing of it stays behind on a telephone that others use too."""
    response["Cache-Control"] = "no-store"
    return response
