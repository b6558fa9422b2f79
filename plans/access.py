"""The plan that a page is about, when the user may do with it what the page does."""

from organisations.access import SignedIn, fetch, require
from organisations.roles import Permission
from plans.models import Plan


def visible_plan(request: SignedIn, pk: int) -> Plan:
    """The plan when the user sees it (else 404), with what `can` needs of its owner."""
    return fetch(Plan.objects.visible_to(request.user).with_owner(), request.user, pk)


def drafted_plan(request: SignedIn, pk: int) -> Plan:
    """The plan when the user may see how it came about; who sees only what has been decided may not (403)."""
    plan = visible_plan(request, pk)
    if plan.is_decided:
        require(request.user, Permission.READ_DRAFTS, plan)
    return plan


def managed_plan(request: SignedIn, pk: int) -> Plan:
    """The plan when the user sees it (else 404) and works with it (else 403), whatever its state."""
    plan = visible_plan(request, pk)
    require(request.user, Permission.EDIT_PLANS, plan)
    return plan


def editable_plan(request: SignedIn, pk: int) -> Plan:
    """The plan when the user works with it and it is open (else 403)."""
    plan = managed_plan(request, pk)
    plan.require_open()
    return plan
