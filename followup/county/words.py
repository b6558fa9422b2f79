"""How it goes in a län, in a sentence or two; the same on the page and in the document."""

from __future__ import annotations

from andts.lib.swedish import begun, day_text, number_text
from followup.county.figures import CountyFigures, Municipality
from followup.tallies import Tally, percent, percent_text


def sentence(figures: CountyFigures) -> str:
    if not figures.municipalities:
        return "Inga kommuner passar urvalet."
    return f"{_plans(figures)} {_outcome(figures)}"


def _plans(figures: CountyFigures) -> str:
    number, of = len(figures.with_plan), len(figures.municipalities)
    if of == 1:
        return f"{figures.municipalities[0].label} har {'en' if number else 'ingen'} gällande plan."
    if number == of:
        return f"{'Båda kommunerna' if of == 2 else f'Alla {of} kommuner'} har en gällande plan."
    return f"{_count(number).capitalize()} av {of} kommuner har en gällande plan."


def _outcome(figures: CountyFigures) -> str:
    followed = len(figures.followed_up)
    if not followed:
        return f"Ingen uppföljning av {figures.year} är avslutad än."
    if len(figures.municipalities) == 1:
        return begun(done_words(figures.whole))
    return f"{_count(followed).capitalize()} har följt upp {figures.year}: {done_words(figures.whole)}"


def done_words(whole: Tally) -> str:
    if whole.total == 1:
        outcome = "är genomförd" if whole.done else "saknar svar" if whole.unanswered else "är inte genomförd"
        return f"den enda aktiviteten {outcome}."
    number = "ingen" if not whole.done else number_text(whole.done)
    done = f"{number} av {number_text(whole.total)} aktiviteter är {'genomförda' if whole.done > 1 else 'genomförd'}"
    share = f" ({percent_text(percent(whole.done, whole.total))})" if whole.done else ""
    missing = f", och {number_text(whole.unanswered)} saknar svar" if whole.unanswered else ""
    return f"{done}{share}{missing}."


def _count(number: int) -> str:
    return "ingen" if not number else "en" if number == 1 else str(number)


def municipality_sentence(each: Municipality, year: int, day: str) -> str:
    plans = (
        "Ingen plan gällde"
        if not each.plans
        else "En plan gällde"
        if len(each.plans) == 1
        else (f"{len(each.plans)} planer gällde")
    )
    outcome = begun(done_words(each.whole)) if each.is_followed_up else f"Ingen uppföljning av {year} är avslutad."
    return f"{plans} {day}. {outcome}"


def basis(figures: CountyFigures) -> str:
    return (
        f"Fastställda planer som gällde {day_text(figures.day)} och avslutade uppföljningar av {figures.year}. "
        "Utkast och pågående uppföljningar räknas inte."
    )
