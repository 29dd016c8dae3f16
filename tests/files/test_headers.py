from django.http import HttpResponse

from fengdan.files.headers import download_headers
from fengdan.files.models import StoredFile


def test_pdf_is_saved_and_runs_nothing():
    for inline in (False, True):
        headers = download_headers(StoredFile(name="证据 1.pdf", kind="application/pdf"), inline=inline)
        assert headers == {
            "Content-Type": "application/pdf",
            "Content-Disposition": "attachment; filename*=utf-8''%E8%AF%81%E6%8D%AE%201.pdf",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }


def test_photo_may_be_shown():
    stored = StoredFile(name="墙.jpg", kind="image/jpeg")
    assert download_headers(stored)["Content-Disposition"].startswith("attachment;")
    assert download_headers(stored, inline=True)["Content-Disposition"].startswith("inline;")


def test_headers_fit_a_response():
    response = HttpResponse(b"", headers=download_headers(StoredFile(name="a\"b;'.pdf", kind="application/pdf")))
    assert response["Content-Type"] == "application/pdf"
    assert "\\" in response["Content-Disposition"] or '"a"b' not in response["Content-Disposition"]
