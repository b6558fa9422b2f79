"""Who does what: who stands behind each actor, partners outside, and those who have a role in the system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from activities.models import Activity
from andts.lib.document import Column
from andts.lib.swedish import sort_key
from organisations.models import Actor, ActorHolder, Membership, Organisation
from reports.builders.handover.gathered import Gathered
from reports.builders.handover.tables import Part, tabled

NOBODY = "Ingen"
INSIDE = (
    Column("Aktör", 24),
    Column("Enhet", 27),
    Column("Står bakom", 36),
    Column("Aktiviteter", 13, numeric=True),
)
OUTSIDE = (
    Column("Partner", 28),
    Column("Kontakt", 40),
    Column("Ansvarar för", 16, numeric=True),
    Column("Samverkar i", 16, numeric=True),
)
ROLES = (Column("Namn", 25), Column("Roll", 16), Column("Var", 26), Column("E-post", 33))


def people(known: Gathered) -> Iterator[Part]:
    behind = _behind(known)
    yield tabled(
        "Vem står bakom vad",
        INSIDE,
        [_inside(each) for each in behind if not each.is_outside and not each.is_only_named],
        before=[
            "Planerna nämner funktioner, aldrig personer. Här står vem som svarar för var och en i dag. Siffran är "
            "hur många aktiviteter den är ansvarig för i planerna ovan."
        ],
        otherwise="Inga aktörer är inlagda.",
    )
    yield tabled(
        "Partner utanför organisationen",
        OUTSIDE,
        [_outside(each) for each in behind if each.is_outside],
        before=["De har inget konto. De svarar med en engångskod som skickas till adressen.", *_named_only(behind)],
        otherwise="Ingen utanför organisationen svarar för någon aktör.",
    )
    yield tabled("Konton och roller", ROLES, list(_roles(known)), otherwise="Ingen har någon roll här.")


@dataclass(frozen=True)
class Behind:
    """An actor, who stands behind it today, and in how many activities it is named."""

    actor: Actor
    holders: list[ActorHolder]
    responsible: int
    partner: int

    @property
    def is_outside(self) -> bool:
        # No unit of the organisation's own, and addresses alone.
        return bool(self.holders) and not any(holder.user for holder in self.holders) and self.actor.unit is None

    @property
    def is_only_named(self) -> bool:
        # As one to work with, and nobody is known who stands behind it.
        return not self.holders and not self.responsible

    @property
    def contacts(self) -> str:
        return "\n".join(map(_contact, self.holders)) or NOBODY


def _behind(known: Gathered) -> list[Behind]:
    """Those that the plans worked with name, or that somebody stands behind; four queries."""
    actors = Actor.objects.filter(organisation=known.organisation.authority).select_related("unit")
    holders: dict[int, list[ActorHolder]] = {}
    held = ActorHolder.objects.on(known.today).filter(actor__organisation=known.organisation.authority)
    for holder in held.select_related("user"):
        holders.setdefault(holder.actor_id, []).append(holder)
    responsible, partner = _named(known, "responsible"), _named(known, "partners")
    found = [
        Behind(actor, holders.get(actor.pk, []), responsible.get(actor.pk, 0), partner.get(actor.pk, 0))
        for actor in actors
    ]
    named = [each for each in found if each.holders or each.responsible or each.partner]
    return sorted(_own(named, known.organisation), key=lambda each: sort_key(each.actor.name))


def _own(found: Iterable[Behind], organisation: Organisation) -> list[Behind]:
    # Of a förvaltning those that its plans name, or that are its own; of a kommun all.
    if organisation.is_authority:
        return list(found)
    return [each for each in found if each.responsible or each.partner or each.actor.unit == organisation]


def _named_only(behind: Iterable[Behind]) -> list[str]:
    names = [each.actor.name for each in behind if each.is_only_named]
    return [f"Planerna nämner dessutom, utan att någon kontakt är inlagd: {', '.join(names)}."] if names else []


def _named(known: Gathered, field: str) -> dict[int, int]:
    """Activities by the actor they name, each line once although it stands in a plan and in its revision too."""
    here = Q(plan__in=known.living, deleted_at=None)
    counted = Activity.objects.filter(here, **{f"{field}__isnull": False}).order_by().values_list(field)
    return dict(counted.annotate(Count("line", distinct=True)))


def _contact(holder: ActorHolder) -> str:
    if holder.user is None:
        who = holder.email
    else:
        who = f"{holder.user}{'' if holder.user.is_active else ' (kontot är avstängt)'}\n{holder.user.email}"
    return f"{who}\n{holder.period}" if holder.since or holder.until else who


def _inside(each: Behind) -> tuple[str, ...]:
    return each.actor.name, each.actor.unit.name if each.actor.unit else "", each.contacts, str(each.responsible)


def _outside(each: Behind) -> tuple[str, ...]:
    return each.actor.name, each.contacts, str(each.responsible), str(each.partner)


def _roles(known: Gathered) -> Iterator[tuple[str, ...]]:
    members = Membership.objects.within([known.organisation.pk]).filter(user__is_active=True).select_related("user")
    for member in members.order_by("role", "user__name", "pk"):
        yield str(member.user), member.get_role_display(), member.organisation.name, member.user.email
