"""How allauth and axes behave here: accounts are given by an administratör, never taken."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest

from organisations.models import Membership, User


class Backend(AuthenticationBackend):
    """allauth's, fetching the user together with the roles: one query less on every page."""

    def get_user(self, user_id: int) -> User | None:
        memberships = list(Membership.objects.filter(user=user_id).select_related("user", "organisation"))
        if not memberships:
            return User.objects.filter(pk=user_id, is_active=True).first()
        user = memberships[0].user
        user._prefetched_objects_cache = {"memberships": memberships}
        return user if user.is_active else None


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def client_address(request: HttpRequest) -> str:
    """The address as our outermost trusted proxy saw it; what the user's side wrote further left is not believed."""
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    proxies = settings.TRUSTED_PROXIES
    return forwarded[-proxies] if proxies and len(forwarded) >= proxies else request.META["REMOTE_ADDR"]
