"""The register of gifts given and received."""
