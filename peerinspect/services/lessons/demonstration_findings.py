"""Findings of the demo: invented, about practice alone. No real review stands behind any of them."""

from __future__ import annotations

FINDINGS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # What was found, what should change, its themes.
    (
        "Six visits in a row ended at the door. Each was recorded as made.",
        "A visit counts once the child was seen. Managers look at three in a row that failed.",
        ("seen-alone", "recording"),
    ),
    (
        "The school, the health visitor and the housing officer each knew a part. Nobody asked for the others'.",
        "Whoever is worried asks the two agencies that know the family best, and notes the answer.",
        ("information", "thresholds"),
    ),
    (
        "Neglect was described eleven times as low level. The descriptions were never read together.",
        "A timeline of all contacts is drawn at the third referral, and read in supervision.",
        ("neglect", "recording"),
    ),
    (
        "The young people's worker left, and four others came and went in a year.",
        "A change of worker is handed over in person, with the child in the room where they wish it.",
        ("workload", "voice"),
    ),
    (
        "Everybody spoke of the mother. Nobody wrote down who else slept in the home.",
        "Each assessment names every adult in the home and what is known of them.",
        ("hidden-adults", "assessment"),
    ),
    (
        "A midwife's concern before the birth waited nine weeks for a meeting.",
        "Concerns before birth lead to a meeting by the twentieth week.",
        ("infants", "strategy"),
    ),
    (
        "The police log of domestic abuse reached the school after the holidays.",
        "Schools hear of an incident before the next school day, and know whom to tell.",
        ("domestic-abuse", "information"),
    ),
    (
        "Two agencies disagreed about the threshold. Both let it rest.",
        "A disagreement is carried to the next level within five working days, by a named person.",
        ("challenge", "thresholds"),
    ),
    (
        "The child drew what had happened. The drawing was filed.",
        "What a child shows is discussed on the day, like what a child says.",
        ("voice", "sexual-harm"),
    ),
    (
        "Talks after the young person came back were held with the carer.",
        "The talk on return is with the young person, by somebody they choose.",
        ("missing", "voice"),
    ),
    (
        "A taxi driver saw the same children with the same adult each Friday, and had nobody to tell.",
        "Night-time trades know one number, and hear back what became of it.",
        ("exploitation", "information"),
    ),
    (
        "The plan had fourteen aims and no dates.",
        "A plan has at most five aims, each with a day and a name.",
        ("plans",),
    ),
    (
        "The parent's illness was known to the adult team. It had no word for the children.",
        "Adult teams ask of children at each review, and tell the children's team of a relapse.",
        ("parents-minds", "information"),
    ),
    (
        "Three moves in five months ended the one friendship that had lasted.",
        "Before a move, somebody asks what the child would lose, and how it can be kept.",
        ("placements", "voice"),
    ),
    (
        "Home education began on the day after a referral. The two were in different systems.",
        "A wish to teach at home is compared with open referrals on the same day.",
        ("schooling", "information"),
    ),
    (
        "Supervision was held, and spoke of targets.",
        "Each supervision looks at one child's week as the child would tell it.",
        ("supervision",),
    ),
    (
        "On the eighteenth birthday all services stopped in one week.",
        "From sixteen on, a named worker of the adult service takes part.",
        ("transitions", "plans"),
    ),
    (
        "Bruises were put down to the child's disability.",
        "A disabled child's injury is looked at by a doctor who is told nothing of its supposed cause.",
        ("disability", "assessment"),
    ),
    (
        "The interpreter was a neighbour.",
        "Interpreters are from outside the community that the family names.",
        ("identity", "voice"),
    ),
    (
        "Messages on the child's telephone were found by chance after months.",
        "Questions about life online belong to every assessment from the age of eight.",
        ("online", "exploitation"),
    ),
    (
        "The parents' drinking was asked about at a morning visit only.",
        "Visits to a home where alcohol matters are made at different times of day.",
        ("substances", "assessment"),
    ),
    (
        "A young person told three adults of thinking of death. Each passed it on by e-mail.",
        "Such a word is passed on by voice, within the hour, and the answer is noted.",
        ("self-harm", "information"),
    ),
    (
        "A case conference was held without the doctor, for the third time.",
        "Who does not come sends a report, and the chair calls whoever does neither.",
        ("strategy", "challenge"),
    ),
    (
        "Neglect was measured by the state of the kitchen.",
        "What a child eats, wears and misses at school is looked at before the house.",
        ("neglect", "schooling"),
    ),
    (
        "The father lived elsewhere, so nobody asked him.",
        "Both parents are asked, wherever they live, unless that would do harm.",
        ("hidden-adults",),
    ),
    (
        "Records were kept in four places, and none could be read at night.",
        "The night team can read the last plan and the last three notes.",
        ("recording", "information"),
    ),
    (
        "The infant's weight was charted by three people on three charts.",
        "There is one chart, and whoever weighs reads the last four weights aloud.",
        ("infants", "recording"),
    ),
    (
        "Caseloads were known to be too high for a year.",
        "The board hears of caseloads each quarter, with what was left undone.",
        ("workload", "supervision"),
    ),
    (
        "A step-down to early help was agreed without the early help team.",
        "Nobody steps down until the receiving team has said yes.",
        ("thresholds", "plans"),
    ),
    (
        "The school's worry about absence was answered by a fine.",
        "Absence of four weeks is a question about safety first.",
        ("schooling", "thresholds"),
    ),
    (
        "The partner's earlier conviction was known in another county.",
        "When an adult joins a home, the county they came from is asked.",
        ("hidden-adults", "information"),
    ),
    (
        "Missing for a night was written down as staying with friends.",
        "Whoever cares for a child reports each night, whatever they believe.",
        ("missing", "exploitation"),
    ),
    (
        "The review of the plan said progress, and named none.",
        "A review says what the child can do now that they could not do before.",
        ("plans", "voice"),
    ),
    (
        "A worker's doubt was noted in supervision and not acted on.",
        "Doubts of a worker are answered in writing within a week.",
        ("supervision", "challenge"),
    ),
    (
        "Moves between placements were decided on Friday afternoons.",
        "A move that is not an emergency is decided with three days' notice.",
        ("placements",),
    ),
    (
        "Violence was called a quarrel in nine of ten notes.",
        "Notes say who did what to whom, and where the children were.",
        ("domestic-abuse", "recording"),
    ),
    (
        "Help for the parent's mind ended when the appointments were missed.",
        "Missed appointments of a parent are a reason to visit, and the children's team is told.",
        ("parents-minds",),
    ),
    (
        "The child's faith was written down wrongly for two years.",
        "Families read what is written on who they are, and correct it.",
        ("identity", "recording"),
    ),
    (
        "Sexual harm was looked into twice, and both times ended with the word of the adult.",
        "What an adult denies is weighed with what the child has shown since.",
        ("sexual-harm", "assessment"),
    ),
    (
        "Young carers were praised for coping.",
        "Coping is asked about: what it costs, and what the child would do instead.",
        ("voice", "substances"),
    ),
)

ACTIONS = (
    "All team managers were trained, and the form was changed.",
    "We looked at twenty cases and found the same in three. They were put right.",
    "The night team was given access, and tries it each month.",
    "A named officer takes such disagreements further.",
)
PLANS = (
    "We look at thirty cases, and report to the board.",
    "Schools and the police agree on one form.",
    "Training for all health visitors.",
)
NOT_HERE = "This service is run by another partner, whose board was sent the same finding."
