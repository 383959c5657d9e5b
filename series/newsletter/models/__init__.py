from series.newsletter.models.bounce import Bounce
from series.newsletter.models.issue import Delivery, Issue
from series.newsletter.models.knock import Knock
from series.newsletter.models.letter import Letter
from series.newsletter.models.look import AddressLook
from series.newsletter.models.reminder import Reminder
from series.newsletter.models.subscriber import Following, Subscriber
from series.newsletter.models.suppression import Suppression

__all__ = [
    "AddressLook",
    "Bounce",
    "Delivery",
    "Following",
    "Issue",
    "Knock",
    "Letter",
    "Reminder",
    "Subscriber",
    "Suppression",
]
