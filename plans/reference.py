"""The national strategies' goals, and which goal of one continues a goal of the other."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from plans.models import GoalFramework
from plans.models.frameworks import FrameworkGoal


@dataclass(frozen=True)
class Strategy:
    """A national strategy as decided; its goals are numbered from 1 in this order."""

    name: str
    first_year: int
    last_year: int
    source: str
    goals: tuple[str, ...]


ANDT_2016 = Strategy(
    name="Nationella ANDT-strategin",
    first_year=2016,
    last_year=2020,
    source="Skr. 2015/16:86",
    goals=(
        "Tillgång till alkohol, narkotika, dopningsmedel och tobak ska minska",
        "Antalet barn och unga som börjar använda narkotika, dopningsmedel och tobak eller debuterar tidigt med "
        "alkohol ska successivt minska",
        "Antalet kvinnor och män samt flickor och pojkar som utvecklar skadligt bruk, missbruk eller beroende av "
        "alkohol, narkotika, dopningsmedel eller tobak ska successivt minska",
        "Kvinnor och män samt flickor och pojkar med missbruk eller beroende ska utifrån sina förutsättningar och "
        "behov ha ökad tillgänglighet till vård och stöd av god kvalitet",
        "Antalet kvinnor och män samt flickor och pojkar som dör och skadas på grund av sitt eget eller andras bruk av "
        "alkohol, narkotika, dopningsmedel eller tobak ska minska",
        "En folkhälsobaserad syn på ANDT inom EU och internationellt",
    ),
)
ANDTS_2022 = Strategy(
    name="Nationella ANDTS-strategin",
    first_year=2022,
    last_year=2025,
    source="Skr. 2021/22:213",
    goals=(
        "Tillgången till alkohol, narkotika, dopningsmedel, tobaks- och nikotinprodukter och spel om pengar ska minska",
        "Barn och unga ska skyddas mot skadliga effekter orsakade av alkohol, narkotika, dopning, tobaks- och "
        "nikotinprodukter och spel om pengar",
        "Antalet barn och unga som börjar använda narkotika, dopningsmedel, tobaks- och nikotinprodukter eller "
        "debuterar tidigt med alkohol och spel om pengar ska successivt minska",
        "Antalet personer som utvecklar skadligt bruk, missbruk eller beroende av alkohol, narkotika, dopningsmedel, "
        "tobaks- och nikotinprodukter och spel om pengar ska successivt minska",
        "Personer med missbruk eller beroende ska utifrån sina förutsättningar och behov ha tillgång till vård och "
        "stöd av god kvalitet",
        "Antalet personer som dör och skadas på grund av sitt eget eller andras bruk av alkohol, narkotika, "
        "dopningsmedel, tobaks- och nikotinprodukter och spel om pengar ska minska",
        "En folkhälsobaserad inriktning på ANDTS-arbetet inom EU och internationellt",
    ),
)
# The second goal of 2022–2025, to protect children and young people, is new.
CONTINUED_BY = {"1": "1", "2": "3", "3": "4", "4": "5", "5": "6", "6": "7"}


@transaction.atomic
def load() -> int:
    """Creates the national frameworks that are missing and their crosswalk; the number created."""
    wanted = (ANDT_2016, ANDTS_2022)
    missing = [strategy for strategy in wanted if not _national(strategy.first_year).exists()]
    for strategy in missing:
        _create(strategy)
    if missing:
        _connect()
    return len(missing)


def _national(first_year: int) -> QuerySet[GoalFramework]:
    return GoalFramework.objects.filter(organisation__isnull=True, first_year=first_year)


def _create(strategy: Strategy) -> None:
    framework = GoalFramework.created(
        by=None,
        name=strategy.name,
        first_year=strategy.first_year,
        last_year=strategy.last_year,
        source=strategy.source,
    )
    FrameworkGoal.objects.bulk_create(
        FrameworkGoal(framework=framework, number=str(number), text=text, order=number)
        for number, text in enumerate(strategy.goals, start=1)
    )


def _connect() -> None:
    earlier, later = (
        {goal.number: goal for goal in FrameworkGoal.objects.filter(framework__in=_national(strategy.first_year))}
        for strategy in (ANDT_2016, ANDTS_2022)
    )
    for number, continued in CONTINUED_BY.items():
        earlier[number].counterparts.add(later[continued])
