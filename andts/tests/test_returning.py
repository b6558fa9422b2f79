import pytest
from django.test import RequestFactory

from andts.lib.returning import as_shown, next_page


def test_page_of_ours_is_returned_to():
    request = RequestFactory().post("/planer/1/aktiviteter/2/?next=/planer/1/granska/%23aktivitet-2")
    assert next_page(request, "/planer/1/") == "/planer/1/granska/#aktivitet-2"


@pytest.mark.parametrize(
    "wanted",
    [
        *("", "//evil.example", "/\\evil.example", "///evil.example", "https://evil.example", "https:evil.example"),
        *(
            "javascript:alert(1)",
            "planer/",
            "/\t/evil.example",
            "\x00/planer/",
            " //evil.example",
            "http://testserver/",
        ),
    ],
)
def test_no_other_page_is_returned_to(wanted):
    assert next_page(RequestFactory().get("/planer/1/uppgifter/", {"next": wanted}), "/planer/1/") == "/planer/1/"


@pytest.mark.parametrize(
    ("came_from", "page"),
    [
        ("http://testserver/planer/1/?q=skola&status=done", "/planer/1/?q=skola&status=done"),
        ("http://testserver/planer/1/?q=skola#aktivitet-2", "/planer/1/?q=skola"),
        ("http://testserver/planer/1/", "/planer/1/"),
        ("http://testserver/planer/2/?q=skola", "/planer/1/"),
        ("http://testserver/planer/1/aktiviteter/2/?next=//evil.example", "/planer/1/"),
        ("http://[", "/planer/1/"),
        ("", "/planer/1/"),
    ],
)
def test_page_is_returned_to_as_it_was_shown(came_from, page):
    request = RequestFactory().post("/planer/1/aktiviteter/2/upp/", headers={"Referer": came_from})
    assert as_shown(request, "/planer/1/") == page
