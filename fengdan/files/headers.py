"""What a browser must be told when it is handed a kept file."""

from django.utils.http import content_disposition_header

from fengdan.files.models import StoredFile


def download_headers(stored: StoredFile, *, inline: bool = False) -> dict[str, str]:
    """Headers for a response that carries the content: save it under its name, run nothing, take it for its kind only.

    `inline` lets a photo be shown in the page; a PDF is always saved.
    """
    shown = inline and stored.kind in {StoredFile.Kind.JPEG, StoredFile.Kind.PNG}
    return {
        "Content-Type": stored.kind,
        "Content-Disposition": content_disposition_header(not shown, stored.name) or "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
