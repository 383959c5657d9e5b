"""Preview links, as a colleague would make them, with the address that is shown only once."""

import uuid
from typing import Any

from django.db import models
from django.urls import reverse

from series import reviews
from series.models import PreviewLink, Revision
from series.models.subject import subject_of
from series.previews import links
from tests.factories import people


def submitted(thing: models.Model) -> Revision:
    """The revision that Ben's sending it for review makes."""
    subject = subject_of(thing)
    review = reviews.submit(subjects=[subject], by=people.ben())
    return review.revisions.get(subject=subject)


def shared(revision: Revision, *, follow: bool = False, **fields: Any) -> tuple[PreviewLink, str]:
    """Made by Ben for Wilma: the link and its token."""
    given = {
        "recipient": "Wilma Hargrove",
        "by": people.ben(),
        "form_key": uuid.uuid4(),
        **fields,
    }
    return links.make(subject=revision.subject, revision=None if follow else revision, **given)


def door(token: str) -> str:
    return reverse("preview", args=[token])
