from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin

from sparks.accounts.admin import invitation, staff

# Addresses stand at the account; factors are their owner's alone, and an administrator resets them by an act.
admin.site.unregister([EmailAddress, Authenticator])

__all__ = ["invitation", "staff"]
