from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from organisations.views import (
    account,
    actors,
    appearance,
    first_start,
    holders,
    letters,
    people,
    preferences,
    settings,
)

SIGNING_IN = [
    path("logga-in/", login_not_required(allauth.login), name="account_login"),
    path("logga-ut/", login_not_required(allauth.logout), name="account_logout"),
    path("kontot-avstangt/", login_not_required(allauth.account_inactive), name="account_inactive"),
    path("losenord/", login_not_required(allauth.password_reset), name="account_reset_password"),
    path("losenord/skickat/", login_not_required(allauth.password_reset_done), name="account_reset_password_done"),
    # The user's number ends at the first hyphen; the key has one of its own.
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        login_not_required(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "losenord/klart/",
        login_not_required(allauth.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("losenord/byt/", allauth.password_change, name="account_change_password"),
    path("losenord/valj/", allauth.password_set, name="account_set_password"),
    path("forsta-start/", first_start.begin, name="first-start"),
    path("mitt-konto/", account.account, name="account"),
    path("konto/val/", preferences.preferences, name="preferences"),
    path("konto/paminnelser/", account.reminder_choice, name="reminder-choice"),
]

APPEARANCE = [
    path("utseende/<int:pk>/farger.css", appearance.colours, name="organisation-colours"),
    path("utseende/<int:pk>/logotyp/", appearance.logo, name="organisation-logo"),
]

SETTINGS = [
    path("installningar/", settings.settings_home, name="settings"),
    path("installningar/<int:pk>/", settings.organisation_settings, name="organisation-settings"),
    path("installningar/<int:pk>/andra/", settings.organisation_edit, name="organisation-edit"),
    path("installningar/<int:pk>/bort/", settings.unit_delete, name="unit-delete"),
    path("installningar/<int:pk>/enheter/ny/", settings.unit_create, name="unit-create"),
    path("installningar/<int:pk>/enheter/<int:unit>/ater/", settings.unit_restore, name="unit-restore"),
    path("installningar/<int:pk>/personer/", people.people, name="people"),
    path("installningar/<int:pk>/personer/bjud-in/", people.invitation_create, name="invitation-create"),
    path("installningar/<int:pk>/personer/<int:user>/", people.person_detail, name="person"),
    path("installningar/<int:pk>/personer/<int:user>/inbjudan/", people.invitation_send, name="invitation-send"),
    path("installningar/<int:pk>/personer/<int:user>/stang/", people.person_deactivate, name="person-deactivate"),
    path("installningar/<int:pk>/personer/<int:user>/oppna/", people.person_reactivate, name="person-reactivate"),
    path("installningar/<int:pk>/personer/<int:user>/roller/ny/", people.membership_create, name="membership-create"),
    path("installningar/<int:pk>/roller/<int:row>/", people.membership_edit, name="membership-edit"),
    path("installningar/<int:pk>/roller/<int:row>/bort/", people.membership_end, name="membership-end"),
    path("installningar/<int:pk>/roller/<int:row>/ater/", people.membership_restore, name="membership-restore"),
]

ACTORS = [
    path("aktorer/", actors.actor_list, name="actors"),
    path("aktorer/ny/<int:organisation>/", actors.actor_create, name="actor-create"),
    path("aktorer/ater/<int:organisation>/<int:pk>/", actors.actor_restore, name="actor-restore"),
    path("aktorer/<int:pk>/", actors.actor_detail, name="actor"),
    path("aktorer/<int:pk>/andra/", actors.actor_edit, name="actor-edit"),
    path("aktorer/<int:pk>/bort/", actors.actor_delete, name="actor-delete"),
    path("aktorer/<int:pk>/sammanslagning/", actors.actor_merge, name="actor-merge"),
    path("aktorer/<int:pk>/namn/ny/", actors.alias_create, name="alias-create"),
    path("aktorer/<int:pk>/namn/<int:row>/bort/", actors.alias_delete, name="alias-delete"),
    path("aktorer/<int:pk>/namn/<int:row>/ater/", actors.alias_restore, name="alias-restore"),
    path("aktorer/<int:pk>/personer/ny/", holders.holder_create, name="holder-create"),
    path("aktorer/<int:pk>/personer/<int:row>/", holders.holder_edit, name="holder-edit"),
    path("aktorer/<int:pk>/personer/<int:row>/bort/", holders.holder_delete, name="holder-delete"),
    path("aktorer/<int:pk>/personer/<int:row>/ater/", holders.holder_restore, name="holder-restore"),
]

LETTERS = [path("mejl/avboj/<str:token>/", letters.letter_decline, name="letter-decline")]

urlpatterns = SIGNING_IN + APPEARANCE + SETTINGS + ACTORS + LETTERS
