"""The floor under a public page: a view that says one word, behind the product's own middleware and server."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path

application = get_wsgi_application()

from django.http import HttpRequest, HttpResponse  # noqa: E402 - needs the apps loaded
from django.views.decorators.http import require_safe  # noqa: E402

from fengdan.web.shared.policy import public  # noqa: E402


@public
@require_safe
def word(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("好")


urlpatterns = [path("", word)]
settings.ROOT_URLCONF = __name__
