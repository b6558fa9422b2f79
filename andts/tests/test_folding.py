import pytest

from andts.lib.folding import fold, plain, words


@pytest.mark.parametrize(
    "forms",
    [
        ("Polis", "Polisen", "polis ", "POLISEN", "Polisen,"),
        ("Skola", "Skolan"),
        ("Samordnare", "Samordnaren", "samordnarna"),
        ("Länsstyrelse", "länsstyrelsen"),
        ("Polismyndighet", "Polismyndigheten"),
        ("Universitet", "Universitetet"),
        ("Råd", "Rådet"),
        ("Rektor", "Rektorn"),
        ("Region", "Regionen"),
        ("Byrå", "Byrån"),
        ("Familjehem", "Familjehemmet"),
        ("Föreningar", "Föreningarna"),
        ("Handlingsplan", "Handlingsplanen"),
        ("Fritidsgård", "Fritidsgården", "Fritids\u00adgården"),
        ("Elevhälsa", "Elevha\u0308lsan"),
        ("IFO", "ifo"),
        ("Individ- och familjeomsorg", "individ och familjeomsorgen"),
    ],
)
def test_fold_makes_forms_of_one_name_equal(forms: tuple[str, ...]) -> None:
    assert len({fold(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Polis", "Poliser"),
        ("Skola", "Skolor"),
        ("Förskola", "Skola"),
        ("Plan", "Polis"),
        ("Ale", "Al"),
        ("Län", "Lan"),
    ],
)
def test_fold_keeps_different_names_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_fold_of_nothing_is_nothing() -> None:
    assert fold(" – ") == ""


def test_plain_drops_case_punctuation_and_spacing() -> None:
    assert plain("  Klart\u00a0senast:\n (datum)") == "klart senast datum"


def test_words_keeps_digits_and_order() -> None:
    assert words("Delmål 1.2 – Åtgärd") == ["delmål", "1", "2", "åtgärd"]
