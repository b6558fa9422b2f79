"""An actor that has answered: it is not removed, and when two become one the answers follow."""

from django.urls import reverse

from followup.models import FollowUpAnswer
from organisations.models import Actor


def test_actor_with_answers_is_not_removed(opened, signed_in, anna):
    police = Actor.objects.get(name="Polisen")
    for activity in opened.plan.activities.all():
        activity.responsible.remove(police)
    page = signed_in(anna).post(reverse("actor-delete", args=[police.pk]), follow=True)
    assert "används i en plan eller uppföljning" in page.content.decode()


def test_answers_follow_an_actor_that_becomes_another(opened, anna):
    police = Actor.objects.get(name="Polisen")
    other = Actor.known_as("Lokalpolisområdet", organisation=police.organisation, by=anna)
    answers = set(FollowUpAnswer.objects.filter(actor=police).values_list("pk", flat=True))
    police.merge_into(other, by=anna)
    assert answers
    assert set(FollowUpAnswer.objects.filter(actor=other).values_list("pk", flat=True)) == answers


def test_two_who_answered_in_the_same_place_stay_two(opened, anna, signed_in):
    police = Actor.objects.get(name="Polisen")
    other = Actor.known_as("Lokalpolisområdet", organisation=police.organisation, by=anna)
    FollowUpAnswer.created(by=anna, follow_up=FollowUpAnswer.objects.filter(actor=police)[0].follow_up, actor=other)
    page = signed_in(anna).post(f"{reverse('actor-merge', args=[police.pk])}?med={other.pk}", follow=True)
    assert "har båda svarat i samma uppföljning" in page.content.decode()
    assert Actor.objects.filter(pk=police.pk).exists()
