"""The register of interests, as coordinators keep it."""
