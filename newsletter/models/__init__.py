from newsletter.models.bounce import Bounce
from newsletter.models.issue import Delivery, Issue
from newsletter.models.knock import Knock
from newsletter.models.letter import Letter
from newsletter.models.look import AddressLook
from newsletter.models.subscriber import Following, Subscriber
from newsletter.models.suppression import Suppression

__all__ = [
    "AddressLook",
    "Bounce",
    "Delivery",
    "Following",
    "Issue",
    "Knock",
    "Letter",
    "Subscriber",
    "Suppression",
]
