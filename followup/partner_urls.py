"""The pages of those without an account, behind the link in their invitation."""

from django.urls import path

from followup.views import partners

urlpatterns = [
    path("<uuid:key>/", partners.partner, name="partner"),
    path("<uuid:key>/kod/", partners.partner_code, name="partner-code"),
    path("<uuid:key>/in/", partners.partner_entry, name="partner-entry"),
    path("<uuid:key>/aktiviteter/<int:answer>/", partners.partner_answer, name="partner-answer"),
    path("<uuid:key>/kvitto/", partners.partner_receipt, name="partner-receipt"),
    path("<uuid:key>/vidare/", partners.partner_forward, name="partner-forward"),
    path("<uuid:key>/klar/", partners.partner_done, name="partner-done"),
]
