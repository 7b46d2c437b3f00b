"""Use cases, one function each with one command dataclass; and queries, all of them in `disclosure`.

A use case is called as `verb(command, reader, today)`. It commits for itself, with its history event, or changes
nothing and raises `Refusal` (field -> sentence), `NotFound` or `NotAllowed` (all in `refusal`). `reader.Reader` says
who asks; `reader.SIGNED_OUT` is the public. A query is called as `disclosure.noun(reader, ..., today)` and hands back
frozen views from `views`.

accounts       needs_set_up() set_up_code() set_up(SetUp, today) add_user(AddUser, reader, today) -> user id
signing_in     sign_in(SignIn, now) -> Entry: whose password was right, and what they must still show
second_factor  prove(user_id, code, now) -> Reader   confirm_factor(ConfirmFactor, reader, now) -> recovery codes
               renew_recovery_codes(password, reader, now) -> recovery codes   give_up_factor(password, reader, now)
own_password   change_password(ChangePassword, reader, now)   choose_password(ChoosePassword, now)
user_changes   disable_user(user_id, reader, now)   enable_user(user_id, reader)   change_user(ChangeUser, reader)
               reset_second_factor(user_id, reader)   issue_entry_code(user_id, reader, now) -> set-up code
own_sessions   begin_session(reader, device, now) -> session id   sign_out(reader, session)
               end_session(session, password, reader, now)   end_other_sessions(here, password, reader, now)
sessions       load_reader(user_id, today) -> Reader | None: none once the account ended with the post
api_tokens     make_token(MakeToken, reader, now, by) -> token   revoke_token(token_id, reader, now)
               who_bears(token, today, now) -> Bearer | None: who comes in by a token
form_uses      claim_form(key, now) -> FormUse   finish_form(key, location)   release_form(key)
people         register_person(RegisterPerson, reader, today) -> person id
posts          add_post(AddPost, reader, today) -> post number   correct_post(CorrectPost, reader, today)
               end_post(EndPost, reader, today)   remove_post(RemovePost, reader, today)
particulars    change_name / change_skills / change_level / change_vetting / change_aspiring
               (ChangeName / ChangeSkills / ChangeLevel / ChangeVetting / ChangeAspiring, reader, today)
on_behalf      offer_for(OfferFor, reader, today)   add_leave_for(AddLeaveFor, reader, today) -> leave id
               remove_leave_for(RemoveLeaveFor, reader, today): after a call or a letter, and marked so
pool           leave_pool(LeavePool, reader, today)   take_back(TakeBack, reader, today)
councils       add_council(AddCouncil, reader, today) -> code   change_council(ChangeCouncil, reader, today)
               end_council(EndCouncil, reader, today)
judgements     add_judgement(AddJudgement, reader, today) -> number   correct_judgement(CorrectJudgement, reader, today)
arrangements   add_arrangement(AddArrangement, reader, today) -> number   end_arrangement(EndArrangement, reader, today)
effects        effects_of(change, reader, today, people, codes) -> views.NewObjection: what a use case would do to work
               to come, tried out and taken back
vacancies      register_vacancy(RegisterVacancy, reader, today) -> duty id
               name_holder(NameHolder, reader, today) -> holding id   end_holding(EndHolding, reader, today)
               hand_back(HandBack, reader, today)
past_directors add_past_director(AddPastDirector, reader, today) -> id   remove_past_director(code, id, reader, today)
leaving        say_why(SayWhy, reader, today)   (posts.end_post keeps what a coordinator was told)
inspections    register_inspection(RegisterInspection, reader, today) -> duty id   notice_day(starts) -> date
               move_inspection(MoveInspection, reader, today) -> Moved
lives          stepping.take_step(TakeStep, reader, today) -> duty id to look at next
               changing.change_fact(ChangeFact, reader, today) -> effects
               placing.offer_placement(OfferPlacement, reader, today)
               placing.take_placement_step(TakePlacementStep, reader, today)
liaison        what the Ofsted liaison decides, and what a council objects to:
               approving.approve_peer / refuse_peer(DecidePeer, reader, today)
               objecting.raise_objection(RaiseObjection, reader, today) -> id   answer_objection(AnswerObjection, ...)
               evaluating.evaluate(Evaluate, reader, today)   share_evaluation(duty_id, address, reader, today)
               seconding.request_secondment(RequestSecondment, reader, today) -> duty id
               seconding.record_training / record_return(RecordTraining / RecordReturn, reader, today)
               inspecting.record_inspection(RecordInspection, reader, today) -> id   strike_inspection(id, ...)
programme      the programme for aspiring directors:
               cohorts.open_cohort(Cohort, reader) -> id   change_cohort(id, Cohort, reader)
               cohorts.join_cohort(JoinCohort, reader, today) -> member id   end_membership(EndMembership, ...)
               training.add_training(AddTraining, reader, today) -> id   settle_training(SettleTraining, reader, today)
               readiness.say_ready(SayReady, reader, today)
duties         register_board / register_support / register_secondment / register_review
               (RegisterBoard / RegisterSupport / RegisterSecondment / RegisterReview, reader, today) -> duty id
schedule       change_schedule(ChangeSchedule, reader, today)   most_starts() -> starts a week
thanks         record_thanks(RecordThanks, reader, today)   day_rates   change_rate(ChangeRate, reader, today)
forecasting    forecast(scope, today) -> Forecast   count_next(today) -> whether one was asked for and is counted now
declarations   declare_interest(DeclareInterest, reader, today) -> interest id
               end_interest(EndInterest, reader, today)
               declare_nothing_more(reader, today)
               record_interest(RecordInterest, reader, today) -> interest id   move_end(MoveEnd, reader, today)
signatures     file_declaration(FileDeclaration, reader, today)
dismissals     propose_dismissal(ProposeDismissal, reader, today) -> id
               decide_dismissal(DecideDismissal, reader, today)   review_again(ReviewAgain, reader, today)
lookback       look_back(TieChange, reader, today) -> look back id, in the transaction that changes a tie
closing        close_look_back(CloseLookBack, reader, today)
register_export  public_register(reader, today) -> CSV
invitations    invite_person(InvitePerson, reader, now) -> user id   invite_people(person_ids, reader, now) -> how many
               invite_user(user_id, reader, now)   withdraw_persons_invitation / withdraw_invitation(id, reader, now)
               look_at(secret, now) -> Invited   accept_invitation(AcceptInvitation, now) -> Entry
weeks_away     change_weeks_away(ChangeWeeksAway, reader, today)
busy_days      look_into(ReadCalendar, reader, today) -> BusyFound: nothing is kept   mark_busy(MarkBusy, reader, today)
aspiring       aspire(Aspire, reader, today)   aspire_no_more(reader, today)
mentors        name_mentor(NameMentor, reader, today) -> mentoring id   end_mentoring(EndMentoring, reader, today)
               end_finished_mentoring(today) -> how much: with the daily round
corrections    ask_for_correction(AskForCorrection, reader, today) -> id
               answer_correction(AnswerCorrection, reader, today)
availability   set_offers(SetOffers, reader, today)   add_leave(AddLeave, reader, today) -> leave id
               remove_leave(RemoveLeave, reader, today)
calendar_addresses  make_address(reader, today) -> secret   revoke_address(reader)   forget_address(user_id)
calendars      read_feed(secret, today) -> a calendar   read_duty(reader, address, today) -> a calendar of one duty
answers        accept_offer(AcceptOffer, reader, today)   decline_offer(DeclineOffer, reader, today)
holding_back   undertaking.sign_undertaking(SignUndertaking, reader, today)
               disclosing.disclose(Disclose, reader, today)
               reserves.promote_reserve(PromoteReserve, reader, today) -> person id
               answer_links.answer_by_link(AnswerByLink, today) -> address: for whoever has the link
               rounds.hold_round(today, is_stopping) -> whether there was one to hold: rules asked again, releases
               leaks.raise_leak(RaiseLeak, reader, today) -> leak id   report_leak(ReportLeak, reader, today)
               close_report(CloseReport, reader, today)
consents       give_consent(GiveConsent, reader, today)   record_consent(RecordConsent, reader, today)
               ask_for_consent(AskForConsent, reader, today)   withdraw_consent(WithdrawConsent, reader, today)
duty_consents  ask_for_duty_consent(AskForDutyConsent, reader, today)
               give_duty_consent(GiveDutyConsent, reader, today)
               withdraw_duty_consent(WithdrawDutyConsent, reader, today): to one duty alone, by its dates
reviews        stepping.take_review_step(TakeReviewStep, reader, today)
               delaying.record_delay(RecordDelay, reader, today)
               parts.name_part(NamePart, reader, today)   advising.record_advice(RecordAdvice, reader, today)
               recusal.recuse_myself(RecuseMyself, reader, today)   publication.are_lessons_out(duty_id, today)
               membership.add_member / end_membership / link_account(AddMember / EndMembership / LinkAccount, ...)
boards         proposing.propose_step(ProposeStep, reader, today) -> Proposed   proposing.agree_to_step / refuse_step /
               withdraw_step   proposing.record_word(RecordWord, reader, today)
               replying.reply_to_notice(ReplyToNotice, reader, today)
support        requesting.ask_for_support(AskForSupport, reader, today) -> request id
               decline_request / withdraw_request
               registering.register_programme(RegisterProgramme, ...) -> duty id   record_need(RecordNeed, ...)
               leading.name_lead   agreeing.draw_up_agreement / agree_to_support -> whether both have
               visiting.plan_visit / move_visit / cancel_visit / record_visit   noting.write_note
               closing.review_support / close_support
lessons        spreading.spread(duty_id, reader, event, today) -> how many: in the transaction that publishes a review
               writing.write_finding / change_finding / remove_finding   subscribing.subscribe_board / catch_up_board /
               follow_themes   answering.acknowledge / answer_lesson: see the package
waivers        propose_waiver(ProposeWaiver, reader, today) -> waiver id
waiver_decisions  approve_waiver / refuse_waiver / withdraw_waiver(DecideWaiver, reader, today)
waivers_export waivers_csv(reader, today) -> the register as a file
policies       propose_change(ProposeChange, reader, today) -> proposal id
               approve_change / refuse_change / withdraw_change(DecideChange, reader, today)
rechecking     check_again(reader, roster_id, today) -> views.RosterCheck
planning       start_plan(StartPlan, reader, today) -> job id   cancel_plan(CancelPlan, reader, today)
               a StartPlan may name a scopes.Scope, and suppose things (supposing): a what-if, never published
seats          pin_seat(PinSeat, reader, today) -> word id   set_person_aside(SetPersonAside, reader, today) -> word id
               swap_seat(SwapSeat, reader, today)   take_back(TakeBack, reader, today)
asking         ask(Ask, reader, today) -> question id   stop_asking(StopAsking, reader, today)
imports        offer_file(OfferFile, reader, today, now) -> import id   confirm_file(ConfirmFile, reader, today, now)
               discard_file(DiscardFile, reader, now)
exports        export_table(kind, form, reader, today) -> bytes   export_everything(form, reader, today) -> bytes
notices        tell(kind, event, users, **facts): see its docstring, for kinds, recipients and sending
               choosing.choose_rhythm(ChooseRhythm, reader, now)
               addressing.ask_address(AskAddress, reader, today, now)   confirm_address(secret, reader, now)
               addressing.try_address_again(user_id, reader, today, now)   send_again(message_id, reader, today, now)
publishing     publish_roster(PublishRoster, reader, today)
withdrawing    withdraw_roster(WithdrawRoster, reader, today) -> offers stood down
tasks          queue_task(kind, key, ...), ask_to_cancel(kind, key) -> state, find_task(kind, key), hold_claim(claim):
               long work has one worker at a time. `jobs.kinds` says what each kind does
reserving      keep_next_reserves(is_stopping) -> whether there was one: the reserves of one more part
recording      keep_next_records(today) -> whether there was one: digests of decision records, a duty at a time
demo           load_demo(if_empty, report): see its docstring
disclosure     every query
"""
