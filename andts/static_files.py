"""Files of static/ as they are served: named by what is in them, so that a browser keeps them and mixes no versions."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Modules name each other so too: a plan page has thirty, and would ask for each anew at every visit."""

    support_js_module_import_aggregation = True
    # A name is right when those in the file are: one pass for each level of modules that import modules.
    max_post_process_passes = 20
