"""Who chairs a board: appointed, appraised, renewed, removed by whoever the law of the day says, and each of them.

A step of a joint board, and from 2019 on a step that gives or takes the office, waits until everybody has agreed whose
word it needs; one refusal ends it. The council's own director takes no part, and reads nothing of it. Source: design,
section 7, and docs/design.md.

proposing   propose_step(ProposeStep, reader, today) -> Proposed   agree_to_step / refuse_step / withdraw_step
            record_word(RecordWord, reader, today): the police, health, or a council that writes
replying    reply_to_notice(ReplyToNotice, reader, today): for the chair under notice
"""
