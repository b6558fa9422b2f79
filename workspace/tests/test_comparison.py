"""The comparison of plans: which thing is whose counterpart."""

from hypothesis import given, settings
from hypothesis import strategies as some

from workspace.comparison import Item, compare, compare_plans

TEXT = some.text(max_size=20)


@settings(deadline=None)  # a busy machine is no error
@given(some.dictionaries(some.integers(0, 9), TEXT), some.dictionaries(some.integers(0, 9), TEXT))
def test_every_thing_is_added_removed_changed_or_unchanged(old, new):
    part = compare("Saker", items(old), items(new))
    counts = {kind: sum(change.kind == kind for change in part.changes) for kind in ("added", "removed", "changed")}
    assert counts["added"] == len(new.keys() - old.keys())
    assert counts["removed"] == len(old.keys() - new.keys())
    assert part.unchanged == sum(old[key] == new[key] for key in old.keys() & new.keys())
    assert counts["changed"] + part.unchanged == len(old.keys() & new.keys())


def items(texts):
    return [Item(f"Nr {key}", {"Text": text}, (key,)) for key, text in texts.items()]


def plan(**parts):
    """The least that plan JSON has (docs/plan-json.md)."""
    facts = dict.fromkeys(
        ["subtitle", "place", "document_owner", "prepared_by", "revised_by", "applies_to", "related_documents"], ""
    )
    days = dict.fromkeys(["valid_from", "valid_until", "revised_at", "review_due_at"])
    lists = ["co_owners", "co_owner_actors", "frameworks", "header", "texts", "columns", "nodes", "activities", "tips"]
    rows = {name: [] for name in [*lists, "pictures"]}
    return facts | days | rows | {"title": "Plan", "kind": "action_plan", "registry_number": ""} | parts


def node(pk, heading, number="", parent=None, kind="goal"):
    texts = {"written_label": "", "text": "", "term": ""}
    return {
        "id": pk,
        "kind": kind,
        "number": number,
        "heading": heading,
        "parent": parent,
        "framework_goals": [],
    } | texts


def activity(line, **says):
    texts = ["number", "title", "description", "schedule", "partners_text", "responsible_text", "follow_up"]
    texts += ["target_group", "arena", "status", "level", "strategy", "orientation", "substances", "place", "cost"]
    rows = {"node": None, "serves": [], "responsible": [], "partners": [], "extra": {}}
    return dict.fromkeys(texts, "") | rows | {"line": line} | says


def changes(old, new):
    """(part, kind, name, labels of what differs) of every change."""
    return [
        (part.label, change.kind, change.name, [field.label for field in change.fields])
        for part in compare_plans(old, new)
        for change in part.changes
    ]


def test_equal_plans_differ_in_nothing():
    both = plan(nodes=[node(1, "Skolan")], activities=[activity("a", title="Möte")])
    assert changes(both, both) == []
    assert [part.unchanged for part in compare_plans(both, both)] == [2, 1, 1]  # title and kind; heading; activity


def test_activity_is_followed_by_its_line_whatever_its_text():
    old = plan(activities=[activity("a", title="Möte"), activity("b", title="Vandring")])
    new = plan(activities=[activity("c", title="Möte"), activity("a", title="Träff")])
    assert changes(old, new) == [
        ("Aktiviteter", "added", "Möte", ["Aktivitet"]),
        ("Aktiviteter", "changed", "Träff", ["Aktivitet"]),
        ("Aktiviteter", "removed", "Vandring", ["Aktivitet"]),
    ]


def test_activity_that_moved_says_where_it_was():
    old = plan(nodes=[node(1, "Skolan"), node(2, "Fritid")], activities=[activity("a", title="Möte", node=1)])
    new = plan(nodes=[node(8, "Skolan"), node(9, "Fritid")], activities=[activity("a", title="Möte", node=9)])
    assert changes(old, new) == [("Aktiviteter", "changed", "Möte", ["Ligger under"])]


def test_own_columns_are_compared_by_their_names():
    old = plan(columns=[{"id": 1, "name": "Budget"}], activities=[activity("a", title="Möte", extra={"1": "10 kr"})])
    same = plan(columns=[{"id": 5, "name": "Budget"}], activities=[activity("a", title="Möte", extra={"5": "10 kr"})])
    new = plan(columns=[{"id": 5, "name": "Budget"}], activities=[activity("a", title="Möte", extra={"5": "20 kr"})])
    assert changes(old, same) == []
    assert changes(old, new) == [("Aktiviteter", "changed", "Möte", ["Budget"])]


def test_heading_with_new_words_is_found_by_its_number():
    old = plan(nodes=[node(1, "Skolan", "1.1"), node(2, "Fritid", "1.2")])
    new = plan(nodes=[node(8, "Fritiden", "1.2"), node(9, "Skolan", "1.1")])
    assert changes(old, new) == [("Mål och insatsområden", "changed", "1.2 Fritiden", ["Rubrik"])]


def test_heading_without_number_is_found_by_its_place():
    old = plan(nodes=[node(1, "Skolan"), node(2, "Fritid", parent=1)])
    new = plan(nodes=[node(8, "Skolan"), node(9, "Föreningar", parent=8)])
    assert changes(old, new) == [("Mål och insatsområden", "changed", "Föreningar", ["Rubrik"])]


def test_days_and_choices_are_compared_as_they_are_read():
    old, new = plan(valid_until="2027-12-31"), plan(valid_until="2028-06-30", kind="strategy")
    assert [
        [piece.text for piece in change.fields[0].pieces] for part in compare_plans(old, new) for change in part.changes
    ] == [["Handlingsplan", "Strategi"], ["31 december 2027", "30 juni 2028"]]


def test_texts_are_found_by_heading_and_unnamed_ones_by_place():
    def text(heading, words):
        return {"heading": heading, "text": words, "placement": "before"}

    old = plan(texts=[text("", "Inledning"), text("Bakgrund", "Så var det.")])
    new = plan(texts=[text("", "Ingress"), text("Syfte", "Därför."), text("Bakgrund", "Så är det.")])
    assert changes(old, new) == [
        ("Texter", "changed", "Text utan rubrik", ["Text"]),
        ("Texter", "added", "Syfte", ["Rubrik", "Text"]),
        ("Texter", "changed", "Bakgrund", ["Text"]),
    ]
