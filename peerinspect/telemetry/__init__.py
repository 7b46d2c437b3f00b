"""What the service tells its operator of itself: lines in a log, and measures. It imports nothing of ours.

Neither tells of persons, councils, duties or anything sealed. What may be said: the names of views, methods, statuses,
kinds and states of work, numbers and durations.

    with work.begun("people.person"): ...       what a request or a task has cost so far
    measures.REQUESTS.labels(...).inc()         see `measures` for all of them
    lines.settings("json", "INFO")              for logging.config.dictConfig, and for gunicorn
"""
