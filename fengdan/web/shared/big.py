"""大字版: a cookie, set by a small form so that it works without JavaScript and no GET writes."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from fengdan.web.shared.links import safe_next
from fengdan.web.shared.policy import both_doors, unsettled

COOKIE = "big"
A_YEAR = 365 * 24 * 3600


# no token is asked for: it would make every public page another page for everybody, and nothing is at stake
@unsettled
@both_doors
@csrf_exempt
@require_POST
def big(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(safe_next(request))
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(COOKIE, "1", max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response
