"""The words of the invented country: plans, answers, places and people. All of it is made up."""

from activities.models import Activity

Status = Activity.Status

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

# --- What is answered

DONE = (
    "Genomfört som det var tänkt, med fler deltagare än förra året.",
    "Alla berörda har nåtts. Underlaget finns hos samordnaren.",
    "Hälften är gjort; resten står i kalendern för nästa år.",
    "Ett första möte har hållits och ansvaret har fördelats.",
)
REASONS = (
    "Tjänsten har varit vakant under hösten.",
    "Medlen räckte inte till det som var tänkt.",
    "Samarbetet kom igång senare än planerat.",
)
NEXT_STEPS = (
    "Tas upp när nästa års arbete planeras.",
    "Ny tid är bokad i mars.",
)
MEASURES = (("Antal tillfällen", "st"), ("Antal deltagare", "personer"), ("Andel nådda", "procent"))
# How often each is answered, in parts of a hundred.
STATUSES = {
    Status.DONE: 46,
    Status.PARTLY_DONE: 16,
    Status.ONGOING: 17,
    Status.DELAYED: 9,
    Status.NOT_STARTED: 7,
    Status.CANCELLED: 5,
}

# --- Places and people

BEGINNINGS = (
    *("Alm", "Ask", "Björk", "Brant", "Dal", "Ek", "En", "Fager", "Frost", "Furu", "Grå", "Hassel"),
    *("Häger", "Is", "Klar", "Lind", "Löv", "Mo", "Norr", "Ren", "Rönn", "Sol", "Sten", "Tall"),
)
ENDINGS = (
    *("aryd", "backa", "boda", "bruk", "bäck", "dala", "gårda", "hamra", "hed", "hult", "häll", "kulla"),
    *("lunda", "marken", "näset", "rud", "sele", "skoga", "tjärn", "torp", "viken", "åker", "ånger", "ön"),
)
UNITS = {
    "Socialförvaltningen": ("Socialtjänsten", "Tillståndshandläggaren"),
    "Utbildningsförvaltningen": ("Elevhälsan", "Fritidsgårdarna"),
}
FIRST_NAMES = ("Alva", "Bertil", "Carin", "David", "Elsa", "Folke", "Greta", "Hugo", "Iris", "Joel", "Karin")
SURNAMES = ("Berggren", "Dahlin", "Forsell", "Hedman", "Kvist", "Nordin", "Rask")
