"""Static files with hashed names, ES modules too: `import … from "./x.js"` is rewritten."""

from servestatic.storage import CompressedManifestStaticFilesStorage


class HashedModules(CompressedManifestStaticFilesStorage):
    """Hashed, compressed, no bundler."""

    support_js_module_import_aggregation = True
    manifest_strict = False
