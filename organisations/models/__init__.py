from organisations.models.actors import Actor, ActorAlias
from organisations.models.codes import OneTimeCode, TooManyCodesError
from organisations.models.holders import ActorHolder
from organisations.models.letters import Declined, Letter
from organisations.models.organisations import Organisation
from organisations.models.people import Membership, User

__all__ = [
    "Actor",
    "ActorAlias",
    "ActorHolder",
    "Declined",
    "Letter",
    "Membership",
    "OneTimeCode",
    "Organisation",
    "TooManyCodesError",
    "User",
]
