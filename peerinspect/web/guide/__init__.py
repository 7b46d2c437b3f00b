"""The guide, the privacy notice and the accessibility statement, as pages."""
