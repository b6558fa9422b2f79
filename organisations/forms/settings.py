"""Forms for an organisation's own facts and for its units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from andts.lib.folding import plain
from andts.lib.forms import RecordedForm
from andts.lib.pictures import rewritten
from organisations.colours import contrast_text, validate_readable
from organisations.forms.choices import offer_as_tree
from organisations.models import Organisation
from organisations.models.organisations import LEVELS_BELOW

# Twice what the page and the paper show it at.
LOGO_WIDEST, LOGO_HIGHEST = 1200, 480


def require_free(name: str, parent: Organisation, *, but: int | None) -> None:
    siblings = Organisation.objects.filter(parent=parent)
    if any(plain(name) == plain(sibling.name) for sibling in siblings if sibling.pk != but):
        raise forms.ValidationError(f"Under {parent} finns redan {name}. Välj ett annat namn.")


class OrganisationForm(RecordedForm):
    """What the pages and the documents call the organisation, and what they wear."""

    logo = forms.FileField(
        label="Logotyp",
        required=False,
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        help_text="PNG eller JPEG, högst 5 MB. Visas överst på sidorna och i dokumenten.",
    )
    without_logo = forms.BooleanField(label="Ta bort logotypen", required=False)

    class Meta:
        model = Organisation
        fields = ["name", "short_name", "accent", "logo"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.logo:
            del self.fields["without_logo"]
        if self.instance.accent:
            accent = self.fields["accent"]
            accent.help_text = f"{accent.help_text} {contrast_text(self.instance.accent)}"

    def clean_name(self) -> str:
        # A unit that can be moved is asked about in `clean`, when it is known where to.
        name: str = self.cleaned_data["name"]
        if self.instance.parent and "parent" not in self.fields:
            require_free(name, self.instance.parent, but=self.instance.pk)
        return name

    def clean_accent(self) -> str:
        accent: str = self.cleaned_data["accent"].lower()
        if accent:
            Organisation._meta.get_field("accent").run_validators(accent)
            validate_readable(accent)
        return accent

    def clean_logo(self) -> Any:
        logo = self.cleaned_data["logo"]
        is_new = isinstance(logo, UploadedFile)
        return rewritten(logo, widest=LOGO_WIDEST, highest=LOGO_HIGHEST) if is_new else logo

    def record(self, *, by: Any, **more: Any) -> Organisation:
        if self.cleaned_data.pop("without_logo", False) and "logo" not in self.changed_data:
            self.cleaned_data["logo"] = ""
        organisation: Organisation = super().record(by=by, **more)
        return organisation


class NewUnitForm(RecordedForm):
    """The least a nämnd, förvaltning or stadsdel needs; `places` are where the user may put it."""

    class Meta:
        model = Organisation
        fields = ["name", "kind", "parent"]

    def __init__(self, *args: Any, places: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(kind.value, kind.label) for kind in Organisation.UNITS]
        own = Organisation.objects.within([self.instance.pk]) if self.instance.pk else Organisation.objects.none()
        self.fields["parent"].required = True
        self.fields["parent"].error_messages["required"] = "Välj vad enheten ligger under."
        offer_as_tree(self, "parent", places.exclude(pk__in=own.values("pk")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        parent = cleaned.get("parent")
        if parent and len(parent.lineage) + self.instance.height() > LEVELS_BELOW + 1:
            self.add_error("parent", f"Enheter kan ligga i högst {LEVELS_BELOW} nivåer. Välj en plats högre upp.")
        if parent and (name := cleaned.get("name")):
            try:
                require_free(name, parent, but=self.instance.pk)
            except forms.ValidationError as error:
                self.add_error("name", error)
        return cleaned


class UnitForm(NewUnitForm, OrganisationForm):
    """A unit that exists: what it is called, where it lies, what it wears."""

    class Meta(OrganisationForm.Meta):
        fields = ["name", "short_name", "kind", "parent", "accent", "logo"]
