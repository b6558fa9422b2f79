"""What a län's figures can be narrowed to and ordered by. Page, rows and files share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms

from andts.lib.filters import Narrowing
from followup.county.figures import FollowedActivity, FrameworkGoals, Municipality, serving
from followup.filters import short
from followup.tallies import LABELS, NONE, STATUSES
from organisations.models import Organisation
from plans.models import GoalFramework

ORDERS: dict[str, Callable[[Municipality], Decimal | int | None]] = {
    "alder": lambda each: each.age,
    "aktiviteter": lambda each: each.whole.total,
    "genomforda": lambda each: each.whole.done,
    "andel": lambda each: each.done_share,
    "svar": lambda each: each.whole.answered,
    "besvarade": lambda each: each.answered_share,
}
BY_NAME = "kommun"
NARROWING = {"kommun", "plan", "uppfoljning"}


class YearFilter(Narrowing):
    """Which year, and under which framework's goals."""

    unasked = ("ar", "sortera")

    ar = forms.ChoiceField(label="År", required=False)
    ramverk = forms.ChoiceField(label="Målramverk", required=False)

    def __init__(
        self, asked: Mapping[str, Any], years: Sequence[int], latest: int, frameworks: Sequence[GoalFramework]
    ) -> None:
        super().__init__(asked)
        self.years, self.frameworks = years, {str(each.pk): each for each in frameworks}
        self.latest = latest
        self.offer_choices("ar", [(str(year), str(year)) for year in years], empty=str(latest))
        named = [(key, str(each)) for key, each in self.frameworks.items()]
        self.offer_choices("ramverk", named, empty="Strategin för året")

    # Asked for before the other fields know what can be chosen in them.
    @property
    def year(self) -> int:
        asked = str(self.data.get("ar", ""))
        return int(asked) if asked in map(str, self.years) else self.latest

    @property
    def framework(self) -> GoalFramework | None:
        return self.frameworks.get(str(self.data.get("ramverk", "")))

    def narrower(self, **more: str) -> str:
        # An empty value takes a field away.
        return urlencode({name: value for name, value in {**self.wanted, **more}.items() if value})

    @property
    def year_links(self) -> list[tuple[int, str]]:
        return [(year, self.narrower(ar=str(year))) for year in self.years]

    @property
    def kept(self) -> list[tuple[str, str]]:
        return [(name, self.wanted[name]) for name in self.unasked if name in self.wanted]


class CountyFilter(YearFilter):
    """Of one län: which municipalities, and in what order."""

    kommun = forms.ChoiceField(label="Kommun", required=False)
    plan = forms.ChoiceField(
        label="Gällande plan", required=False, choices=[("", "Alla"), ("finns", "Finns"), ("saknas", "Saknas")]
    )
    uppfoljning = forms.ChoiceField(
        label="Uppföljning",
        required=False,
        choices=[
            ("", "Alla"),
            ("finns", "Avslutad"),
            ("minst", "Minst hälften genomfört"),
            ("mindre", "Mindre än hälften genomfört"),
            ("saknas", "Ingen avslutad"),
        ],
    )
    sortera = forms.ChoiceField(
        required=False, choices=[(sign + name, name) for name in (BY_NAME, *ORDERS) for sign in ("", "-")]
    )

    def __init__(
        self,
        asked: Mapping[str, Any],
        years: Sequence[int],
        latest: int,
        frameworks: Sequence[GoalFramework],
        municipalities: Iterable[Organisation],
    ) -> None:
        super().__init__(asked, years, latest, frameworks)
        self.offer_choices("kommun", [(each.code or each.slug, each.label) for each in municipalities])

    def chosen(self, municipalities: Iterable[Municipality]) -> tuple[Municipality, ...]:
        left = [each for each in municipalities if self._holds(each)]
        asked = self.wanted.get("sortera", BY_NAME)
        name = asked.removeprefix("-")
        turned = asked.startswith("-")
        if name == BY_NAME:
            return tuple(left[::-1] if turned else left)
        value = ORDERS[name]
        with_value = sorted(
            ((found, each) for each in left if (found := value(each)) is not None), key=lambda pair: pair[0]
        )
        without = [each for each in left if value(each) is None]
        # Where there is nothing to order by, last.
        return tuple([each for _, each in (with_value[::-1] if turned else with_value)] + without)

    def _holds(self, each: Municipality) -> bool:
        wanted = self.wanted
        return (
            wanted.get("kommun", each.key) == each.key
            and ("plan" not in wanted or each.has_plan == (wanted["plan"] == "finns"))
            and ("uppfoljning" not in wanted or _is_followed_up(each, wanted["uppfoljning"]))
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.wanted.keys() & NARROWING)

    @property
    def without(self) -> str:
        """The query that shows all municipalities."""
        return self.narrower(**dict.fromkeys(NARROWING, ""))

    @property
    def lacking_plan(self) -> str:
        return self.narrower(plan="saknas")

    def sorting(self, name: str) -> tuple[str, str]:
        """The query that orders by the column, and how it is ordered now as aria-sort has it ("" when it is not)."""
        now = self.wanted.get("sortera", BY_NAME)
        direction = {name: "ascending", f"-{name}": "descending"}.get(now, "")
        # What is more is what one looks for; names begin with a.
        first, second = (name, f"-{name}") if name == BY_NAME else (f"-{name}", name)
        return self.narrower(sortera=second if now == first else first), direction


def _is_followed_up(each: Municipality, wanted: str) -> bool:
    match wanted:
        case "saknas":
            return not each.is_followed_up
        case "minst":
            return each.did_half
        case "mindre":
            return each.is_followed_up and not each.did_half
        case _:
            return each.is_followed_up


class RowFilter(CountyFilter):
    """The activities behind the figures too."""

    mal = forms.ChoiceField(label="Mål", required=False)
    status = forms.ChoiceField(label="Status", required=False)
    svar = forms.ChoiceField(
        label="Svar", required=False, choices=[("", "Alla"), ("finns", "Alla har svarat"), ("saknas", "Saknas")]
    )

    def offer_goals(self, framework: FrameworkGoals) -> None:
        self.offer_choices("mal", [(goal, short(label)) for goal, label in framework.labels])
        self.offer_choices("status", [(status or NONE, LABELS[status]) for status in STATUSES])

    def rows(self, municipality: Municipality) -> list[FollowedActivity]:
        wanted = self.wanted
        found = list(municipality.activities)
        if goal := wanted.get("mal"):
            found = serving(found, goal)
        if status := wanted.get("status"):
            found = [each for each in found if each.status == (status if status != NONE else "")]
        if answers := wanted.get("svar"):
            found = [each for each in found if each.is_answered == (answers == "finns")]
        return found
