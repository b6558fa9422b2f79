"""From what a plan's cells say to the organisation's actors: suggested, chosen by a person, the text left as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from activities.imports.actors import KnownActors, suggest_actors
from activities.models import Activity
from andts.lib.folding import fold, plain, words
from organisations.models import Actor, Organisation, User
from plans.models import Plan

# The text of a cell and the actors that it is about.
CELLS = {"responsible_text": "responsible", "partners_text": "partners"}
# Signs of a cell in which actors are looked for: nobody names more, and a book pasted there keeps nobody waiting.
_READ = 20_000
# Signs that a word has to begin with to hint at a name: "Polis" at Polisen.
_BEGINNING = 4


@dataclass(frozen=True)
class Named:
    """A name as the plan writes it, how many cells it stands in, and the actor it is known as."""

    text: str
    count: int
    actor: str | None


def named_in(plan: Plan) -> list[Named]:
    """Every actor the plan's cells name: the unknown first, the most frequent first.

    A single word that stands by itself in several cells is taken for a name, so that "Polis Skola IFO" is three.
    """
    known = _known(plan.organisation.authority)
    cells = [getattr(activity, cell)[:_READ] for activity in plan.activities.present() for cell in CELLS]
    single = [
        each.text for each in _named(cells, known) if each.actor is None and each.count > 1 and _is_word(each.text)
    ]
    named = _named(cells, known.also(single))
    new = {fold(text) for text in single}
    told = [replace(each, actor=None) if fold(each.text) in new else each for each in named]
    return sorted(told, key=lambda each: each.actor is not None)


def _named(cells: Iterable[str], known: KnownActors) -> list[Named]:
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    actors: dict[str, str | None] = {}
    for found in (found for cell in cells for found in suggest_actors(cell, known)):
        key = fold(found.known or found.text)
        counts[key] += 1
        written[key] = max(written.get(key, ""), found.text, key=readable)
        actors[key] = found.known
    return [Named(written[key], count, actors[key]) for key, count in counts.most_common()]


def _is_word(text: str) -> bool:
    return len(text.split()) == 1


def readable(text: str) -> tuple[bool, int]:
    # "Polisen" rather than "polis" or "POLISEN".
    return text[:1].isupper() and not text[1:].isupper(), len(text)


@transaction.atomic
def link_actors(plan: Plan, *, new: Iterable[str], by: User | None) -> int:
    """Create the actors named in `new` and tie every activity to the known actors of its cells; how many it tied.

    An actor that somebody has already tied stays tied.
    """
    plan.require_open()
    owner = plan.organisation.authority
    for name in new:
        Actor.known_as(name, organisation=owner, by=by)
    known, actors = _known(owner), {actor.name: actor for actor in owner.actors.all()}
    return sum(_tie(activity, known, actors, by) for activity in plan.activities.present().with_actors())


def _tie(activity: Activity, known: KnownActors, actors: dict[str, Actor], by: User | None) -> bool:
    links = {}
    for cell, relation in CELLS.items():
        meant = {actors[found.known] for found in suggest_actors(getattr(activity, cell)[:_READ], known) if found.known}
        tied = set(getattr(activity, relation).all())
        if meant - tied:
            links[relation] = meant | tied
    if links:
        activity.record(by=by, **links)
    return bool(links)


def still_meant(linked: Iterable[Actor], *, before: str, now: str) -> list[Actor]:
    """Those of the linked actors that a cell may still mean when `now` has been written over `before`.

    Whose name has given way to others would be asked for what others do. An actor that the cell never named stays, and
    one that it names in other words, as far as their beginnings tell. A cell that is emptied means nobody: a document
    would go on naming them.
    """
    if not now.strip():
        return [] if before.strip() else list(linked)
    return [actor for actor in linked if plain(actor.name) not in plain(before) or _hints_at(now, actor.name)]


def _hints_at(text: str, name: str) -> bool:
    beginnings = tuple(word[:_BEGINNING] for word in words(name))
    return any(word.startswith(beginnings) for word in words(text))


def _known(owner: Organisation) -> KnownActors:
    actors = owner.actors.prefetch_related("aliases")
    return KnownActors.of({actor.name: [alias.name for alias in actor.aliases.all()] for actor in actors})
