"""Case reviews: the list, a review with what is due next, its steps, the report on their pace."""
