"""Safeguarding boards as lasting things: whom they cover, who runs them and sits on them, when they meet and report.

Their chairs are in `services.boards`. Coordinators write all of it; the chief executive of a council that the board
covers writes members, subgroups, meetings and reports. Each use case writes an event of the board's history.

keeping    register_safeguarding_board(RegisterSafeguardingBoard, reader, today) -> board id
           change_safeguarding_board(ChangeSafeguardingBoard, ...)   end_safeguarding_board(EndSafeguardingBoard, ...)
           cover_council(CoverCouncil, ...)   let_council_go(LetCouncilGo, ...)
sitting    add_partner / change_partner / end_partner   add_member / change_member / end_member
           (AddPartner / ChangePartner / EndPartner / AddMember / ChangeMember / EndMember, reader, today)
grouping   add_subgroup / change_subgroup / end_subgroup (AddSubgroup / ChangeSubgroup / EndSubgroup, reader, today)
meeting    plan_meeting / hold_meeting / cancel_meeting (PlanMeeting / HoldMeeting / CancelMeeting, reader, today)
           publish_report(PublishReport, reader, today)
"""
