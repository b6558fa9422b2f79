"""What was meant, when nothing was found."""

from __future__ import annotations

from collections.abc import Sequence

from andts.lib.searched import similar_texts
from andts.lib.searching import Term, nearest
from organisations.models import User
from workspace.search.sources import ACTIVITIES, ACTORS, NODES, PLANS

MOST_OFFERED = 3
# Where the words of a plan stand; in this order they are likeliest to be meant.
_READ = (ACTIVITIES, NODES, ACTORS, PLANS)


def meant(user: User, asked: Sequence[Term]) -> list[str]:
    """Queries like the one that found nothing, of words in texts that the user sees; a query for each source."""
    words = [term.word for term in asked]
    texts = [text for source in _READ for text in similar_texts(source.rows(user), source.text, words)]
    near = [_near(term, texts) for term in asked]
    if not all(near):
        return []
    # Each word's best, then the others of the first that has any.
    best = [choices[0] for choices in near]
    offered = [best]
    for place, choices in enumerate(near):
        offered += [[*best[:place], other, *best[place + 1 :]] for other in choices[1:]]
    queries = [" ".join(query) for query in offered if query != words]
    return queries[:MOST_OFFERED]


def _near(term: Term, texts: list[str]) -> list[str]:
    # The word itself when some text holds it, else the words that it may be.
    return [term.word] if any(map(term.is_in, texts)) else nearest(term.word, texts)
