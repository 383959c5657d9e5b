from sparks.accounts.models.invitation import Invitation
from sparks.accounts.models.user import GivenRole, User, validate_zone

__all__ = ["GivenRole", "Invitation", "User", "validate_zone"]
