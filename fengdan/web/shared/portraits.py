"""A mediator's portrait as it is sent."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from fengdan.files.models import StoredFile
from fengdan.files.store import Damaged, read


def photo_response(request: HttpRequest, photo: StoredFile) -> HttpResponse:
    """The picture, to be asked for anew each time it is shown; unchanged, it is not sent twice."""
    etag = f'"{photo.digest}"'
    try:
        response = get_conditional_response(request, etag=etag) or HttpResponse(read(photo), content_type=photo.kind)
    except Damaged as damaged:
        raise Http404 from damaged
    response["Cache-Control"] = "no-cache"
    response["ETag"] = etag
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
