from creators.models.cause import Cause
from creators.models.consent import Consent
from creators.models.creator import Creator

__all__ = ["Cause", "Consent", "Creator"]
