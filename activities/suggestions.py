"""The organisation's actors that a few typed letters may mean, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass

from andts.lib.fields import LONGEST_LINE, one_line
from andts.lib.folding import fold, plain
from andts.lib.personal_data import warnings_in
from andts.lib.swedish import sort_key
from organisations.models import Actor, ActorAlias, Organisation, User

MOST = 10
# How much of two words' letters, three by three, must be the same for one to be a misspelling of the other.
LIKENESS = 0.3
EXACT, BEGINNING, WORD, INSIDE, ALIKE = range(5)
# Within a word from as many letters: "skola" finds Förskolan, "ko" does not find it.
INSIDE_FROM = 3


@dataclass(frozen=True)
class Suggestion:
    """An actor, and the other name by which it was found: empty when it was the actor's own."""

    id: int
    name: str
    alias: str


class ActorNameError(Exception):
    """No actor is made of this name; the message is Swedish and shown."""


def suggestions(owner: Organisation, typed: str) -> tuple[list[Suggestion], bool]:
    """At most MOST actors, and whether one is called just this, however inflected; one query."""
    if not plain(typed):
        return [], False
    best: dict[int, tuple[tuple[float, bool], Suggestion]] = {}
    aliases = ActorAlias.objects.filter(organisation=owner).values_list("actor", "actor__name", "name", "folded")
    for actor, name, alias, folded in aliases:
        rank = _rank(alias, folded, typed)
        if rank is None:
            continue
        # Another form of the name says nothing new beside it; another name comes after those that are called so.
        other = "" if folded == fold(name) else alias
        place = rank, bool(other)
        known = best.get(actor)
        if known is None or place < known[0]:
            best[actor] = place, Suggestion(actor, name, other)
    found = sorted(best.values(), key=lambda each: (*each[0], sort_key(each[1].name)))
    is_exact = any(rank == EXACT for (rank, _), _ in found)
    return [suggestion for _, suggestion in found[:MOST]], is_exact


def actor_named(typed: str, *, owner: Organisation, by: User) -> Actor:
    """The actor called so, made when there is none. Raises ActorNameError when it cannot be an actor's name."""
    name = one_line(typed)
    if not fold(name):
        raise ActorNameError("Ange ett namn med bokstäver eller siffror.")
    if max(len(name), len(fold(name))) > LONGEST_LINE:
        raise ActorNameError(f"Namnet är för långt. Ange ett med högst {LONGEST_LINE} tecken.")
    if "@" in name or warnings_in(name):
        raise ActorNameError("En aktör är en funktion eller en organisation. Ange dess namn, utan adress och nummer.")
    return Actor.known_as(name, organisation=owner, by=by)


def _rank(alias: str, folded: str, typed: str) -> float | None:
    wanted, name = plain(typed), plain(alias)
    # Inflected forms first, then what begins so, words that do, compounds that have it, and what is alike.
    if fold(typed) == folded:
        return EXACT
    if name.startswith(wanted) or folded.startswith(fold(typed)):
        return BEGINNING
    if f" {wanted}" in f" {name}":
        return WORD
    if len(fold(typed)) >= INSIDE_FROM and fold(typed) in name:
        return INSIDE
    likeness = max(_likeness(wanted, part) for part in (name, *name.split()))
    return ALIKE + 1 - likeness if likeness >= LIKENESS else None


def _likeness(one: str, other: str) -> float:
    first, second = _groups(one), _groups(other)
    # Of all the groups of three letters in the two, how many both have: as PostgreSQL's pg_trgm counts.
    return len(first & second) / len(first | second)


def _groups(text: str) -> set[str]:
    padded = f"  {text} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
