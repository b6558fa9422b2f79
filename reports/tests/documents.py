"""An invented kommun's genomförandeplan as a Document, as long as a test wants it."""

import io
from dataclasses import replace
from itertools import cycle, islice

from PIL import Image, ImageDraw, ImageFont

from andts.lib.document import (
    BulletList,
    Column,
    Document,
    Figure,
    HeaderField,
    Paragraph,
    Picture,
    Section,
    Sheet,
    Table,
)

COLUMNS = (
    Column("Aktivitet", 17),
    Column("Vad", 29),
    Column("När", 12),
    Column("Samverkan", 15),
    Column("Ansvarig", 12),
    Column("Uppföljning", 15),
)

ACTIVITIES = (
    (
        "Tillsyn av serveringsställen",
        "Alla serveringsställen får minst ett oanmält besök om året. Nya tillståndshavare får ett vägledande samtal.",
        "Löpande, minst ett besök per år",
        "Polisen\nRäddningstjänsten",
        "Alkoholhandläggaren",
        "Antal besök och antal anmärkningar, redovisas för miljö- och byggnadsnämnden",
    ),
    (
        "Föräldramöten i årskurs 7",
        "Föräldrar till barn i årskurs 7 bjuds in till ett möte om ungas alkoholvanor och om hur vuxna kan hålla emot. "
        "Mötet leds av rektor och fältsekreterare tillsammans.",
        "September varje år",
        "Elevhälsan\nFältgruppen",
        "Rektorerna",
        "Närvaro per skola, kort enkät efter mötet",
    ),
    (
        "Kontrollköp av folköl och tobak",
        "Ungdomar över 18 år som ser yngre ut prövar om butikerna frågar efter legitimation. Butikerna får veta utfallet "
        "samma dag.",
        "v. 18 och v. 40",
        "Grannkommunerna\nHandeln",
        "Tobakshandläggaren",
        "Andel köp utan legitimation",
    ),
    (
        "Nattvandring",
        "Föreningar och föräldrar vandrar i centrum och vid badplatsen på fredagskvällar.",
        "Fredagar maj–september samt skolavslutningen",
        "Idrottsföreningarna\nSvenska kyrkan",
        "Samordnaren",
        "Antal vandringar och antal vandrare",
    ),
    (
        "Rökfri skoltid",
        "Skolorna ser över ordningsregler, skyltning och bemötande så att ingen röker eller snusar under skoltid.",
        "Höstterminen 2026",
        "Elevråden",
        "Barn- och utbildningsnämnden",
        "Skolenkäten, frågan om rökning på skolgården",
    ),
    (
        "Tidiga samtal i primärvården",
        "Distriktssköterskor och läkare frågar om alkohol vid hälsosamtal och erbjuder ett motiverande samtal.",
        "Löpande",
        "Hälsocentralen\nSocialtjänstens öppenvård",
        "Verksamhetschefen vid hälsocentralen",
        "Antal samtal per halvår",
    ),
    (
        "Stöd till barn i familjer med missbruk",
        "En samtalsgrupp för barn mellan 8 och 12 år startar. Personal som möter barn får veta hur de hänvisar dit.",
        "Grupp varje termin, start vårterminen 2027",
        "Familjecentralen\nElevhälsan",
        "Individ- och familjeomsorgen",
        "Antal barn, barnens egen utvärdering",
    ),
    (
        "Spelproblem på arbetsplatsen",
        "Chefer får en halvdags utbildning i att upptäcka spelproblem och en rutin för hur de går vidare.",
        "Två tillfällen 2027",
        "Företagshälsovården\nFacken",
        "Personalavdelningen",
        "Andel chefer som har gått utbildningen",
    ),
    (
        "Gymmen arbetar mot dopning",
        "Gym och träningsanläggningar får utbildning, en handlingsplan och ett diplom som förnyas varje år.",
        "Klart 31 december 2027",
        "Polisen\nIdrottsförbundet",
        "Fritidskontoret",
        "Antal diplomerade anläggningar av alla",
    ),
    (
        "Narkotikaförebyggande lägesbild",
        "Polis, skola, socialtjänst och fritid delar vad de ser utan uppgifter om enskilda, och kommer överens om nästa steg.",
        "Första måndagen varje månad",
        "Polisen\nSkolan\nSocialtjänsten\nFritidsgårdarna",
        "Samordnaren",
        "Antal möten, antal överenskomna åtgärder",
    ),
    (
        "Unga i trafiken",
        "Trafikskolorna och polisen berättar om alkohol, droger och bilkörning för alla i gymnasiets årskurs 2.",
        "Mars varje år",
        "Trafikskolorna\nPolisen",
        "Gymnasiechefen",
        "Antal elever",
    ),
    (
        "Langningskampanj inför valborg och skolavslutning",
        "Vykort till alla hushåll med tonåringar, samtal i butik och på systembolaget, närvaro i parken.",
        "April och juni",
        "Polisen\nHandeln\nSystembolaget",
        "Samordnaren",
        "Drogvaneundersökningen: hur unga får tag på alkohol",
    ),
)


def genomforandeplan(activities: int = 58, *, draft: bool = False) -> Document:
    """Three areas with a goal each; the activities are spread over them 12 : 9 : 37."""
    first, second = round(activities * 12 / 58), round(activities * 9 / 58)
    counts = (first, second, activities - first - second)
    return Document(
        title="Genomförandeplan för det drogförebyggande arbetet 2026–2028",
        kind="Genomförandeplan",
        organisation="Älvsunda kommun",
        subtitle="Alkohol, narkotika, dopning, tobak och spel om pengar",
        registry_number="KS 2026/0417",
        draft=draft,
        logo=Picture("image/png", logo(), "Älvsunda kommun"),
        header=HEADER,
        sections=(*OPENING, *_areas(counts), *CLOSING),
        sheets=(_sheet(counts),),
        keywords=("ANDTS", "drogförebyggande arbete"),
    )


def one_text_everywhere(text: str) -> Document:
    """A document whose every text field is the same text."""
    columns = (Column(text, 40), Column(text, 60))
    blocks = (
        Paragraph(text),
        BulletList((text, text)),
        Figure(Picture("image/png", logo(), text), text),
        Table(text, columns, ((text, text),)),
    )
    return Document(
        title=text,
        kind=text,
        organisation=text,
        subtitle=text,
        registry_number=text,
        logo=Picture("image/png", logo(), text),
        header=(HeaderField(text, text),),
        sections=(Section(text, 1, blocks, number=text), Section(text, 2, blocks, orientation="landscape")),
        sheets=(Sheet(text, columns, ((text, text),)),),
        keywords=(text,),
    )


def small(**changes) -> Document:
    """A heading, a sentence and a table of two rows."""
    table = Table("Aktiviteter", COLUMNS, ACTIVITIES[:2])
    section = Section("Mål", 1, (Paragraph("Färre unga dricker alkohol."), table), number="1")
    document = Document(title="Kort plan", kind="Plan", organisation="Älvsunda kommun", sections=(section,))
    return replace(document, **changes)


def logo() -> bytes:
    image = Image.new("RGB", (600, 150), "white")
    draw = ImageDraw.Draw(image)
    draw.polygon([(10, 20), (110, 20), (110, 90), (60, 140), (10, 90)], fill="#0b4f5c")
    draw.line([(10, 85), (40, 65), (75, 85), (110, 65)], fill="white", width=9)
    draw.text((140, 45), "ÄLVSUNDA", fill="#1b1f24", font=ImageFont.truetype("LiberationSans-Bold.ttf", 56))
    output = io.BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


HEADER = (
    HeaderField("Dokumenttyp", "Genomförandeplan"),
    HeaderField("Beslutad av", "Kommunstyrelsen"),
    HeaderField("Beslutsdatum", "14 april 2026, § 63"),
    HeaderField("Diarienummer", "KS 2026/0417"),
    HeaderField("Dokumentägare", "Förebyggarrådet"),
    HeaderField("Upprättad av", "Samordnaren för det drogförebyggande arbetet"),
    HeaderField(
        "Gäller för", "Kommunstyrelsen, barn- och utbildningsnämnden, socialnämnden, miljö- och byggnadsnämnden"
    ),
    HeaderField("Giltig till och med", "31 december 2028"),
    HeaderField("Ersätter", "Handlingsplan mot alkohol och droger 2021–2025"),
)

OPENING = (
    Section(
        "Bakgrund",
        1,
        (
            Paragraph(
                "Planen visar vad kommunen, polisen, regionen och föreningslivet gör tillsammans för att färre ska ta "
                "skada av alkohol, narkotika, dopning, tobak och spel om pengar. Den bygger på lägesbilden från hösten "
                "2025 och på det som följdes upp i den förra planen."
            ),
            Paragraph(
                "Det mesta av arbetet görs av dem som redan möter barn, unga och vuxna i vardagen. Därför står det vid "
                "varje aktivitet vem som ansvarar, vilka som deltar och hur vi ser om det gav något."
            ),
        ),
    ),
    Section(
        "Så läser du planen",
        2,
        (
            Paragraph("Varje område har ett mål och en tabell med aktiviteter. I tabellen betyder"),
            BulletList(
                (
                    "Ansvarig: den funktion som ser till att aktiviteten blir av och som svarar i den årliga uppföljningen.",
                    "Samverkan: de som deltar.",
                    "Uppföljning: det vi räknar eller frågar om.",
                )
            ),
        ),
    ),
)

CLOSING = (
    Section(
        "Uppföljning och revidering",
        1,
        (
            Paragraph(
                "Samordnaren begär in svar varje år i november. Kommunstyrelsen får en samlad uppföljning i februari."
            ),
        ),
    ),
)

AREAS = (
    ("Tillgänglighet", "Ungdomar under 18 år ska inte komma över alkohol, tobak eller narkotika."),
    ("Tidiga insatser", "Barn och unga som behöver stöd ska få det tidigt, och på samma sätt i hela kommunen."),
    ("Trygga uppväxtvillkor", "Barn och unga ska växa upp med vuxna som bryr sig, i skolan, på fritiden och hemma."),
)


def _areas(counts):
    for number, ((name, goal), rows) in enumerate(zip(AREAS, counts, strict=True), start=1):
        table = Table(f"Aktiviteter inom {name.lower()}", COLUMNS, tuple(islice(cycle(ACTIVITIES), rows)))
        yield Section(name, 1, (Paragraph(f"Mål: {goal}"), table), number=str(number), orientation="landscape")


def _sheet(counts):
    rows = [
        (name, *row) for (name, _), count in zip(AREAS, counts, strict=True) for row in islice(cycle(ACTIVITIES), count)
    ]
    return Sheet("Aktiviteter", (Column("Område", 14), *COLUMNS), tuple(rows))
