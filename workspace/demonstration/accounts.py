"""Who one may sign in as in the demonstration."""

from dataclasses import dataclass

from django.conf import settings

from organisations.models import Membership
from workspace.demonstration import files

# Known to everyone on purpose: the demonstration is neither loaded nor shown where the system is served.
PASSWORD = "granit-norrsken-2026"  # noqa: S105 - not a secret


@dataclass(frozen=True)
class Account:
    """Someone to try the system as; `role` and `organisation` are words to show."""

    role: str
    organisation: str
    login: str
    password: str


def demo_accounts() -> list[Account]:
    """The demonstration's people who are still there, in its order; none where it is not loaded. One query."""
    if settings.SERVED:
        return []
    logins = [person["login"] for person in files.read("people")["people"]]
    memberships = Membership.objects.filter(
        user__email__in=logins, user__is_active=True, organisation__is_invented=True
    ).select_related("user")
    accounts = {membership.user.email: _account(membership) for membership in memberships}
    return [accounts[login] for login in logins if login in accounts]


def _account(membership: Membership) -> Account:
    return Account(
        role=membership.get_role_display(),
        organisation=membership.organisation.name,
        login=membership.user.email,
        password=PASSWORD,
    )
