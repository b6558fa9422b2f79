"""Django's admin, for those who run the installation: to look, to see history, and to let an account in or out.

People and roles are managed in the product's own pages (/installningar/), with their rules.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin

from organisations.models import Actor, Letter, Membership, Organisation, User

# One way in, with one count of failed attempts.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth has it
admin.site.site_header = admin.site.site_title = "ANDTS-planen: drift"


class ReadingAdmin(SimpleHistoryAdmin):
    """Shows everything and changes only what `changeable` names."""

    changeable: tuple[str, ...] = ()

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [field.name for field in self.model._meta.fields if field.name not in self.hidden]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [name for name in self.get_fields(request, obj) if name not in self.changeable]

    def revert_disabled(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # What was is shown; a row is not set back past the product's own rules.
        if request.method == "POST":
            raise PermissionDenied
        response: HttpResponse = super().history_form_view(request, *args, **kwargs)
        return response

    hidden: tuple[str, ...] = ("id",)


@admin.register(Organisation)
class OrganisationAdmin(ReadingAdmin):
    list_display = ("name", "kind", "code", "parent")
    list_filter = ("kind", "is_invented")
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "code")


@admin.register(User)
class UserAdmin(ReadingAdmin):
    changeable = ("is_active", "is_staff", "is_superuser")
    hidden = ("id", "password")
    list_display = ("name", "email", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        read_only = super().get_readonly_fields(request, obj)
        # Nobody but a superuser makes staff, and nobody changes their own rights.
        own_or_limited = obj == request.user or not getattr(request.user, "is_superuser", False)
        return [*read_only, *self.changeable] if own_or_limited else read_only


@admin.register(Membership)
class MembershipAdmin(ReadingAdmin):
    list_display = ("user", "role", "organisation")
    list_filter = ("role",)
    list_select_related = ("user", "organisation")
    search_fields = ("user__name", "user__email", "organisation__name")


@admin.register(Actor)
class ActorAdmin(ReadingAdmin):
    list_display = ("name", "organisation", "unit")
    list_select_related = ("organisation", "unit")
    search_fields = ("name", "aliases__name", "organisation__name")


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin[Letter]):
    """The log of what was sent to whom and why; what the letters say is not operations' to read."""

    list_display = ("written_at", "kind", "to", "state", "attempts", "sent_at", "reason")
    list_filter = ("state", "kind")
    search_fields = ("to", "subject")
    exclude = ("text", "html")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
