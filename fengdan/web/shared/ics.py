"""An appointment sent to be put into a calendar."""

from django.http import HttpResponse

from fengdan.paperwork.meeting import MEDIA_TYPE, Meeting, meeting_file


def ics(meeting: Meeting) -> HttpResponse:
    response = HttpResponse(meeting_file(meeting), content_type=f"{MEDIA_TYPE}; method={meeting.method}")
    response["Content-Disposition"] = f'attachment; filename="{meeting.code}.ics"'
    response["Cache-Control"] = "no-store"
    return response
