"""Who one may sign in as in the demonstration."""

from dataclasses import dataclass

from django.conf import settings

from organisations.models import Membership
from organisations.roles import Role

# Known to everyone on purpose: the demonstration refuses to be loaded where the system is served.
PASSWORD = "granit-norrsken-2026"  # noqa: S105 - not a secret
# Addresses that cannot exist: RFC 2606 keeps .example free.
DOMAIN = ".example"
ORDER = list(Role.values)


@dataclass(frozen=True)
class Account:
    """Someone to try the system as; `role` and `organisation` are words to show."""

    role: str
    organisation: str
    login: str
    password: str


def demo_accounts() -> list[Account]:
    """The demonstration's people as they are now; none where it is not loaded. One query, none where served."""
    if settings.SERVED:
        return []
    memberships = Membership.objects.filter(
        user__email__endswith=DOMAIN, user__is_active=True, organisation__is_invented=True
    ).select_related("user")
    accounts = {
        membership.user.email: Account(
            str(membership.get_role_display()), membership.organisation.name, membership.user.email, PASSWORD
        )
        for membership in sorted(memberships, key=lambda membership: (ORDER.index(membership.role), membership.pk))
    }
    return list(accounts.values())
