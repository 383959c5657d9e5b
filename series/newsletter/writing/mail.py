"""One mail, ready to be handed over: to an SMTP line as it is, to any other backend as a message."""

import email
import email.policy
from email.message import Message
from typing import Any

from django.core.mail import EmailMessage


class Mail(EmailMessage):
    def __init__(self, *, sender: str, recipient: str, payload: bytes) -> None:
        super().__init__(from_email=sender, to=[recipient])
        self.sender, self.recipient, self.payload = sender, recipient, payload

    def message(self, *, policy: Any = email.policy.SMTP) -> Message:  # type: ignore[override]
        return email.message_from_bytes(self.payload, policy=policy)
