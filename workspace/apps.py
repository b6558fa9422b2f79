from django.apps import AppConfig
from django.core.checks import register

from workspace.statement import check_statement


class WorkspaceConfig(AppConfig):
    name = "workspace"
    verbose_name = "Arbetsyta"

    def ready(self) -> None:
        # With --deploy alone: a command that fails says one line, and no warnings before it.
        register(check_statement, deploy=True)
