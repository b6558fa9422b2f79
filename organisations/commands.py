"""What the management commands of several apps ask about organisations."""

from django.core.management import CommandError

from organisations.models import Organisation


def named_organisation(name: str) -> Organisation:
    if not name:
        raise CommandError("Ange organisationens SCB-kod eller kortnamn med --organisation.")
    try:
        return Organisation.objects.named(name)
    except Organisation.DoesNotExist:
        raise CommandError(
            f"Det finns ingen organisation som heter ”{name}”. Ange SCB-kod eller kortnamn med --organisation."
        ) from None
