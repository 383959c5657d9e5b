"""A letter with which somebody sets a new password. In a worker, so that no answer's time tells who has an account."""

from celery import shared_task
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.translation import gettext as _

from sparks.accounts import letters
from sparks.accounts.letters import Letter
from sparks.accounts.models import User


# Not handed out again when a worker dies over it: one letter at most, and the person may ask again.
@shared_task(name="accounts.ask_reset", acks_late=False, ignore_result=True)
def ask(email: str) -> None:
    """Mail a link that is good for some hours, once, if this is the address of an open account."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is not None:
        letters.send(_letter(user))


def address(user: User) -> str:
    from allauth.account.utils import user_pk_to_url_str

    key = default_token_generator.make_token(user)
    return letters.absolute(reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key]))


def _letter(user: User) -> Letter:
    return Letter(
        to=user.email,
        subject=_("Set a new password"),
        said=_("Your account"),
        title=_("Set a new password"),
        sentence=_("Somebody, probably you, asked for a new password for “%(name)s”.")
        % {"name": user.username},
        facts=[
            _("The link works once, within four hours. Your second factor stays as it is."),
            _("If it was not you, do nothing: your password stays."),
        ],
        button=_("Set a new password"),
        url=address(user),
        why=_("You get this because somebody typed your address on the sign-in page."),
        minute=30,
    )
