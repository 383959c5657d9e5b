"""Doors to what is said about a review. A refused comment is shown again with its words, and a sentence why."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from series.admin import items
from series.admin.reviewing.form import BeginForm, WordsForm
from series.models import Comment, CommentThread, Review, Revision
from series.reviewing import comments, correcting, mentions, resolving, telling
from series.reviewing.comments import NotSaid


def begin(request: HttpRequest, review: int) -> HttpResponse:
    _refuse_others(request)
    about = get_object_or_404(Review.objects.prefetch_related(items.revisions()), pk=review)
    form = BeginForm(about, request.POST or None)

    def say() -> Comment:
        return comments.begin(by=request.user, **form.said())

    return _take(request, form, say, title=_("Comment"), review=about)


def answer(request: HttpRequest, thread: int) -> HttpResponse:
    _refuse_others(request)
    found = get_object_or_404(CommentThread, pk=thread)
    form = WordsForm(request.POST or None)

    def say() -> Comment:
        return comments.answer(thread_id=found.pk, by=request.user, text=form.cleaned_data["text"])

    return _take(request, form, say, title=_("Answer"), review=_standing(found), earlier=found)


def correct(request: HttpRequest, comment: int) -> HttpResponse:
    _refuse_others(request)
    found = get_object_or_404(Comment.objects.select_related("thread"), pk=comment)
    if found.author_id != request.user.pk or found.taken_back_at is not None:
        raise PermissionDenied
    form = WordsForm(request.POST or None, initial={"text": found.text})

    def say() -> Comment:
        return correcting.correct(comment_id=found.pk, by=request.user, text=form.cleaned_data["text"])

    return _take(request, form, say, title=_("Correct the comment"), review=_standing(found.thread))


@require_POST
def take_back(request: HttpRequest, comment: int) -> HttpResponse:
    _refuse_others(request)
    found = get_object_or_404(Comment.objects.select_related("thread"), pk=comment)
    try:
        correcting.take_back(comment_id=found.pk, by=request.user)
    except NotSaid as refusal:
        messages.error(request, str(refusal))
    return _back_to(_standing(found.thread), found)


@require_POST
def settle(request: HttpRequest, thread: int, move: str) -> HttpResponse:
    moves = {"resolve": resolving.resolve, "reopen": resolving.reopen}
    if move not in moves:
        raise Http404
    _refuse_others(request)
    found = get_object_or_404(CommentThread, pk=thread)
    try:
        moves[move](thread_id=found.pk, by=request.user)
    except NotSaid as refusal:
        messages.error(request, str(refusal))
    return _back_to(_standing(found), found.comments.order_by("pk").first())


def _refuse_others(request: HttpRequest) -> None:
    if not request.user.has_perms(["series.view_review", "series.comment_review"]):
        raise PermissionDenied


def _take(
    request: HttpRequest,
    form: forms.Form,
    say: Callable[[], Comment],
    *,
    title: str,
    review: Review,
    earlier: CommentThread | None = None,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                comment = say()
            except NotSaid as refusal:
                form.add_error("text", str(refusal))
            else:
                _warn_of_strangers(request, comment)
                return _back_to(review, comment)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": title,
        "subtitle": telling.name_of(review),
        "form": form,
        "earlier": list(earlier.comments.select_related("author").order_by("pk")) if earlier else [],
        "back": telling.path_of(review),
    }
    return TemplateResponse(request, "admin/desk/comment.html", context, status=status)


def _warn_of_strangers(request: HttpRequest, comment: Comment) -> None:
    names = mentions.unknown(comment.text)
    if names:
        listed = ", ".join(f"@{name}" for name in names)
        messages.warning(
            request, _("Nobody called %(names)s can see this review; nobody was told.") % {"names": listed}
        )


def _standing(thread: CommentThread) -> Review:
    """Where the thread is read now: the review of the subject's newest revision."""
    newest = Revision.objects.filter(subject=thread.revision.subject_id).order_by("-number")
    return Review.objects.get(pk=newest.values_list("review_id", flat=True)[0])


def _back_to(review: Review, comment: Comment | None) -> HttpResponse:
    place = f"#comment-{comment.pk}" if comment else ""
    return HttpResponseRedirect(telling.path_of(review) + place)
