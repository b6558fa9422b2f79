from organisations.models.actors import Actor, ActorAlias, ActorHolder
from organisations.models.organisations import Organisation
from organisations.models.people import Membership, User

__all__ = ["Actor", "ActorAlias", "ActorHolder", "Membership", "Organisation", "User"]
