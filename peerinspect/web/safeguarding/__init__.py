"""Safeguarding boards: who chairs them, who sits on them, when they meet, and who chairs whom."""
