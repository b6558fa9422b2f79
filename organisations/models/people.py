"""Those who sign in, and what they may do where."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField
from andts.lib.recorded import Recorded
from organisations.access import Held, Scope
from organisations.models.organisations import Organisation, Reached
from organisations.roles import Role

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class UserHistory(HistoricalRecords):
    """Of what people change; that somebody signed in, or a hash was made stronger, is no such change."""

    def post_save(self, instance: User, created: bool, using: str | None = None, **kwargs: Any) -> None:
        if not {"last_login", "password"}.issuperset(kwargs.get("update_fields") or {"everything"}):
            super().post_save(instance, created, using, **kwargs)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        # Without one until they have chosen it themselves.
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class UserQuerySet(models.QuerySet["User"]):
    def employed_in(self, organisations: Any) -> Self:
        return self.filter(pk__in=Membership.objects.filter(organisation__in=organisations).values("user"))


class User(AbstractBaseUser, PermissionsMixin, Recorded):
    """A person with an account. `is_staff` opens Django's admin and gives no right to any organisation's content."""

    email = models.EmailField("e-postadress", unique=True, error_messages={"unique": "Adressen har redan ett konto."})
    name = LineField("namn")
    is_active = models.BooleanField("aktiv", default=True)
    is_staff = models.BooleanField("driftpersonal", default=False)
    # What the person has chosen for the pages: columns hidden, hints folded. Nobody else's business: no history.
    preferences = models.JSONField(default=dict, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager.from_queryset(UserQuerySet)()
    history = UserHistory(excluded_fields=["password", "last_login", "preferences"])

    if TYPE_CHECKING:
        memberships: RelatedManager[Membership]

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name, verbose_name_plural = "person", "personer"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or self.email

    def prefer(self, name: str, value: Any) -> None:
        # Of two pages that choose the same at once the last wins; other choices are left alone.
        self.change_preference(name, lambda _: value)

    def prefer_nothing(self, name: str) -> None:
        # The page is again as it is for everybody.
        self.change_preference(name, lambda _: None)

    def change_preference(self, name: str, change: Callable[[Any], Any]) -> None:
        """Keeps what `change` makes of the choice (None where there is none, and to forget it).

        One statement, which takes hold only where the choices still are those that were read. Else another page has
        chosen meanwhile, and it is done again with what that page kept; a few times, and then whatever was chosen.
        """
        for is_last in (False, False, False, True):
            changed = {**self.preferences, name: change(self.preferences.get(name))}
            if changed[name] is None:
                del changed[name]
            as_read = {} if is_last else {"preferences": self.preferences}
            if User.objects.filter(pk=self.pk, **as_read).update(preferences=changed):
                self.preferences = changed
                return
            self.refresh_from_db(fields=["preferences"])

    @transaction.atomic
    def deactivate(self, *, by: User | None) -> None:
        for membership in self.memberships.all():
            membership.require_another_administrator()
        # The roles remain for the day the account opens again.
        self.record(by=by, is_active=False)

    def reactivate(self, *, by: User | None) -> None:
        self.record(by=by, is_active=True)

    @cached_property
    def scope(self) -> Scope:
        # Read once a request (one query).
        return Scope.of(self)


class LastAdministratorError(Exception):
    """Without this person nobody could look after the organisation; the message is Swedish and shown."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(f"{organisation} måste ha minst en administratör. Ge någon annan rollen först.")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def within(self, organisations: Any) -> Self:
        return self.filter(organisation__in=Organisation.objects.within(organisations).values("pk"))

    def administrators(self) -> Self:
        # Those who can still sign in.
        return self.filter(role=Role.ADMINISTRATOR, user__is_active=True)


class MembershipManager(models.Manager.from_queryset(MembershipQuerySet)):  # type: ignore[misc]  # made at run time
    def get_queryset(self) -> MembershipQuerySet:
        """With those above the organisation, whose logo and colours the pages wear, and what the role reaches."""
        rows = super().get_queryset().select_related("organisation__parent__parent__parent")
        return rows.annotate(reached=Reached("organisation"))


class Membership(Recorded):
    """A role that a user has in an organisation and the units below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="person")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships", verbose_name="organisation"
    )
    role = models.CharField("roll", max_length=20, choices=Role.choices)

    objects = MembershipManager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        reached: list[int]

    class Meta:
        verbose_name, verbose_name_plural = "roll", "roller"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="membership_once", fields=["user", "organisation", "role"]),
            models.CheckConstraint(name="membership_role_known", condition=models.Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"

    @property
    def held(self) -> Held:
        lineage = frozenset(above.pk for above in self.organisation.lineage)
        return Held(self.role, self.organisation_id, frozenset(self.reached), lineage)

    @transaction.atomic
    def change(self, *, organisation: Organisation, role: str, by: User | None) -> list[str]:
        """Another role, or the same in another place. Raises LastAdministratorError."""
        if (organisation, role) != (self.organisation, self.role):
            self.require_another_administrator()
        return self.record(by=by, organisation=organisation, role=role)

    @transaction.atomic
    def end(self, *, by: User | None) -> None:
        """The person keeps the account; `bring_back` undoes it. Raises LastAdministratorError."""
        self.require_another_administrator()
        self.record_deleted(by=by)

    @classmethod
    @transaction.atomic
    def bring_back(cls, pk: int, *, by: User | None) -> None:
        ended = cls.last_deletion(pk).get().instance
        known = cls.objects.filter(user=ended.user_id, organisation=ended.organisation_id, role=ended.role)
        # The person may have been given it again.
        if not known.exists():
            ended.record_new(by=by)

    def require_another_administrator(self) -> None:
        """Raises LastAdministratorError when this is the only role by which its kommun, region or län is run."""
        if self.role != Role.ADMINISTRATOR or not self.organisation.is_authority:
            return
        # Two who leave at the same time take turns.
        Organisation.objects.select_for_update().get(pk=self.organisation_id)
        others = Membership.objects.administrators().filter(organisation=self.organisation_id)
        if not others.exclude(user=self.user_id).exists():
            raise LastAdministratorError(self.organisation)
