"""The rulebook, a rule, and the policy's versions and changes."""
