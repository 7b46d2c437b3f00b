"""Lessons: what reviews found, who is sent it, what they do about it, and which lessons come back.

spread(duty_id, reader, event, today)  lets findings out and sends them, in the transaction that publishes a review
are_out(review, today)   writing: write_finding / change_finding / remove_finding   subscribing: subscribe_board,
follow_themes, catch_up_board   answering: acknowledge, answer_lesson
"""

from peerinspect.services.lessons.publication import are_out
from peerinspect.services.lessons.spreading import spread

__all__ = ["are_out", "spread"]
