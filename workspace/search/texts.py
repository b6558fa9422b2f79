"""Each kind of row as the one text it is searched as.

Those of activities, headings and plan texts have indexes on PostgreSQL, made by the migrations called `search`: whoever
changes one of them, or what a choice is called, makes the indexes anew. A test tells when they no longer are used.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from activities.models import Activity
from activities.models.activities import SUBSTANCES
from andts.lib.joined import Joined
from andts.lib.searched import Together, Values, in_words, spelled_out
from organisations.models import ActorAlias
from plans.models import Plan
from reports.models import Report

PLAN = Together(
    *("title", "subtitle", in_words("kind", Plan.Kind.choices), "place", "registry_number", "document_owner"),
    *("prepared_by", "applies_to", "related_documents", "organisation__name", "organisation__short_name"),
)
NODE = Together("number", "heading", "written_label", "text")
TEXT = Together("heading", "text")
TIP = F("text")
ACTIVITY = Together(
    *("number", *Activity.TEXTS, "target_group", "arena", "place", "cost"),
    in_words("status", Activity.Status.choices),
    in_words("level", Activity.Level.choices),
    in_words("strategy", Activity.Strategy.choices),
    in_words("orientation", Activity.Orientation.choices),
    spelled_out("substances", SUBSTANCES),
    Values("extra"),
)
_ALIASES: Any = ActorAlias.objects.filter(actor=OuterRef("pk")).order_by().values("actor")
ACTOR = Together("name", Coalesce(Subquery(_ALIASES.annotate(names=Joined("name")).values("names")), Value("")))
REPORT = Together(
    "title", in_words("kind", Report.Kind.choices), Coalesce("plan__title", Value("")), "organisation__name"
)
VERSION = Together("plan__title", Value("version"), "number", "plan__organisation__name", "plan__registry_number")
