"""The start page, and what needs a coordinator today."""
