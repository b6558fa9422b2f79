from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = "Uppföljning"

    def ready(self) -> None:
        # The models are there only now.
        from followup import confirming, reminder_sending
        from organisations import letters
        from organisations.models import Letter

        letters.looked_over[Letter.Kind.REMINDER] = reminder_sending.look_over
        for kind in (Letter.Kind.PARTNER_INVITATION, Letter.Kind.RETURNED):
            letters.looked_over[kind] = confirming.look_over
