"""The län that the user reads the decided work of."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from andts.lib.swedish import sort_key
from organisations.access import SignedIn
from organisations.models import Organisation


def read_counties(request: SignedIn) -> list[Organisation]:
    """By name; 403 for those who read none."""
    found = Organisation.objects.filter(pk__in=request.user.scope.counties, kind=Organisation.Kind.COUNTY)
    counties = sorted(found, key=lambda each: sort_key(each.name))
    if not counties:
        raise PermissionDenied
    return counties


def read_county(request: SignedIn, key: str) -> Organisation:
    """The län with this SCB code or slug; 404 for strangers, 403 for those who belong there but read no kommuner."""
    try:
        county = Organisation.objects.filter(kind=Organisation.Kind.COUNTY).named(key)
    except Organisation.DoesNotExist:
        raise Http404 from None
    if county.pk not in request.user.scope.counties:
        raise PermissionDenied if _belongs(request, county) else Http404
    return county


def _belongs(request: SignedIn, county: Organisation) -> bool:
    return any(held.organisation == county.pk for held in request.user.scope.roles)
