"""附件: a photo or a PDF sent with an answer, shown to whoever may see the matter, and every look written down."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from fengdan.files.limits import MOST_BYTES
from fengdan.files.models import StoredFile
from fengdan.journal.models import Entry
from fengdan.matters.models import Reply
from fengdan.matters.verify import verify
from tests.cast import actor
from tests.files import make
from tests.web.reader import read
from tests.web.scene import ANSWERED, BASIS, LAND, WATER, Unchanged, brought, events, photo, screen

pytestmark = pytest.mark.django_db


class Answering:
    """A liaison with the box for the answer before them."""

    def __init__(self):
        self.matter = brought("signed for").matter
        self.page = f"/m/{self.matter.code}/"
        self.address = f"{self.page}reply/"
        self.screen = screen(WATER)
        self.form = read(self.screen.get(self.page)).form(self.address)
        self.sent = self.form.filled(result=ANSWERED, basis=BASIS)

    def post(self, file=None, **changes):
        return self.screen.post(self.address, self.sent | changes | ({"attachment": file} if file else {}))

    @property
    def link(self):
        (row,) = Reply.objects.filter(matter=self.matter)
        return f"{self.page}attachment/{row.attachment_id}/"


@pytest.fixture
def answering():
    return Answering()


def looks():
    return list(Entry.objects.filter(act="attachment").order_by("seq").values_list("actor_id", "subject", "facts"))


def test_a_photo_goes_with_the_answer_and_is_shown_under_its_name(answering):
    assert answering.post(photo("水表 一.jpg")).status_code == 302
    (row,) = StoredFile.objects.all()
    assert (row.subject, row.name, row.kind) == (f"matter:{answering.matter.pk}", "水表 一.jpg", "image/jpeg")
    shown = read(answering.screen.get(answering.page))
    assert "附件：水表 一.jpg" in shown.text_of["replies"]
    assert "附件一份。" in shown.text_of["history"]
    assert answering.link in {attrs.get("href") for _, attrs in shown.tags}
    answer = answering.screen.get(answering.link)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Image.open(BytesIO(answer.content)).size == (60, 40)
    assert verify()["problems"] == []


def test_a_pdf_is_saved_not_shown(answering):
    answering.post(SimpleUploadedFile("答复意见.pdf", make.PDF))
    answer = answering.screen.get(answering.link)
    assert (answer["Content-Type"], answer.content) == ("application/pdf", make.PDF)
    assert answer["Content-Disposition"].startswith("attachment")


def test_an_answer_needs_no_attachment(answering):
    assert answering.post().status_code == 302
    assert (Reply.objects.get().attachment, StoredFile.objects.count()) == (None, 0)
    assert "附件" not in read(answering.screen.get(answering.page)).text_of["history"]


@pytest.mark.parametrize("who", ["duty", "director", "clerk", WATER])
def test_whoever_may_see_the_matter_may_open_it_and_each_look_is_written_down(answering, who):
    answering.post(photo())
    seat = screen(who)
    for _ in range(2):
        assert seat.get(answering.link).status_code == 200
    look = (actor(who).id, answering.matter.code, {"file": StoredFile.objects.get().pk})
    assert looks() == [look, look]


def test_a_unit_that_helps_may_open_it():
    walk = brought("accepted").give(WATER, (LAND,)).sign_for().answer(file=photo())
    (file,) = walk.matter.replies.values_list("attachment_id", flat=True)
    assert screen("dept").get(f"/m/{walk.matter.code}/attachment/{file}/").status_code == 200


@pytest.mark.parametrize("who", ["dept", "town", "village", "leader", "mediator", "archivist", "auditor", "admin"])
def test_for_everybody_else_it_is_not_there_and_nothing_is_written(answering, who):
    answering.post(photo())
    with Unchanged():
        assert screen(who).get(answering.link).status_code == 404
    assert looks() == []


def test_a_stranger_is_led_to_the_door(answering):
    answering.post(photo())
    with Unchanged():
        answer = screen().get(answering.link)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/signin/")


def test_a_file_is_found_only_under_its_own_matter(answering):
    answering.post(photo())
    file = StoredFile.objects.get().pk
    other = brought("accepted").give("dept-water").sign_for().answer(file=photo("别件.jpg")).matter
    (others,) = other.replies.values_list("attachment_id", flat=True)
    seat = screen("duty")
    with Unchanged():
        for code, number in (
            (answering.matter.code, others),
            (other.code, file),
            (other.code, 0),
            (other.code, 10**17),
        ):
            assert seat.get(f"/m/{code}/attachment/{number}/").status_code == 404
        assert seat.post(answering.link).status_code == 405


def test_the_same_form_posted_twice_is_one_answer_with_one_file(answering):
    first = answering.post(photo())
    with Unchanged():
        second = answering.post(photo())
    assert (second.status_code, second["Location"]) == (first.status_code, first["Location"])
    assert events(answering.matter).count("reply") == StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        lambda: photo("另一张.jpg"),
        lambda: photo(side=64),
        lambda: SimpleUploadedFile("水表.jpg", bytes(reversed(make.jpeg(size=(60, 40))))),
        lambda: None,
    ],
    ids=["another name", "another size", "another content of the same name and size", "none"],
)
def test_another_file_under_the_same_nonce_is_refused(answering, other):
    answering.post(photo())
    with Unchanged():
        answer = answering.post(other())
    assert answer.status_code == 409
    page = read(answer)
    assert "答复已经提交，正在等中心审核。" in page.words
    assert page.form(answering.address).sends["result"] == [ANSWERED]
    assert StoredFile.objects.count() == 1


def test_after_it_was_sent_back_the_old_form_with_another_file_is_known_as_saved_before(answering):
    answering.post(photo())
    judge, address = screen("duty"), f"{answering.page}send_back_reply/"
    assert judge.post(address, read(judge.get(address)).form(address).filled(comment="不全")).status_code == 302
    answering.matter.refresh_from_db()
    with Unchanged():
        answer = answering.post(photo("另一张.jpg"), seen=[str(answering.matter.version)])
    assert answer.status_code == 409
    page = read(answer)
    assert f"这张表已经保存过（{answering.matter.code}），这次的内容与上次不同，没有再保存。" in page.words
    assert page.form(answering.address).sends["basis"] == [BASIS]


@pytest.mark.parametrize(
    ("file", "says", "status"),
    [
        (lambda: SimpleUploadedFile("x.jpg", "不是照片".encode()), "附件只收照片（JPG、PNG）和 PDF", 409),
        (lambda: SimpleUploadedFile("x.html", b"<script>x</script>"), "附件只收照片（JPG、PNG）和 PDF", 409),
        (lambda: SimpleUploadedFile("x.jpg", make.jpeg()[:80]), "照片已损坏或没有传完整", 409),
        (lambda: SimpleUploadedFile("x.heic", b"\x00\x00\x00\x18ftypheic" + bytes(99)), "HEIC 格式", 409),
        (lambda: SimpleUploadedFile("x.pdf", b"%PDF-1.7 half"), "PDF 不完整", 409),
        (lambda: SimpleUploadedFile("x.png", make.flood(60_000, 60_000)), "照片太大", 409),
        (lambda: SimpleUploadedFile("x.jpg", b""), "“附件”是空文件，请重新选择。", 422),
        (lambda: SimpleUploadedFile("x.pdf", make.PDF + b"%" * MOST_BYTES), "“附件”太大（10.1 MB），最多 10 MB", 422),
    ],
)
def test_a_file_that_is_none_is_told_at_its_field_and_all_typing_is_kept(answering, file, says, status):
    with Unchanged():
        answer = answering.post(file())
    page = read(answer)
    assert answer.status_code == status
    assert says in page.explains("attachment")
    sent = page.form(answering.address).sends
    assert (sent["result"], sent["basis"]) == ([ANSWERED], [BASIS])
    assert StoredFile.objects.count() == 0


def test_the_form_sends_files_on_both_pages(answering):
    for address in (answering.page, answering.address):
        tags = [attrs for tag, attrs in read(answering.screen.get(address)).tags if tag == "form"]
        (form,) = [attrs for attrs in tags if attrs["action"] == answering.address]
        assert form["enctype"] == "multipart/form-data"


def test_a_file_that_is_gone_from_the_disk_is_said_to_be(answering):
    answering.post(photo())
    StoredFile.objects.update(place="0" * 32)
    answer = answering.screen.get(answering.link)
    assert answer.status_code == 410
    assert f"附件 {StoredFile.objects.get().pk} 的文件不见了，请联系系统管理员。" in read(answer).words
    assert looks() == []


def test_when_the_matter_is_closed_it_can_still_be_opened(answering):
    answering.post(photo())
    walk = brought("registered")
    walk.matter, walk.at = answering.matter, timezone.now()
    walk.matter.refresh_from_db()
    walk.approve().end("answered_by_unit").archive()
    assert screen(WATER).get(answering.link).status_code == 200
    assert screen("archivist").get(answering.link).status_code == 200
