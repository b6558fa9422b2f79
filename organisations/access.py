"""Who may do what: the reach of a user's roles, and the one function that answers `can`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from organisations.models.organisations import Organisation
from organisations.roles import Permission, Role, roles_with

if TYPE_CHECKING:
    from organisations.models.people import User


M = TypeVar("M", bound=Model)


class Owned(Protocol):
    """Anything that belongs to an organisation."""

    @property
    def organisation(self) -> Organisation: ...


@dataclass(frozen=True)
class Held:
    """A role in an organisation, with the ids of what it reaches: the organisation itself and the units below it."""

    role: str
    organisation: int
    reached: frozenset[int]
    # The organisation itself and those above it, up to its kommun, region or län.
    lineage: frozenset[int]


@dataclass(frozen=True)
class Scope:
    """A user's roles and the organisations that they reach, as ids: every query for what a user may see has them."""

    roles: tuple[Held, ...]
    # The first of the user's organisations, whose logo and colours the pages wear.
    home: Organisation | None = None

    @classmethod
    def of(cls, user: User) -> Scope:
        # One query, or none when sign-in already fetched them.
        memberships = list(user.memberships.all()) if user.is_active else []
        home = memberships[0].organisation if memberships else None
        return cls(tuple(membership.held for membership in memberships), home)

    def places(self, permission: Permission) -> list[int]:
        """The organisations where a role of the user's gives this permission; it holds in their units too."""
        return [held.organisation for held in self._with(permission)]

    def reach(self, permission: Permission) -> list[int]:
        """Those and the units below them; never from a län down to its kommuner."""
        return _together(held.reached for held in self._with(permission))

    def reach_as(self, role: Role) -> list[int]:
        return _together(held.reached for held in self.roles if held.role == role)

    @property
    def reach_of_all(self) -> list[int]:
        return _together(held.reached for held in self.roles)

    @property
    def counties(self) -> list[int]:
        """The län whose kommuner the user sees the decided work of."""
        return self.places(Permission.READ_COUNTY)

    @property
    def visible_organisations(self) -> list[int]:
        """Where the user has a role, the units below, and the chain up to the kommun, region or län."""
        return _together(held.reached | held.lineage for held in self.roles)

    def around(self, permission: Permission) -> list[int]:
        """Where a role gives the permission, the units below, and the chain up, where actors are kept."""
        return _together(held.reached | held.lineage for held in self._with(permission))

    def _with(self, permission: Permission) -> list[Held]:
        roles = roles_with(permission)
        return [held for held in self.roles if held.role in roles]


def _together(ids: Iterable[frozenset[int]]) -> list[int]:
    # In order, so that the database meets the same statement each time.
    return sorted(frozenset[int]().union(*ids))


def can(user: User, permission: Permission, thing: Owned | Organisation) -> bool:
    """Whether a role of the user's gives the permission in the thing's organisation or in one above it."""
    organisation = thing if isinstance(thing, Organisation) else thing.organisation
    places = set(user.scope.places(permission))
    return any(above.pk in places for above in organisation.lineage)


def require(user: User, permission: Permission, thing: Owned | Organisation) -> None:
    if not can(user, permission, thing):
        # Strangers never came this far: they have met a 404.
        raise PermissionDenied


def fetch(rows: QuerySet[M], user: User, pk: int) -> M:
    """The row among those the user may see; 404 for strangers, 403 where the user belongs but lacks the right."""
    found = rows.filter(pk=pk).first()
    if found is None:
        hidden = rows.model._default_manager.filter(pk=pk, organisation__in=user.scope.visible_organisations)
        raise PermissionDenied if hidden.exists() else Http404
    return found


class SignedIn(HttpRequest):
    """A request to a page behind the login, as every page is that is not marked public."""

    user: User
