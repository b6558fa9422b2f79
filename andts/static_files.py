"""Files of static/ as they are served: named by what is in them, so that a browser keeps them and mixes no versions."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Of the packages' static files, those that no page of ours can name: left out, or half the time would go to them.
NOT_SERVED = [
    "*.rtl.*",
    "bootstrap-*",
    "bootstrap.*esm*",
    "bootstrap.css*",
    "bootstrap.js*",
    "bootstrap.bundle.js*",
    "htmx-4*",
    "htmax-*",
    "ext",
]


class StaticFiles(StaticFilesConfig):
    """`manage.py collectstatic` leaves those out too: one names a module that is not there, which would stop it."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, *NOT_SERVED]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Modules name each other so too: a plan page has thirty, and would ask for each anew at every visit."""

    support_js_module_import_aggregation = True
    # A name is right when those in the file are: one pass for each level of modules that import modules.
    max_post_process_passes = 20
