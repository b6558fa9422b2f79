"""How allauth and axes behave here: accounts are given by an administratör, never taken."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from organisations.models import Membership, User

GUESSES = 10
# From all addresses together, in the time that a lock holds.
GUESSES_TOGETHER = 100
# What axes has room for; no address with an account is so long.
LONGEST_LOGIN = 255


class Backend(AuthenticationBackend):
    """allauth's, fetching the user together with the roles: one query less on every page."""

    def get_user(self, user_id: int) -> User | None:
        memberships = Membership.objects.filter(user=user_id).select_related("user")
        if not memberships:
            return User.objects.filter(pk=user_id, is_active=True).first()
        user = memberships[0].user
        user._prefetched_objects_cache = {"memberships": memberships}
        return user if user.is_active else None


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Adressen eller lösenordet stämmer inte. Kontrollera dem och försök igen.",
        "incorrect_password": "Lösenordet stämmer inte. Försök igen.",
        "enter_current_password": "Ange ditt nuvarande lösenord.",
        "rate_limited": "Det blev för många försök på kort tid. Vänta en stund och försök igen.",
        "too_many_login_attempts": "Det blev för många försök på kort tid. Vänta en stund och försök igen.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def password_url(key: str) -> str:
    """Where a new password is chosen, at our own address; `key` is allauth's, user and token with a hyphen between."""
    user, _, token = key.partition("-")
    return settings.SITE_URL + reverse("account_reset_password_from_key", args=[user, token])


def claimed_user(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    given = credentials or {}
    named = given.get("email") or given.get("login") or given.get("username") or request.POST.get("login", "")
    # axes counts for this address, not for a whole kommun behind one router.
    return str(named).strip().lower()[:LONGEST_LOGIN]


def guesses_allowed(request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
    """How many wrong passwords one address may send for an account; none once many addresses have guessed together."""
    begun = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    guesses = AccessAttempt.objects.filter(username=claimed_user(request, credentials), attempt_time__gte=begun)
    together: int = guesses.aggregate(sum=Sum("failures_since_start", default=0))["sum"]
    return GUESSES if together < GUESSES_TOGETHER else 0


def client_address(request: HttpRequest) -> str:
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    proxies = settings.TRUSTED_PROXIES
    # As our outermost trusted proxy saw it; what the user's side wrote further left is not believed.
    return forwarded[-proxies] if proxies and len(forwarded) >= proxies else request.META.get("REMOTE_ADDR", "")
