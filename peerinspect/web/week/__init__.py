"""Who is on which team this week."""
