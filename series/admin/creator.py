"""A creator is a subject as well: here the page of `creators` gets its panel, lock and acts."""

from django.contrib import admin

from creators.admin.creator import CreatorAdmin, CreatorForm
from creators.models import Creator
from series.admin.saved_filters import ListTools
from series.admin.subject import SubjectAdmin
from series.admin.working_copy import WorkingCopyForm


class CreatorCopyForm(WorkingCopyForm, CreatorForm):
    pass


admin.site.unregister(Creator)


@admin.register(Creator)
class CreatorSubjectAdmin(ListTools, SubjectAdmin, CreatorAdmin):
    form = CreatorCopyForm
