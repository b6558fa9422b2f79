from django.urls import path

from followup.views import counties

urlpatterns = [
    path("", counties.county_list, name="counties"),
    path("<slug:key>/", counties.county_detail, name="county"),
    path("<slug:key>/aktiviteter/", counties.county_rows, name="county-rows"),
]
