"""The auditor's own parts: what it examines, what it finds and how it says so. The solver's search uses none of it."""
