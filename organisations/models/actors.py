"""Functions and organisations as plans name them: Polisen, Elevhälsan, Samordnaren."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField
from andts.lib.folding import fold
from andts.lib.recorded import Recorded
from organisations.models.organisations import Organisation
from organisations.models.people import User

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ActorQuerySet(models.QuerySet["Actor"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation__in=user.scope.visible_organisations)

    def called(self, organisation: Organisation, name: str) -> Actor | None:
        """The organisation's actor whose name or alias is `name`, however it is inflected."""
        return self.filter(aliases__organisation=organisation, aliases__folded=fold(name)).first()


class Actor(Recorded):
    """A function or an organisation, never a person; kept per kommun, region or län."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="actors", verbose_name="finns hos"
    )
    name = LineField("namn", help_text="En funktion eller organisation, till exempel Elevhälsan. Inte en person.")
    unit = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="unit_actors",
        verbose_name="enhet",
        help_text="Förvaltningen eller stadsdelen som aktören hör till, om den är kommunens egen.",
    )

    objects = ActorQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        aliases: RelatedManager[ActorAlias]
        holders: RelatedManager[ActorHolder]

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def known_as(cls, name: str, *, organisation: Organisation, by: User | None) -> Actor:
        """The actor with this name or alias, created when there is none."""
        found = cls.objects.called(organisation, name)
        if found:
            return found
        actor = cls.created(by=by, organisation=organisation, name=name)
        ActorAlias.objects.create(actor=actor, organisation=organisation, name=actor.name, folded=fold(name))
        return actor

    @transaction.atomic
    def rename(self, name: str, *, by: User | None) -> None:
        """The former name stays as an alias, so that the plan's texts still find the actor."""
        self.record(by=by, name=name)
        self.add_aliases([name])

    def add_aliases(self, names: Iterable[str]) -> None:
        """Names already taken by another actor of the organisation are left with that one."""
        for name in filter(None, (" ".join(name.split()) for name in names)):
            ActorAlias.objects.get_or_create(
                organisation_id=self.organisation_id, folded=fold(name), defaults={"actor": self, "name": name}
            )

    @transaction.atomic
    def merge_into(self, other: Actor, *, by: User | None) -> None:
        """`other` takes over every activity, alias and holder; this actor disappears."""
        if self.organisation_id != other.organisation_id or self == other:
            raise ValueError("Två olika aktörer i samma organisation kan slås ihop.")
        for relation in self._meta.related_objects:
            if isinstance(relation, models.ManyToManyRel):
                self._hand_over(relation, other)
        self.aliases.update(actor=other)
        self.holders.update(actor=other)
        self.record_deleted(by=by)

    def _hand_over(self, relation: models.ManyToManyRel, other: Actor) -> None:
        links = relation.through._default_manager
        field = relation.field.m2m_reverse_field_name()
        owner = relation.field.m2m_field_name()
        already = links.filter(**{field: other}).values(owner)
        links.filter(**{field: self}).exclude(**{f"{owner}__in": already}).update(**{field: other})


class ActorAlias(models.Model):
    """One more way to write an actor. `folded` (andts.lib.folding) is what is compared, once per organisation."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = LineField("namn")
    folded = models.CharField(max_length=300, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(name="alias_once", fields=["organisation", "folded"])]

    def __str__(self) -> str:
        return self.name


class ActorHolderQuerySet(models.QuerySet["ActorHolder"]):
    def on(self, day: date) -> Self:
        return self.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))


class ActorHolder(Recorded):
    """Who stands behind an actor at a time: a user, or an address outside the house. Shown to those signed in only."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="holders")
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="held_actors", verbose_name="person"
    )
    email = models.EmailField("e-postadress", blank=True)
    since = models.DateField("från", null=True, blank=True)
    until = models.DateField("till", null=True, blank=True)

    objects = ActorHolderQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="holder_user_or_email",
                condition=Q(user__isnull=False, email="") | (Q(user__isnull=True) & ~Q(email="")),
            ),
            models.CheckConstraint(
                name="holder_period",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.email)

    def clean(self) -> None:
        if bool(self.user_id) == bool(self.email):
            raise ValidationError("Välj en person eller ange en e-postadress, inte båda.")
