"""Whether what a plan says about following up can be measured. Pure; the rule is shown beside what it finds.

It is a rule of thumb and meant to be simple enough to say in two sentences: who reads it judges.
"""

from __future__ import annotations

import re

from activities.gaps import given

RULE = (
    "Mätbar är en uppföljning som nämner något att räkna eller jämföra: ett tal, antal, andel, procent, statistik, "
    "en enkät, mätning, undersökning eller kartläggning. Att något dokumenteras eller utvärderas räcker inte. "
    "Har svaren haft mätvärden räknas aktiviteten som mätbar, hur texten än lyder."
)
# Parts of words: drogvaneundersökning and trygghetsmätning hold theirs last.
_MEASURES = re.compile(
    r"antal|andel|procent|%|hur (?:många|mycket|stor|ofta)|statistik|enkät|undersökning|mätning|\bmät|mätvärde|\bmått"
    r"|kartlägg|nyckeltal|indikator|index|frekvens|jämför|anmäld|anmälning|\bdvu\b|hälsa på lika villkor",
    re.IGNORECASE,
)
# Figures that tell when or where and measure nothing: years, days, weeks, classes, paragraphs.
_OTHER_FIGURES = re.compile(
    r"\b(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?\b|\b\d{1,2}\s+(?:jan|feb|mars|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*"
    r"|\b(?:v|vecka|åk|årskurs|årskurserna|klass|kap|bilaga|punkt)\b\.?\s*\d+(?:\s*(?:[-–]|och)\s*\d+)?|§+\s*\d+",
    re.IGNORECASE,
)


def is_measurable(follow_up: str) -> bool:
    return bool(given(follow_up)) and bool(_MEASURES.search(follow_up) or re.search(r"\d", _without_days(follow_up)))


def _without_days(text: str) -> str:
    return _OTHER_FIGURES.sub(" ", text)
