"""The form field for a photo or a PDF. What is in the file, `fengdan.files` checks when the step is taken."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from fengdan.files.limits import MOST_BYTES, too_big
from fengdan.files.models import StoredFile
from fengdan.files.upload import Upload

TAKEN = (StoredFile.Kind.JPEG, StoredFile.Kind.PNG, StoredFile.Kind.PDF)


class Attachment(forms.FileField):
    """One file, or None. The form needs `request.FILES`, and `enctype="multipart/form-data"` in its page.

    `accept` makes a phone offer its camera beside its album, and an iPhone hand over JPEG in place of HEIC.
    """

    def __init__(self, label: str = "附件", *, required: bool = False, hint: str = "", **more: Any) -> None:
        errors = {
            "required": f"请选择“{label}”。",
            "invalid": f"“{label}”没有传上来，请重新选择文件后再提交。",
            "missing": f"“{label}”没有传上来，请重新选择文件后再提交。",
            "empty": f"“{label}”是空文件，请重新选择。",
        }
        more.setdefault("error_messages", errors)
        more.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(TAKEN)}))
        super().__init__(label=label, required=required, help_text=hint, **more)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        return super().clean(data, initial) or None

    def to_python(self, data: Any) -> Upload | None:
        file = cast("Upload | None", super().to_python(data))
        if file is not None and (file.size or 0) > MOST_BYTES:
            raise ValidationError(too_big(file.size or 0, f"“{self.label}”"))
        return file
