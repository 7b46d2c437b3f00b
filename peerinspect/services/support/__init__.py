"""Support between inspections: asked for, staffed, agreed, visited, looked back on, and measured.

requesting    what a council asks for, and what coordinators answer
registering   a programme and what it rests on
leading       who leads the advisers
agreeing      what the two councils agree to
visiting      visits planned, moved, cancelled and held
noting        notes for those who take part
closing       the review, and the days that were given
outcomes      what came of it: the next published judgement
investment    days given and received over the years, and who is repaid next
parts         who takes part, and so may read and write what
"""
