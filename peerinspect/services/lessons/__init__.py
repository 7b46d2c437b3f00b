"""Lessons: what reviews found, who is sent it, what they do about it, and which lessons come back.

spreading    spread(duty_id, reader, event, today) -> how many: lets findings out and sends them, in the transaction
             that publishes a review
writing      write_finding(review, WriteFinding, reader, today) -> id   change_finding(id, WriteFinding, reader, today)
             remove_finding(id, reader, today) -> review
subscribing  subscribe_board(board_id, Follow, reader, today)   catch_up_board(board_id, reader, today) -> how many
             follow_themes(Follow, reader, today)
answering    acknowledge(sent_id, reader, today) -> board id   answer_lesson(sent_id, AnswerLesson, reader, today)
"""

from peerinspect.services.lessons.spreading import spread

__all__ = ["spread"]
