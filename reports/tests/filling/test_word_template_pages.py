"""The settings page where an administratör puts in the municipality's own Word templates."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.models import WordTemplate
from reports.tests.filling.word import template


@pytest.fixture
def client(signed_in, adam):
    return signed_in(adam)


@pytest.fixture
def address(lindvalla):
    return reverse("word-templates", args=[lindvalla.pk])


def upload(content, name="Kommunens mall.docx"):
    return {"kind": "tjansteskrivelse", "file": SimpleUploadedFile(name, content)}


def test_template_is_kept_with_who_and_when(client, address, adam):
    answer = client.post(address, upload(template("{{ rubrik }}")), follow=True)
    kept = WordTemplate.objects.get()
    assert (kept.name, kept.uploaded_by, kept.history.get().history_user) == ("Kommunens mall.docx", adam, adam)
    assert "Mallen är sparad. Tjänsteskrivelse görs i den från och med nu." in answer.text


def test_broken_template_is_told_beside_the_field_and_nothing_is_saved(client, address):
    answer = client.post(address, upload(template("{{ okänd }}")))
    assert (answer.status_code, "platshållaren ”okänd”, som inte finns" in answer.text) == (422, True)
    assert not WordTemplate.objects.exists()


def test_missing_file_is_asked_for(client, address):
    assert "Välj en Word-mall (.docx)." in client.post(address, {"kind": "tjansteskrivelse"}).text


def test_new_template_takes_the_place_of_the_old(client, address):
    for text in ("Första", "Andra"):
        client.post(address, upload(template(f"{text} {{{{ rubrik }}}}")))
    kept = WordTemplate.objects.get()
    assert len({row.sha256 for row in kept.history.all()}) == 2


def test_removed_template_is_brought_back(client, lindvalla, address):
    client.post(address, upload(template("{{ rubrik }}")))
    kept = WordTemplate.objects.get()
    removed = client.post(reverse("word-template-delete", args=[lindvalla.pk, kept.pk]), follow=True)
    undo = reverse("word-template-restore", args=[lindvalla.pk, kept.pk])
    assert (f'action="{undo}"' in removed.text, WordTemplate.objects.count()) == (True, 0)
    client.post(undo)
    assert WordTemplate.objects.get().sha256 == kept.sha256


def test_removed_template_does_not_push_out_a_newer(client, lindvalla, address):
    client.post(address, upload(template("{{ rubrik }}")))
    old = WordTemplate.objects.get()
    client.post(reverse("word-template-delete", args=[lindvalla.pk, old.pk]))
    client.post(address, upload(template("Ny {{ rubrik }}")))
    told = client.post(reverse("word-template-restore", args=[lindvalla.pk, old.pk]), follow=True)
    assert ("finns redan en mall" in told.text, WordTemplate.objects.get().sha256 != old.sha256) == (True, True)


def test_page_names_every_placeholder_and_offers_the_example(client, address, lindvalla):
    told = client.get(address).text
    assert ("{{ handlaggare }}" in told, "{%p for punkt in forslag %}" in told) == (True, True)
    example = client.get(reverse("word-template-example", args=[lindvalla.pk]))
    assert b"".join(example.streaming_content).startswith(b"PK")


def test_kept_template_is_downloaded_as_it_came(client, address, lindvalla):
    content = template("{{ rubrik }}")
    client.post(address, upload(content))
    kept = WordTemplate.objects.get()
    answer = client.get(reverse("word-template-file", args=[lindvalla.pk, kept.pk]))
    assert b"".join(answer.streaming_content) == content
