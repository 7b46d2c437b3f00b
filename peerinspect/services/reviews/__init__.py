"""Case reviews, from the day an incident becomes known to publication, and the national panel that advises on them.

No child's details are kept anywhere, only a reference. Source: design, section 7, and docs/design.md.

deadlines       deadlines_of(days, today) -> Deadline: pure, over working days in England
references      check_reference(checks, text): the shape of a case reference
stepping        take_review_step(TakeReviewStep, reader, today)
delaying        record_delay(RecordDelay, reader, today)
parts           name_part(NamePart, reader, today): lead reviewer and panel members among those who accepted
membership      add_member(AddMember, reader, today) -> member id   end_membership(EndMembership, reader, today)
                link_account(LinkAccount, reader, today)
recusal         barred(duty, people, today) -> hard objections by person   recuse_myself(RecuseMyself, reader, today)
advising        record_advice(RecordAdvice, reader, today)
publication     are_lessons_out(duty_id, today) -> whether others may read what the review found
"""
