from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import path

urlpatterns = [
    path("logga-in/", login_not_required(account.login), name="account_login"),
    path("logga-ut/", login_not_required(account.logout), name="account_logout"),
    path("losenord/", login_not_required(account.password_reset), name="account_reset_password"),
    path("losenord/skickat/", login_not_required(account.password_reset_done), name="account_reset_password_done"),
    path(
        "losenord/nytt/<uidb36>-<key>/",
        login_not_required(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "losenord/klart/",
        login_not_required(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("losenord/byt/", account.password_change, name="account_change_password"),
]
