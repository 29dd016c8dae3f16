"""附上扫描件 on screen: from the paper's code to its place in the file, and nothing that does harm."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from fengdan.files.limits import MOST_BYTES
from fengdan.files.models import StoredFile
from fengdan.journal.models import Entry
from fengdan.matters.models import Scan
from fengdan.matters.verify import verify
from fengdan.rulebook.file_check import PAPER_LABELS
from tests.cast import actor
from tests.files import make
from tests.web.reader import read
from tests.web.scene import STRANGERS, Unchanged, brought, events, photo, screen

pytestmark = pytest.mark.django_db


class Attaching:
    """A mediator with the signed agreement in front of a scanner."""

    def __init__(self, scene="effective", who="mediator", pick="agreement"):
        self.walk = brought(scene)
        self.matter = self.walk.matter
        self.page = f"/m/{self.matter.code}/"
        self.address = f"{self.page}attach/"
        self.screen = screen(who)
        self.form = read(self.screen.get(self.address, {"pick": pick})).form(self.address)

    def post(self, file, **changes):
        return self.screen.post(self.address, self.form.filled(**changes) | {"file": file})

    @property
    def link(self):
        return f"{self.page}attachment/{Scan.objects.get().file_id}/"


def test_the_code_on_the_paper_leads_to_its_place():
    attaching = Attaching()
    assert attaching.form.sends["paper"] == ["agreement"]
    assert attaching.post(photo("协议 第一页.jpg")).status_code == 302
    shown = read(attaching.screen.get(attaching.page))
    assert "已附扫描件 1 份" in shown.text_of["printing"]
    assert "协议 第一页.jpg" in shown.text_of["printing"]
    assert "附上扫描件" in shown.text_of["history"]
    assert attaching.link in {attrs.get("href") for _, attrs in shown.tags}
    answer = attaching.screen.get(attaching.link)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "sandbox" in answer["Content-Security-Policy"]
    looks = Entry.objects.filter(act="attachment").values_list("actor_id", "subject", "facts")
    assert list(looks) == [(actor("mediator").id, attaching.matter.code, {"file": Scan.objects.get().file_id})]
    assert verify()["problems"] == []


@pytest.mark.parametrize("pick", ["", "nothing", "<script>", "agreement\x00"])
def test_any_other_code_picks_nothing_and_every_paper_is_offered(pick):
    attaching = Attaching(pick=pick)
    assert attaching.form.sends["paper"] == [""]
    options = read(attaching.screen.get(attaching.address)).options["paper"]
    assert options == ["", *(paper.value for paper in PAPER_LABELS)]
    with Unchanged():
        answer = attaching.post(photo())
    assert (answer.status_code, "请选择“哪一份文书”。" in read(answer).explains("paper")) == (422, True)


def test_what_people_bring_is_attached_as_well_and_listed():
    attaching = Attaching("registered", "clerk", "identity")
    assert attaching.post(photo("身份证.jpg")).status_code == 302
    assert "当事人身份证明" in read(attaching.screen.get(attaching.page)).text_of["printing"]


@pytest.mark.parametrize("what", make.HOSTILE)
@pytest.mark.parametrize("name", ["扫描.jpg", "扫描.pdf"])
def test_what_does_harm_is_told_at_its_field_and_nothing_is_kept(what, name):
    attaching = Attaching()
    with Unchanged():
        answer = attaching.post(SimpleUploadedFile(name, make.HOSTILE[what], "image/jpeg"))
    page = read(answer)
    assert answer.status_code == 409
    assert page.explains("file")
    assert page.form(attaching.address).sends["paper"] == ["agreement"]
    assert StoredFile.objects.count() == Scan.objects.count() == 0


def test_without_a_file_or_with_too_big_a_one_the_choice_is_kept():
    attaching = Attaching()
    for file, says in (
        ("", "请选择“扫描件”。"),
        (SimpleUploadedFile("x.jpg", b""), "是空文件"),
        (SimpleUploadedFile("x.pdf", make.PDF + b"%" * MOST_BYTES), "“扫描件”太大（10.1 MB）"),
    ):
        with Unchanged():
            answer = attaching.post(file)
        assert answer.status_code == 422
        assert says in read(answer).explains("file")
        assert read(answer).form(attaching.address).sends["paper"] == ["agreement"]


def test_a_photo_hiding_a_page_behind_it_is_kept_without_the_page():
    attaching = Attaching()
    attaching.post(SimpleUploadedFile("x.html", make.jpeg() + b"<script>alert(1)</script>", "text/html"))
    answer = attaching.screen.get(attaching.link)
    assert b"script" not in answer.content
    assert answer["Content-Type"] == "image/jpeg"
    assert StoredFile.objects.get().name == "x.html.jpg"


def test_where_a_photo_was_taken_is_forgotten():
    attaching = Attaching()
    attaching.post(SimpleUploadedFile("x.jpg", make.jpeg(exif=make.exif())))
    kept = attaching.screen.get(attaching.link).content
    assert b"canary" not in kept
    assert dict(Image.open(BytesIO(kept)).getexif()) == {}


def test_a_name_of_255_bytes_is_cut_and_keeps_its_ending():
    attaching = Attaching()
    name = "扫" * 83 + "ab.jpg"
    assert len(name.encode()) == 255
    assert attaching.post(SimpleUploadedFile(name, make.jpeg())).status_code == 302
    kept = StoredFile.objects.get().name
    assert kept.startswith("扫扫扫")
    assert kept.endswith("ab.jpg")
    assert attaching.screen.get(attaching.link).status_code == 200


def test_a_pdf_is_saved_not_shown():
    attaching = Attaching()
    attaching.post(SimpleUploadedFile("协议.pdf", make.PDF))
    answer = attaching.screen.get(attaching.link)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content == make.PDF


def test_a_scan_is_for_those_who_see_the_matter_and_only_under_it():
    attaching = Attaching()
    attaching.post(photo())
    other = brought("effective").matter
    with Unchanged():
        for who in STRANGERS:
            assert screen(who).get(attaching.link).status_code == 404, who
        assert attaching.screen.get(attaching.link.replace(attaching.matter.code, other.code)).status_code == 404
        assert screen().get(attaching.link)["Location"].startswith("/signin/")
    assert screen("director").get(attaching.link).status_code == 200


def test_the_archivist_finds_ticked_what_was_scanned():
    attaching = Attaching("concluded", "mediator")
    attaching.post(photo())
    attaching.walk.matter.refresh_from_db()
    attaching.walk.follow_up()
    form = read(screen("archivist").get(f"{attaching.page}archive/")).form(f"{attaching.page}archive/")
    assert form.sends["papers"] == ["agreement"]


def test_posted_twice_it_is_attached_once():
    attaching = Attaching()
    assert attaching.post(photo()).status_code == 302
    with Unchanged():
        assert attaching.post(photo()).status_code == 302
    assert events(attaching.matter).count("attach") == 1
