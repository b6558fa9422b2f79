"""Plans of any size, as wordy as real ones: the same texts every time, all of them made up."""

from __future__ import annotations

from datetime import date
from random import Random

from activities.models import Activity
from andts.lib.bulk import create_all
from organisations.models import Organisation, User
from plans.models import HeaderLine, Node, Plan, PlanText

ACTIVITIES_PER_GOAL = 8
GOALS_PER_AREA = 3

TITLES = (
    "Tillsyn av serveringsställen",
    "Föräldramöte i årskurs sju",
    "Nattvandring vid skolavslutningar",
    "Kontrollköp av folköl",
    "Utbildning för idrottsledare",
    "Spelfri skola",
    "Samtal om cannabis",
    "Rökfria mötesplatser",
)
DESCRIPTIONS = (
    "Bjuda in vårdnadshavare till en kväll om ungas vanor, gränser och nätter på stan.",
    "Besöka alla ställen med tillstånd minst en gång om året och återkoppla till ägarna.",
    "Gå igenom skolans rutiner för oro, frånvaro och påverkade elever med all personal.",
    "Erbjuda ledare och tränare en halvdag om dopningsmedel, kosttillskott och hälsa.",
    "Se till att unga som fyller arton får veta vart man vänder sig om spelandet tar över.",
    "Köpa tobak och folköl med unga testköpare och berätta om utfallet för handlarna.",
)
SCHEDULES = (
    "Löpande",
    "Varje vår och höst",
    "Senast den 30 september 2027",
    "Januari till maj 2027",
    "Årligen, vecka 45",
)
ACTORS = (
    "Socialtjänsten",
    "Polisen",
    "Elevhälsan",
    "Fritidsgårdarna",
    "Vårdcentralen",
    "Samordnaren",
    "Föreningslivet",
    "Tillståndshandläggaren",
    "Räddningstjänsten",
)
FOLLOW_UPS = (
    "Antal besök och vad de ledde till.",
    "Redovisas i folkhälsorådet",
    "Enkät till deltagarna",
    "Antal utbildade ledare per förening och år.",
    "Jämförelse med förra årets drogvaneundersökning",
)
HEADER = (
    ("Dokumenttyp", "Genomförandeplan"),
    ("Dokumentnamn", "Plan för det drogförebyggande arbetet"),
    ("Dokumentägare", "Folkhälsorådet"),
    ("Upprättad av", "Samordnaren"),
    ("Fastställd av", "Kommunstyrelsen"),
    ("Diarienummer", "KS 2026-118"),
    ("Giltig från", "1 januari 2027"),
    ("Giltig till", "31 december 2028"),
    ("Gäller för", "Alla nämnder och bolag"),
)
BACKGROUND = (
    "Kommunen arbetar sedan flera år tillsammans med polisen, vården och föreningarna för att färre unga ska börja "
    "använda tobak, alkohol och narkotika. Undersökningar bland elever i årskurs nio visar att allt fler avstår helt, "
    "men också att de som dricker gör det oftare än förr och att nikotinprodukter utan tobak har blivit vanliga."
)


def create_plan(organisation: Organisation, activities: int, *, by: User) -> Plan:
    plan = Plan.created(
        by=by,
        organisation=organisation,
        title=f"Genomförandeplan för det drogförebyggande arbetet, {activities} aktiviteter",
        subtitle="Så gör vi i Mätinge",
        valid_from=date(2027, 1, 1),
        valid_until=date(2028, 12, 31),
        document_owner="Folkhälsorådet",
        prepared_by="Samordnaren",
        applies_to="Alla nämnder och bolag",
    )
    headings = ("Bakgrund", "Så här är planen gjord", "Så följs den upp")
    texts = [PlanText(plan=plan, order=order, heading=text, text=BACKGROUND) for order, text in enumerate(headings)]
    create_all(texts, by=by)
    # As an imported plan has them; the labels are as many as in Norsjö's.
    header = [HeaderLine(plan=plan, order=order, label=label, text=text) for order, (label, text) in enumerate(HEADER)]
    create_all(header, by=by)
    goals = create_outline(plan, goals=-(-activities // ACTIVITIES_PER_GOAL), by=by)
    create_all([invented_activity(plan, goals, number) for number in range(activities)], by=by)
    return plan


def create_outline(plan: Plan, *, goals: int, by: User) -> list[Node]:
    """The goals, each under an area."""
    areas = [
        Node(plan=plan, kind=Node.Kind.AREA, order=number, heading=f"Insatsområde {number + 1}: trygga uppväxtvillkor")
        for number in range(-(-goals // GOALS_PER_AREA))
    ]
    create_all(areas, by=by)
    rows = [
        Node(
            plan=plan,
            kind=Node.Kind.GOAL,
            parent=areas[number // GOALS_PER_AREA],
            order=len(areas) + number,
            heading="Andelen unga som debuterar tidigt med tobak, nikotin och alkohol ska minska för varje år",
        )
        for number in range(goals)
    ]
    create_all(rows, by=by)
    return rows


def invented_activity(plan: Plan, goals: list[Node], number: int) -> Activity:
    chance = Random(number)  # noqa: S311 - the same texts every time, no secret
    return Activity(
        plan=plan,
        node=goals[number // ACTIVITIES_PER_GOAL],
        order=number,
        title=chance.choice(TITLES),
        description=chance.choice(DESCRIPTIONS),
        schedule=chance.choice(SCHEDULES),
        partners_text=", ".join(chance.sample(ACTORS, 3)),
        responsible_text=", ".join(chance.sample(ACTORS, 2)),
        follow_up=chance.choice(FOLLOW_UPS),
    )
