"""Numbers and addresses are invented: 811228-9874 is the authorities' own example, 070-1740605 and its kin are free."""

import pytest

from andts.lib.personal_data import Kind, personal_data_in, warnings_in


def found(text: str) -> list[tuple[Kind, str]]:
    return [(each.kind, each.text) for each in personal_data_in(text)]


# --- Personnummer


def test_valid_number_is_told_from_one_that_only_looks_so():
    # 811228-9874 has the right check digit, 811228-9873 has not: andts/tests/test_personal_numbers.py
    assert found("811228-9873 och 811228-9874") == [
        (Kind.PERSONAL_NUMBER, "811228-9874"),
        (Kind.LIKE_PERSONAL_NUMBER, "811228-9873"),
    ]


@pytest.mark.parametrize(
    "text", ["811228-9873", "811228+9873", "19811228-9873", "198112289873", "19811228 9873", "811288-9870"]
)
def test_number_with_a_wrong_digit_still_looks_like_one(text):
    assert found(text) == [(Kind.LIKE_PERSONAL_NUMBER, text)]


@pytest.mark.parametrize(
    "text",
    [
        "556677-8899",  # an organisation: month 66
        "212000-1234",  # a kommun: month 20
        "811328-9874",  # month 13
        "20270101-20271231",
        "20270101-0630",  # a period
        "270101-0630",
        "261101-2027",
        "8112289873",  # as often an account
        "2026/811228-9873",
        "123456789012",
    ],
)
def test_periods_and_other_numbers_do_not_look_like_one(text):
    assert found(text) == []


# --- Telephone numbers


@pytest.mark.parametrize(
    "text",
    [
        "070-123 45 67",
        "0701234567",
        "070 123 45 67",
        "070-1234567",
        "0701-23 45 67",
        "0701-234567",
        "070-12 34 567",
        "070/123 45 67",
        "070 - 123 45 67",
        "070\N{EN DASH}123 45 67",
        "070-123\N{NO-BREAK SPACE}45\N{NO-BREAK SPACE}67",
        "070-123-45-67",
        "072-123 45 67",
        "073-123 45 67",
        "076-123 45 67",
        "079-123 45 67",
        "+46 70 123 45 67",
        "+46701234567",
        "+46 (0)70-123 45 67",
        "+46 (0)70 123 45 67",
        "0046 70 123 45 67",
        "+46 8 123 456 78",
        "+46 918 140 00",
        "08-123 456 78",
        "08-12 34 56",
        "0918-140 00",
        "0918-14000",
        "090-12 34 56",
        "031-123 45 67",
    ],
)
def test_telephone_number_is_found_however_it_is_written(text):
    assert found(text) == [(Kind.TELEPHONE, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ring Stina på 070-123 45 67.",
        "Stina (070-123 45 67) svarar",
        "Nås på telefonnr 070-123 45 67, dagtid",
        "tel.nr 070-123 45 67",
        "Stina, 070-123 45 67\nNils",
        "Projektledare 070-123 45 67",
        "Beredskap:070-123 45 67",
    ],
)
def test_telephone_number_is_found_in_a_sentence(text):
    assert found(text) == [(Kind.TELEPHONE, "070-123 45 67")]


def test_several_are_found_each_once():
    text = "070-123 45 67, 073-987 65 43 (070-123 45 67)"
    assert [piece for _, piece in found(text)] == ["070-123 45 67", "073-987 65 43"]


def test_landline_with_spaces_alone_must_be_called_a_telephone():
    assert found("0918 140 00") == []
    assert found("Tel. 0918 140 00") == [(Kind.TELEPHONE, "0918 140 00")]


def test_mobile_number_with_a_right_check_digit_is_a_telephone():
    # 0701014565 is written like a personnummer too: andts/tests/test_personal_numbers.py
    assert found("0701014565") == [(Kind.TELEPHONE, "0701014565")]


@pytest.mark.parametrize(
    "text",
    [
        # years, months, days, times
        *("2026", "2026-2027", "2026\N{EN DASH}2027", "2024, 2025 och 2026", "2026-01-01", "20260101-20261231"),
        *("0301-0531", "0101-1231", "0430-0531 2026", "07-08", "08-09-10", "08/09 2026", "juli 07", "0120-2026"),
        *("kl. 08-16", "kl. 08.00-16.00", "08:30\N{EN DASH}16:00", "kl 08-12, 30 platser", "v. 38", "v. 08-10"),
        # money
        *("40 000 kr", "0-500 000 kr", "1 138 000", "100 000 \N{EN DASH} 200 000 kr", "19 812 289 kr"),
        *("08-16 200 000 kr", "0913-11 000 kr", "0911-12 34 56 kr", "55 000, 60 000, 65 000", "0,5 tjänst", "0-5 %"),
        # what cases, accounts, laws and files are called
        *("§ 112", "§§ 41-43", "KS 2026/117", "KS/2026:00117", "Dnr 2026-00117", "dnr 0702-123456", "KS 0701-123456"),
        *("ärendenr 0702-123456", "kst 1138", "kst 0911-12345", "konto 0918-14000", "bg 123-4567", "pg 12 34 56-7"),
        *("bankgiro 5555-1234", "ISBN 978-91-7278-330-0", "SFS 2010:1622", "lag (2018:1937)", "RA-FS 2009:1"),
        *("artikelnr 08-123456", "nr 0911-12345", "A-2026-0712345678", "fil_0701234567.pdf", "0702-123456/2026"),
        "https://exempel.se/0701234567",
        # figures of other kinds
        *("15-20 år", "13\N{EN DASH}18 år", "0-5 år", "åk 7-9", "1.1.2", "1.10-1.12", "100-200 deltagare", "0180"),
        *("400-500", "120 personer 2025, 140 personer 2026", "070", "01234567890123", "0911-12 13 14 15"),
        # numbers that only organisations have
        *("010-123 45 67", "020-84 44 48", "0771-11 22 33", "+46 10 123 45 67", "1177", "112", "114 14"),
        *("556677-8899", "212000-1234"),
    ],
)
def test_other_figures_are_no_telephone_number(text):
    assert found(text) == []
    assert found(f"Antal: {text} i planen.") == []


# --- Addresses


@pytest.mark.parametrize(
    "address",
    [
        "stina.berg@gmail.com",
        "Nils@Hotmail.com",
        "nils@hotmail.se",
        "a.b@outlook.com",
        "x@live.se",
        "y@icloud.com",
        "z@yahoo.se",
        "v@yahoo.co.uk",
        "q@telia.com",
        "w@bredband2.com",
        "ö+plan@proton.me",
    ],
)
def test_private_address_is_found(address):
    assert found(f"Skriv till {address}.") == [(Kind.EMAIL, address)]


@pytest.mark.parametrize(
    "text",
    [
        *("tips@polisen.se", "info@regionorebro.se", "samordnare@lindvalla.se", "anna.lind@lindvalla.se"),
        *("info@mail.ale.se", "info@gmail.lindvalla.se", "x@livet.se", "@gmail.com", "gmail.com", "fråga på gmail"),
    ],
)
def test_an_authoritys_address_is_fine(text):
    assert found(text) == []


# --- The sentences


def test_sentences_say_what_and_what_to_do_without_repeating_it():
    assert warnings_in("811228-9874, 811228-9873, 070-123 45 67, stina@gmail.com") == [
        "81… är ett personnummer. Ta bort det: planen går inte att fastställa med ett personnummer.",
        "81… ser ut som ett personnummer. Ta bort det om det är det.",
        "070… ser ut som ett telefonnummer. Ta bort det om det är en persons. Planen läses av många.",
        "…@gmail.com ser ut som en privat e-postadress. Ange en funktion i stället. Planen läses av många.",
    ]


@pytest.mark.parametrize("text", ["", "Föräldramöten varje höst", "Skolan, polisen och fritids", "2026", "a@b"])
def test_plain_text_gives_no_warning(text):
    assert warnings_in(text) == []


@pytest.mark.parametrize(
    "text", ["0" * 100_000, "07 " * 50_000, "a." * 50_000 + "@", "070-12 " * 20_000, "1 " * 50_000]
)
def test_long_text_is_soon_read(text):
    """A pattern that tries again from each sign would take minutes."""
    personal_data_in(text)
