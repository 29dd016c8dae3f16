"""How an upload arrives: in memory or not at all, for a temporary file would hold it in the open.

Django's own memory handler cannot stand alone: given a request above its limit it drops the file without a word.
"""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from fengdan.files.limits import MOST_BYTES

if TYPE_CHECKING:  # the stubs' files are generic, Django's are not
    Upload = UploadedFile[bytes]
else:
    Upload = UploadedFile


class Dropped(Upload):
    """A file of which nothing was kept: too big alone, or with the others of its request. `size` is the true one."""


class MemoryOnly(FileUploadHandler):
    """Holds a file of up to MOST_BYTES, and files of up to FILE_UPLOAD_MAX_MEMORY_SIZE in one request together.

    The rest of the request is read to its end, so that what was typed beside the file is not lost with it.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.room = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        self.dropped = False
        self.file = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.dropped = False
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep the chunk, or from the first that is too much on none. Nothing is passed on to another handler."""
        if self.dropped:
            return None
        if start + len(raw_data) > MOST_BYTES or len(raw_data) > self.room:
            self.dropped = True
            self.room += start
            self.file = BytesIO()
        else:
            self.room -= len(raw_data)
            self.file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> Upload:
        self.file.seek(0)
        if self.dropped:
            return Dropped(self.file, self.file_name, self.content_type, file_size)
        return InMemoryUploadedFile(
            self.file,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
