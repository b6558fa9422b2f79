"""The package that a page is about, when the user may do with it what the page does."""

from __future__ import annotations

from followup.models import FollowUpRound
from organisations.access import SignedIn, can, fetch, require
from organisations.models import User
from organisations.roles import Permission
from plans.models import Plan
from reports.models import BoardPackage


def visible_package(request: SignedIn, pk: int) -> BoardPackage:
    """The package when the user sees it (else 404, or 403 for those who belong)."""
    return fetch(BoardPackage.objects.visible_to(request.user).with_owner(), request.user, pk)


def managed_package(request: SignedIn, pk: int) -> BoardPackage:
    package = visible_package(request, pk)
    require(request.user, permission_for(package.about), package)
    return package


def permission_for(about: Plan | FollowUpRound) -> Permission:
    # Whoever prepares a plan's decision, or closes a round, takes it to the nämnd.
    return Permission.EDIT_PLANS if isinstance(about, Plan) else Permission.FOLLOW_UP


def may_write(user: User, about: Plan | FollowUpRound) -> bool:
    return can(user, permission_for(about), about)
