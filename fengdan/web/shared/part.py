"""What stands in a page that asks again by itself: sent anew only when it differs from what the browser has."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

TAG_LENGTH = 32


def part_of(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The rendered part with its ETag; 304 while that is what the browser has."""
    part = render_to_string(template, context, request)
    tag = f'"{hashlib.sha256(part.encode()).hexdigest()[:TAG_LENGTH]}"'
    same = request.headers.get("If-None-Match") == tag
    response = HttpResponse(status=304) if same else HttpResponse(part)
    response["ETag"] = tag
    return response
