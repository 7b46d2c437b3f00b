"""The aspirant programme: cohorts, their members, training, and what became of it."""
