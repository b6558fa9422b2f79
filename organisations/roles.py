"""Roles and what each may do: the whole table."""

from dataclasses import dataclass
from enum import StrEnum, auto

from django.db.models import TextChoices


class Role(TextChoices):
    COORDINATOR = "coordinator", "Samordnare"
    RESPONSIBLE = "responsible", "Ansvarig"
    MANAGER = "manager", "Chef"
    POLITICIAN = "politician", "Förtroendevald"
    COUNTY_COORDINATOR = "county_coordinator", "Länssamordnare"
    ADMINISTRATOR = "administrator", "Administratör"


class Permission(StrEnum):
    READ_ADOPTED = auto()
    READ_DRAFTS = auto()
    EDIT_PLANS = auto()
    ORDER_REPORTS = auto()
    # Answers for the actors that they hold; everyone with a role may be given some.
    REPORT = auto()
    REVIEW = auto()
    FOLLOW_UP = auto()
    READ_COUNTY = auto()
    MANAGE_ORGANISATION = auto()


@dataclass(frozen=True)
class Rule:
    """What a role is for, in a sentence for the page where roles are given, and its permissions."""

    sentence: str
    permissions: frozenset[Permission]


def _rule(sentence: str, *permissions: Permission) -> Rule:
    return Rule(sentence, frozenset(permissions) | {Permission.READ_ADOPTED, Permission.REPORT})


RULES: dict[str, Rule] = {
    Role.COORDINATOR: _rule(
        "Skapar och ändrar planer och aktiviteter, förbereder beslut, öppnar och avslutar uppföljningar och beställer "
        "rapporter.",
        Permission.READ_DRAFTS,
        Permission.EDIT_PLANS,
        Permission.FOLLOW_UP,
        Permission.ORDER_REPORTS,
    ),
    Role.RESPONSIBLE: _rule("Följer upp aktiviteterna hos de aktörer som personen står bakom."),
    Role.MANAGER: _rule(
        "Läser allt i organisationen, granskar uppföljningar och beställer rapporter.",
        Permission.READ_DRAFTS,
        Permission.REVIEW,
        Permission.ORDER_REPORTS,
    ),
    Role.POLITICIAN: _rule("Läser fastställda planer och avslutade uppföljningar och hämtar rapporter."),
    Role.COUNTY_COORDINATOR: _rule(
        "Arbetar med länets egen plan och dess uppföljning och läser kommunernas fastställda planer och avslutade "
        "uppföljningar.",
        Permission.READ_DRAFTS,
        Permission.EDIT_PLANS,
        Permission.FOLLOW_UP,
        Permission.ORDER_REPORTS,
        Permission.READ_COUNTY,
    ),
    Role.ADMINISTRATOR: _rule(
        "Sköter personer, roller och organisationens inställningar.", Permission.MANAGE_ORGANISATION
    ),
}


def roles_with(permission: Permission) -> list[str]:
    return [role for role, rule in RULES.items() if permission in rule.permissions]
