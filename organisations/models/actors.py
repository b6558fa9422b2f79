"""Functions and organisations as plans name them: Polisen, Elevhälsan, Samordnaren."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField
from andts.lib.folding import fold
from andts.lib.recorded import Recorded
from organisations.models.holders import ActorHolder
from organisations.models.organisations import Organisation
from organisations.models.people import User
from organisations.roles import Permission

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ActorQuerySet(models.QuerySet["Actor"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation__in=user.scope.visible_organisations)

    def called(self, organisation: Organisation, name: str) -> Actor | None:
        """The organisation's actor whose name or alias is `name`, however it is inflected."""
        return self.filter(aliases__organisation=organisation, aliases__folded=fold(name)).first()

    def held_by(self, user: User) -> Self:
        """Those that the user stands behind today, and still has a role near."""
        held = ActorHolder.objects.on(timezone.localdate()).filter(user=user).values("actor")
        return self.filter(pk__in=held, organisation__in=user.scope.around(Permission.REPORT))

    def held_from(self, email: str) -> Self:
        """Those that somebody without an account stands behind today, by the address."""
        held = ActorHolder.objects.on(timezone.localdate()).filter(user=None, email=email.lower())
        return self.filter(pk__in=held.values("actor"))


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
        verbose_name, verbose_name_plural = "aktör", "aktörer"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def known_as(cls, name: str, *, organisation: Organisation, by: User | None, **facts: Any) -> Actor:
        """The actor with this name or alias; created, with the other facts, when there is none."""
        found = cls.objects.called(organisation, name)
        if found:
            return found
        # Two who add the same name take turns: the second finds the first's.
        Organisation.objects.select_for_update(no_key=True).order_by().get(pk=organisation.pk)
        found = cls.objects.called(organisation, name)
        if found:
            return found
        actor = cls.created(by=by, organisation=organisation, name=name, **facts)
        actor.add_aliases([name], by=by)
        return actor

    @transaction.atomic
    def rename(self, name: str, *, by: User | None) -> None:
        self.record(by=by, name=name)
        # The former name stays, so that the plan's texts still find the actor.
        self.add_aliases([name], by=by)

    @transaction.atomic
    def add_aliases(self, names: Iterable[str], *, by: User | None) -> None:
        for name in filter(None, (" ".join(name.split()) for name in names)):
            folded = fold(name)
            # Names already taken by another actor of the organisation are left with that one.
            if not ActorAlias.objects.filter(organisation=self.organisation_id, folded=folded).exists():
                ActorAlias.created(by=by, actor=self, organisation_id=self.organisation_id, name=name, folded=folded)

    @property
    def other_names(self) -> list[ActorAlias]:
        # More than another form of the name.
        return [alias for alias in self.aliases.all() if alias.folded != fold(self.name)]

    def uses(self) -> list[tuple[str, int]]:
        """Where plans name the actor: what the field is called there, and how many times; one query for each field."""
        counts = [
            (str(link.field.verbose_name), _rows(link).filter(**{_own_column(link): self}).count())
            for link in self._links()
        ]
        counts += [
            (str(link.related_model._meta.verbose_name_plural), _kept(link, self).count()) for link in self._keepers()
        ]
        return [(name, count) for name, count in counts if count]

    @property
    def is_used(self) -> bool:
        return bool(self.uses())

    @transaction.atomic
    def merge_into(self, other: Actor, *, by: User | None) -> None:
        """`other` takes over every activity, answer, alias and holder; this actor disappears.

        Raises ValueError, whose message is Swedish and shown, when both have answered in the same place.
        """
        if self.organisation_id != other.organisation_id or self == other:
            raise ValueError("Två olika aktörer i samma organisation kan slås ihop.")
        for link in self._links():
            self._hand_over(link, other)
        for keeper in self._keepers():
            self._hand_over_kept(keeper, other, by=by)
        for row in (*self.aliases.all(), *self.holders.all()):
            row.record(by=by, actor=other)
        self._change_reason = f"Slogs ihop med {other} ({other.pk})"
        self.record_deleted(by=by)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """With its names and holders; `bring_back` undoes it. Raises ValueError when a plan names the actor."""
        if self.is_used:
            raise ValueError("Aktören används i en plan.")
        # One moment for all of them, by which `bring_back` knows what went together.
        moment = timezone.now()
        for row in (*self.aliases.all(), *self.holders.all(), self):
            row._history_date = moment
            row.record_deleted(by=by)

    @classmethod
    @transaction.atomic
    def bring_back(cls, pk: int, *, by: User | None) -> None:
        removed = cls.last_deletion(pk).get()
        if cls.objects.filter(pk=pk).exists():
            return
        actor: Actor = removed.instance
        actor.record_new(by=by)
        together = {"actor_id": pk, "history_type": "-", "history_date": removed.history_date}
        # But for names that others have taken since.
        actor.add_aliases([row.name for row in ActorAlias.history.filter(**together)], by=by)
        for row in ActorHolder.history.filter(**together):
            row.instance.record_new(by=by)

    def _links(self) -> list[models.ManyToManyRel]:
        # By these the apps above name actors: responsible, partners, co-owners.
        return [link for link in self._meta.related_objects if isinstance(link, models.ManyToManyRel)]

    def _keepers(self) -> list[models.ManyToOneRel]:
        links = [link for link in self._meta.related_objects if isinstance(link, models.ManyToOneRel)]
        # An actor may not disappear from these: what it has answered.
        return [link for link in links if link.on_delete is models.PROTECT]

    def _hand_over_kept(self, link: models.ManyToOneRel, other: Actor, *, by: User | None) -> None:
        try:
            with transaction.atomic():
                for row in _kept(link, self):
                    row.record(by=by, **{link.field.name: other})
        except IntegrityError:
            raise ValueError(
                f"{self} och {other} har båda svarat i samma uppföljning och kan inte slås ihop."
            ) from None

    def _hand_over(self, link: models.ManyToManyRel, other: Actor) -> None:
        rows = _rows(link)
        column, owner = _own_column(link), link.field.m2m_field_name()
        already = rows.filter(**{column: other}).values(owner)
        rows.filter(**{column: self}).exclude(**{f"{owner}__in": already}).update(**{column: other})


def _rows(link: models.ManyToManyRel) -> models.QuerySet[Any]:
    assert link.through
    # One row for each actor of each activity.
    return link.through._default_manager.all()


def _kept(link: models.ManyToOneRel, actor: Actor) -> models.QuerySet[Any]:
    return link.related_model._default_manager.filter(**{link.field.name: actor})


def _own_column(link: models.ManyToManyRel) -> str:
    name: str = link.field.m2m_reverse_field_name()
    return name


class ActorAlias(Recorded):
    """One more way to write an actor. `folded` (andts.lib.folding) is what is compared, once per organisation."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = LineField("namn")
    folded = models.CharField(max_length=300, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name, verbose_name_plural = "aktörsnamn", "aktörsnamn"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(name="alias_once", fields=["organisation", "folded"])]

    def __str__(self) -> str:
        return self.name
