from sparks.accounts.admin import invitation, staff

__all__ = ["invitation", "staff"]
