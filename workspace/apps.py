from django.apps import AppConfig
from django.core.checks import register

from workspace.statement import check_statement


class WorkspaceConfig(AppConfig):
    name = "workspace"
    verbose_name = "Arbetsyta"

    def ready(self) -> None:
        register(check_statement)
