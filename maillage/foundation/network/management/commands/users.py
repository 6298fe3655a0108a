"""`maillage users`: the accounts of this instance, for whoever holds the machine.

It lives in this room and not with the accounts because inviting and roles are this room's.
"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from maillage.foundation.accounts.actions import (
    AccountForgotten,
    AddressTaken,
    LastAdministrator,
    create_user,
    reset_two_factor,
    set_active,
)
from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.accounts.models import User
from maillage.foundation.accounts.two_factor import has_two_factor
from maillage.foundation.common.limits import TooMany
from maillage.foundation.network.actions.closing import close_account
from maillage.foundation.network.actions.invitations import AlreadyMember, invite_member
from maillage.foundation.network.actions.memberships import colleagues_of
from maillage.foundation.network.bodies import Body, body_of, column_of, roles_in
from maillage.foundation.network.models import Membership, Network, Organization, Role
from maillage.foundation.notifications.actions import create_login_link

ACTOR = command_actor("users")


class Command(BaseCommand):
    help = "List, create, invite, close and rescue the accounts of this instance."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

        verbs.add_parser("list", help="every account, with its roles")

        create = verbs.add_parser("create", help="open an account and print a link that logs in to it once")
        create.add_argument("email")
        create.add_argument("--name", required=True, help="as colleagues will read it")
        create.add_argument("--administrator", action="store_true", help="one who runs this instance")
        self._language(create)

        invite = verbs.add_parser("invite", help="send an invitation to a role")
        invite.add_argument("email")
        invite.add_argument("role", choices=Role.values)
        where = invite.add_mutually_exclusive_group(required=True)
        where.add_argument("--organization", metavar="ADDRESS", help="the last part of the address of its page")
        where.add_argument("--network", metavar="ADDRESS", help="the last part of the address of its page")
        self._language(invite)

        for verb, what in {
            "deactivate": "stop an account for a while, at once and in every browser",
            "reactivate": "open an account again that was stopped or closed",
            "login-link": "print a link that logs in once, within fifteen minutes",
            "reset-two-factor": "remove the second factors of somebody who lost them",
        }.items():
            verbs.add_parser(verb, help=what).add_argument("email")

        close = verbs.add_parser("close", help="end the roles of somebody and close the account; it is forgotten later")
        close.add_argument("email")
        close.add_argument("--hand-over-to", metavar="EMAIL", help="the colleague who takes over what is open")

    def handle(self, *_args: Any, **options: Any) -> None:
        getattr(self, f"_{options['verb'].replace('-', '_')}")(options)

    def _list(self, _options: dict[str, Any]) -> None:
        held: dict[Any, list[str]] = {}
        for membership in Membership.objects.current().select_related("organization", "network").order_by("role"):
            held.setdefault(membership.user_id, []).append(f"{membership.role} of {body_of(membership).slug}")
        for user in User.objects.order_by("email"):
            roles = (["administrator"] if user.is_administrator else []) + held.get(user.pk, [])
            state = "" if user.is_active else "closed" if user.closed_at else "stopped"
            self.stdout.write("\t".join([user.email, user.name, ", ".join(roles) or "no role", state]).rstrip())

    def _create(self, options: dict[str, Any]) -> None:
        email = _address(options["email"])
        try:
            user = create_user(
                actor=ACTOR,
                email=email,
                name=options["name"],
                language=options["language"],
                is_administrator=options["administrator"],
            )
        except AddressTaken:
            raise CommandError(f"There is an account for {email} already.") from None
        self.stdout.write(f"Opened the account of {user.email}. To log in, once, within fifteen minutes:")
        self.stdout.write(create_login_link(user, actor=ACTOR))

    def _invite(self, options: dict[str, Any]) -> None:
        body = _body(options)
        if options["role"] not in roles_in(body):
            raise CommandError(f"Roles there are: {', '.join(roles_in(body))}.")
        email = _address(options["email"])
        place: dict[str, Any] = {column_of(body): body}
        try:
            invite_member(actor=ACTOR, email=email, role=options["role"], language=options["language"], **place)
        except AlreadyMember:
            raise CommandError(f"{email} is {options['role']} of {body.slug} already.") from None
        except TooMany:
            raise CommandError(f"{email} has been invited three times again today: wait until tomorrow.") from None
        self.stdout.write(f"Invited {email} as {options['role']} of {body.slug}: the message is in the outbox.")

    def _deactivate(self, options: dict[str, Any]) -> None:
        user = _user(options)
        set_active(actor=ACTOR, user=user, active=False)
        self.stdout.write(f"Stopped the account of {user.email}. Its roles remain: `maillage users close` ends them.")

    def _close(self, options: dict[str, Any]) -> None:
        user, heir = _user(options), None
        if options["hand_over_to"]:
            heir = _user({"email": options["hand_over_to"]})
        roles = list(Membership.objects.current().filter(user=user).select_related("organization", "network"))
        heirs = {role.pk: heir for role in roles if heir and colleagues_of(user, body_of(role)).filter(pk=heir.pk)}
        if heir and len(heirs) < len(roles):
            left = ", ".join(body_of(role).slug for role in roles if role.pk not in heirs)
            raise CommandError(f"{heir.email} is no colleague of {user.email} in {left}: give a role there first.")
        try:
            close_account(actor=ACTOR, user=user, heirs=heirs)
        except LastAdministrator:
            raise CommandError(f"{user.email} is the last administrator: `maillage users create` another.") from None
        days = settings.KEEP_CLOSED_ACCOUNTS.days
        self.stdout.write(f"Closed the account of {user.email}; its name and address are forgotten in {days} days.")
        if roles and not heir:
            self.stdout.write("What it kept is kept by nobody now: coordinators see it on their desk.")

    def _reactivate(self, options: dict[str, Any]) -> None:
        user = _user(options)
        try:
            set_active(actor=ACTOR, user=user, active=True)
        except AccountForgotten:
            raise CommandError("Who this account belonged to has been erased: it opens no more.") from None
        self.stdout.write(f"Opened the account of {user.email} again.")

    def _login_link(self, options: dict[str, Any]) -> None:
        user = _user(options)
        if not user.is_active:
            raise CommandError(f"This account is closed: `maillage users reactivate {user.email}` first.")
        self.stdout.write(f"To log in as {user.name}, once, within fifteen minutes:")
        self.stdout.write(create_login_link(user, actor=ACTOR))
        if has_two_factor(user):
            self.stdout.write("The second factor is asked for; `maillage users reset-two-factor` removes a lost one.")

    def _reset_two_factor(self, options: dict[str, Any]) -> None:
        user = _user(options)
        if not reset_two_factor(actor=ACTOR, user=user):
            raise CommandError(f"{user.email} has no second factor.")
        self.stdout.write(f"Removed the second factors of {user.email}, who is now logged out everywhere.")

    def _language(self, parser: ArgumentParser) -> None:
        codes = [code for code, _name in settings.LANGUAGES if code not in settings.PUBLIC_ONLY_LANGUAGES]
        parser.add_argument(
            "--language", choices=codes, default=settings.LANGUAGE_CODE, help="of their pages and messages"
        )


def _address(typed: str) -> str:
    try:
        validate_email(typed.strip())
    except ValidationError:
        raise CommandError(f"{typed} is not an e-mail address.") from None
    return typed.strip().lower()


def _user(options: dict[str, Any]) -> User:
    user = User.objects.filter(email=_address(options["email"])).first()
    if user is None:
        raise CommandError(f"There is no account for {options['email']}: `maillage users list` shows them all.")
    return user


def _body(options: dict[str, Any]) -> Body:
    found: Body | None
    if options["organization"]:
        found = Organization.objects.filter(slug=options["organization"]).first()
    else:
        found = Network.objects.filter(slug=options["network"]).first()
    if found is None:
        raise CommandError(f"There is no {'organization' if options['organization'] else 'network'} with this address.")
    return found
