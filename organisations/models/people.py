"""Those who sign in, and what they may do where."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField
from andts.lib.recorded import Recorded
from organisations.access import Scope
from organisations.models.organisations import Organisation
from organisations.roles import Role

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who signs in with `email`; without a password until they have chosen one themselves."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. `is_staff` opens Django's admin and gives no right to any organisation's content."""

    email = models.EmailField("e-postadress", unique=True, error_messages={"unique": "Adressen har redan ett konto."})
    name = LineField("namn")
    is_active = models.BooleanField("aktiv", default=True)
    is_staff = models.BooleanField("driftpersonal", default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    if TYPE_CHECKING:
        memberships: RelatedManager[Membership]

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def scope(self) -> Scope:
        """What the user's roles reach; read once a request (one query)."""
        return Scope.of(self)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_organisations(self, organisations: Any) -> Self:
        return self.filter(organisation__in=organisations)


class MembershipManager(models.Manager.from_queryset(MembershipQuerySet)):  # type: ignore[misc]  # made at run time
    def get_queryset(self) -> MembershipQuerySet:
        return super().get_queryset().select_related("organisation")


class Membership(Recorded):
    """A role that a user has in an organisation and the units below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="person")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships", verbose_name="organisation"
    )
    role = models.CharField("roll", max_length=20, choices=Role.choices)

    objects = MembershipManager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="membership_once", fields=["user", "organisation", "role"]),
            models.CheckConstraint(name="membership_role_known", condition=models.Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"
