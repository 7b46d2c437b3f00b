"""One rule a file: `own_authority.py` holds the rule with the code `own-authority`."""
