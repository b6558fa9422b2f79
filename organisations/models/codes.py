"""One-time codes: proof that one reads the mail of an address, good for ten minutes in one browser."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from secrets import token_urlsafe
from typing import Self

from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

FIGURES = 6
GOOD_FOR = timedelta(minutes=10)
TRIES = 5
# How many codes in an hour: to an address, and asked for from one place, which a whole office may share.
HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)
MOST_TO_ADDRESS = 5
# Somebody else who has the link uses up so many from one place; the rest are left for the one who was asked.
MOST_TO_ADDRESS_FROM_PLACE = 3
MOST_FROM_PLACE = 30


class TooManyCodesError(Exception):
    """So many codes have been asked for that no more are sent for a while; the message is Swedish and shown."""


class OneTimeCodeQuerySet(models.QuerySet["OneTimeCode"]):
    def live(self) -> Self:
        return self.filter(used_at=None, expires_at__gt=timezone.now(), tries__lt=TRIES)

    def forget(self) -> int:
        """Removes those that neither open anything nor count any longer: they tell who asked from where. How many."""
        return self.filter(made_at__lt=timezone.now() - KEPT).delete()[1].get(self.model._meta.label, 0)


class OneTimeCode(models.Model):
    """A code that was asked for. The figures are kept nowhere: they follow from this row and the installation's key.

    Who reads the database alone can neither read nor guess them: a plain hash of six figures is tried out in a second.
    """

    # What it opens: no code opens anything else.
    purpose = models.CharField(max_length=100)
    email = models.EmailField()
    # Where it was asked for from: an address, of IPv6 the network, since one household has billions of them.
    place = models.CharField(max_length=45)
    salt = models.CharField(max_length=43, default=token_urlsafe, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "engångskod", "engångskoder"
        indexes = [models.Index(fields=["email", "made_at"]), models.Index(fields=["place", "made_at"])]
        constraints = [models.CheckConstraint(name="code_tries", condition=Q(tries__lte=TRIES))]

    def __str__(self) -> str:
        return f"{self.purpose}, {self.made_at:%Y-%m-%d %H:%M}"

    @classmethod
    @transaction.atomic
    def asked_for(cls, purpose: str, *, email: str, address: str) -> OneTimeCode:
        """A new code for this address alone; the browser that asked is to remember its id. Raises TooManyCodesError."""
        email, place = email.lower(), _place(address)
        # Always in this order, so that no two wait for each other.
        _take_turns("email", email)
        _take_turns("place", place)
        if refusal := cls._refusal(email, place):
            raise TooManyCodesError(refusal)
        return cls.objects.create(purpose=purpose, email=email, place=place, expires_at=timezone.now() + GOOD_FOR)

    @classmethod
    def _refusal(cls, email: str, place: str) -> str:
        before = cls.objects.filter(made_at__gt=timezone.now() - HOUR)
        to_address = before.filter(email=email)
        asked_here = to_address.filter(place=place).count()
        if asked_here >= MOST_TO_ADDRESS_FROM_PLACE or to_address.count() >= MOST_TO_ADDRESS:
            return "Vi har skickat flera koder till adressen. Vänta en timme och försök igen."
        if before.filter(place=place).count() >= MOST_FROM_PLACE:
            return "Många har bett om koder härifrån. Vänta en timme och försök igen."
        return ""

    @property
    def figures(self) -> str:
        text = "\n".join([self.salt, self.purpose, self.email])
        drawn = int(salted_hmac("organisations.codes", text, algorithm="sha256").hexdigest(), 16)
        return f"{drawn % 10**FIGURES:0{FIGURES}}"

    def accepts(self, typed: str, *, purpose: str) -> bool:
        """Whether it is the code, for this purpose; then it is used up. Each try counts, at the same time too."""
        mine = OneTimeCode.objects.filter(pk=self.pk, purpose=purpose)
        if not mine.live().update(tries=F("tries") + 1):
            return False
        if not constant_time_compare("".join(typed.split()), self.figures):
            return False
        return bool(mine.filter(used_at=None).update(used_at=timezone.now()))

    @property
    def is_live(self) -> bool:
        return OneTimeCode.objects.filter(pk=self.pk).live().exists()


def _take_turns(what: str, value: str) -> None:
    # Until the transaction ends nobody else counts the same: a code is seen by others only when it is committed. There
    # is no row to lock: there may be none yet. SQLite's transactions, which are immediate, take turns anyhow.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"code:{what}:{value}"])


def _place(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address[:45]
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
