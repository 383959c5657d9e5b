"""A cause is a subject as well: here the page of `creators` gets its panel, lock and acts."""

from django.contrib import admin

from creators.admin.cause import CauseAdmin
from creators.models import Cause
from series.admin.subject import SubjectAdmin
from series.admin.working_copy import WorkingCopyForm

admin.site.unregister(Cause)


@admin.register(Cause)
class CauseSubjectAdmin(SubjectAdmin, CauseAdmin):
    form = WorkingCopyForm
