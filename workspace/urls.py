from django.conf import settings
from django.urls import path

from workspace.views import about, comparison, gallery, plan, review, search, start
from workspace.views.keys import keyboard_help

urlpatterns = [
    path("", start.start, name="start"),
    path("halsa/", start.health, name="health"),
    path("om/", about.about, name="about"),
    path("hjalp/", about.help_page, name="help"),
    path("hjalp/tangenter/", keyboard_help, name="keyboard-help"),
    path("sok/", search.search, name="search"),
    path("sok/forslag/", search.search_suggestions, name="search-suggestions"),
    path("tillganglighet/", about.accessibility_statement, name="accessibility_statement"),
    path("planer/<int:pk>/", plan.plan_detail, name="plan"),
    path("planer/<int:pk>/granska/", review.plan_review, name="plan-review"),
    path("planer/<int:pk>/faststallande/", review.adoption_create, name="plan-adoption"),
    path("planer/<int:pk>/jamfor/", comparison.plan_comparison, name="plan-comparison"),
]
if settings.DEBUG:
    urlpatterns.append(path("komponenter/", gallery.gallery, name="gallery"))
