"""The tree of those who own plans: län, region, kommun and what lies below."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField
from andts.lib.recorded import Recorded

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    from organisations.models.people import User
    from organisations.roles import Permission

# kommun → nämnd → förvaltning → stadsdel or unit: nothing in Sweden's municipalities needs more.
LEVELS_BELOW = 3


# Written out, since building the same with `parent__parent__…` took Django ten times as long as the database took to
# answer it.
_REACHED = """
    WITH RECURSIVE reached(id) AS (
        SELECT id FROM organisations_organisation WHERE id IN ({places})
        UNION
        SELECT unit.id FROM organisations_organisation unit JOIN reached ON unit.parent_id = reached.id
        WHERE unit.kind IN ('committee', 'administration', 'district')
    )
    SELECT {ids} FROM reached
"""


class Reached(models.Func):
    """The ids of the organisation in a column and of the units below it, as a list."""

    output_field = models.JSONField()
    template = f"({_REACHED.format(places='%(expressions)s', ids='%(function)s(id)')})"
    function = "jsonb_agg"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, function="json_group_array", **context)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def within(self, organisations: Collection[int]) -> Self:
        """The organisations with these ids and the units below them; never from a län down to its kommuner."""
        places = list(organisations)
        sql = _REACHED.format(places=", ".join(["%s"] * len(places)), ids="id")
        return self.filter(pk__in=RawSQL(sql, places)) if places else self.none()  # noqa: S611 - placeholders in it

    def units_of(self, organisations: Any) -> models.QuerySet[Any, int]:
        # Not the kommuner of a län.
        return self.filter(parent__in=organisations, kind__in=Organisation.UNITS).values_list("pk", flat=True)

    def visible_to(self, user: User) -> Self:
        return self.filter(pk__in=user.scope.visible_organisations)

    def reached_by(self, user: User, permission: Permission) -> Self:
        return self.filter(pk__in=user.scope.reach(permission))

    def named(self, code_or_slug: str) -> Organisation:
        return self.get(Q(code=code_or_slug) | Q(slug=code_or_slug))


class Organisation(Recorded):
    """A län, region, kommun, nämnd, förvaltning or stadsdel. SCB codes are strings: leading zeros matter."""

    class Kind(models.TextChoices):
        COUNTY = "county", "Län"
        REGION = "region", "Region"
        MUNICIPALITY = "municipality", "Kommun"
        COMMITTEE = "committee", "Nämnd"
        ADMINISTRATION = "administration", "Förvaltning"
        DISTRICT = "district", "Stadsdel"

    # Those that stand by themselves: a role above them gives nothing in them.
    AUTHORITIES = (Kind.COUNTY, Kind.REGION, Kind.MUNICIPALITY)
    UNITS = (Kind.COMMITTEE, Kind.ADMINISTRATION, Kind.DISTRICT)

    kind = models.CharField("slag", max_length=20, choices=Kind.choices)
    name = LineField("namn")
    short_name = LineField("kort namn", blank=True, help_text="Som det står i listor: ”Ale”.")
    code = models.CharField("SCB-kod", max_length=4, unique=True, null=True, blank=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True, editable=False)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="units", verbose_name="ligger under"
    )
    is_invented = models.BooleanField(default=False, editable=False)
    logo = models.ImageField("logotyp", upload_to="logos/", blank=True)
    accent = models.CharField(
        "färg",
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Ange färgen som #rrggbb, till exempel #0b4f5c.")],
        help_text="Som #rrggbb. Används för knappar och länkar och behöver kontrasten 4,5:1 mot vitt.",
    )

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name, verbose_name_plural = "organisation", "organisationer"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="organisation_unit_has_parent",
                condition=Q(kind__in=["county", "region", "municipality"]) | Q(parent__isnull=False),
            ),
            models.UniqueConstraint(name="organisation_name_in_parent", fields=["parent", "name"]),
        ]

    def __str__(self) -> str:
        return self.name

    def record_new(self, *, by: User | None) -> None:
        self.slug = self.slug or self._free_slug()
        super().record_new(by=by)

    def _free_slug(self) -> str:
        # ale-kommun; for a unit ale-kommun-skolforvaltningen.
        above = f"{self.parent.slug}-" if self.parent and not self.is_authority else ""
        slug = slugify(f"{above}{self.name}")[:90] or "organisation"
        taken = set(Organisation.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
        return next(free for free in chain([slug], (f"{slug}-{number}" for number in count(2))) if free not in taken)

    @property
    def is_authority(self) -> bool:
        return self.kind in self.AUTHORITIES

    @property
    def lineage(self) -> list[Organisation]:
        """This organisation and those above it up to its kommun, region or län. Fetch with `parent__parent`."""
        found = [self]
        while not found[-1].is_authority and found[-1].parent:
            found.append(found[-1].parent)
        return found

    @property
    def authority(self) -> Organisation:
        """The kommun, region or län that this organisation is part of."""
        return self.lineage[-1]

    def height(self) -> int:
        """The levels from this organisation down, itself included: 1 when it has no units."""
        height, level = 1, [self.pk]
        while height <= LEVELS_BELOW and (level := list(Organisation.objects.units_of(level))):
            height += 1
        return height

    def is_empty(self) -> bool:
        # Nobody works here, and no plan, actor or unit belongs here.
        return not any(
            link.related_model._default_manager.filter(**{link.field.name: self}).exists()
            for link in self._meta.related_objects
        )

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """`bring_back` undoes it. Raises ValueError when something belongs here."""
        if not self.is_empty():
            raise ValueError("Enheten är inte tom.")
        self.record_deleted(by=by)

    @classmethod
    @transaction.atomic
    def bring_back(cls, pk: int, *, by: User | None) -> None:
        """A removed unit as it was; nothing when it is already back. Raises ValueError when its name is taken."""
        if cls.objects.filter(pk=pk).exists():
            return
        removed: Organisation = cls.last_deletion(pk).get().instance
        if cls.objects.filter(parent=removed.parent_id, name=removed.name).exists():
            raise ValueError("En annan enhet har fått namnet.")
        removed.record_new(by=by)

    @property
    def logo_url(self) -> str:
        bearer = next((bearer for bearer in self.lineage if bearer.logo), None)
        # A new file gets a new address.
        return f"{reverse('organisation-logo', args=[bearer.pk])}?v={Path(str(bearer.logo)).stem}" if bearer else ""

    @property
    def stylesheet_url(self) -> str:
        # The nearest one above lends its colours.
        bearer = next((bearer for bearer in self.lineage if bearer.accent), None)
        return f"{reverse('organisation-colours', args=[bearer.pk])}?v={bearer.accent[1:]}" if bearer else ""

    @property
    def label(self) -> str:
        return self.short_name or self.name
