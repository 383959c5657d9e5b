from sparks.accounts.models.invitation import Invitation
from sparks.accounts.models.user import User, validate_zone

__all__ = ["Invitation", "User", "validate_zone"]
