from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from sparks.accounts import invitations
from sparks.accounts.factor_reset import reset_factor
from sparks.accounts.invitations import Refused
from sparks.accounts.invitations.sending import address
from sparks.accounts.models import User, validate_zone


class Command(BaseCommand):
    help = "Invite somebody to the desk, or let in again who has lost their second factor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        invite = acts.add_parser("invite", help="Mail an invitation, and print its link.")
        invite.add_argument("email")
        invite.add_argument("--role", action="append", required=True, help="May be given several times.")
        invite.add_argument("--zone", default="UTC", help="A name like America/New_York.")
        reset = acts.add_parser("reset-factor", help="Take away every second factor; end every session.")
        reset.add_argument("username")

    def handle(self, *, act: str, **options: str) -> None:
        if act == "invite":
            self.invite(email=options["email"], roles=list(options["role"]), zone=options["zone"])
        else:
            self.reset(options["username"])

    def invite(self, *, email: str, roles: list[str], zone: str) -> None:
        try:
            validate_email(email)
            validate_zone(zone)
            invited = invitations.invite(email=email, roles=roles, zone=zone, by=None)
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        failed = invitations.send(invited)
        invitation = invited.invitation
        self.stdout.write(f"{invitation} is invited as {', '.join(invitation.roles)}, for seven days.")
        self.stdout.write(f"The letter is not out: {failed}" if failed else "The letter is on its way.")
        self.stdout.write(f"Its link, for nobody else's eyes: {address(invited)}")

    def reset(self, username: str) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account “{username}”.")
        reset_factor(user_id=user.pk, reason="at the terminal")
        self.stdout.write(f"{user} sets up a second factor at the next sign-in; every session has ended.")
