"""The first tables

Revision ID: 0001
Revises: 
"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table('arrangement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('starts', sa.Date(), nullable=True),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_arrangement'))
    )
    op.create_table('authority',
    sa.Column('code', sa.String(length=16), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('region', sa.String(length=80), nullable=True),
    sa.Column('latitude', sa.Float(), nullable=True),
    sa.Column('longitude', sa.Float(), nullable=True),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_authority'))
    )
    op.create_table('duty',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('level', sa.String(length=40), nullable=False),
    sa.Column('priority', sa.String(length=64), nullable=True),
    sa.Column('has_on_site', sa.Boolean(), nullable=False),
    sa.CheckConstraint('seats >= 0', name=op.f('ck_duty_seats')),
    sa.CheckConstraint('starts <= ends', name=op.f('ck_duty_period')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty'))
    )
    with op.batch_alter_table('duty', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duty_ends'), ['ends'], unique=False)

    op.create_table('event',
    sa.Column('sequence', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('user', sa.String(length=40), nullable=False),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=True),
    sa.Column('payload_digest', sa.String(length=64), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('sequence', name=op.f('pk_event'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_duty'), ['duty'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_subject'), ['subject'], unique=False)

    op.create_table('history_head',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_history_head'))
    )
    op.create_table('person',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('level', sa.String(length=20), nullable=True),
    sa.Column('aspirant', sa.Boolean(), nullable=False),
    sa.Column('vetted_on', sa.Date(), nullable=True),
    sa.Column('declared_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    op.create_table('policy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_policy'))
    )
    op.create_table('skill',
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_skill'))
    )
    op.create_table('affinity',
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_affinity_duty_duty')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_affinity_person_person')),
    sa.PrimaryKeyConstraint('person', 'duty', name=op.f('pk_affinity'))
    )
    op.create_table('arrangement_member',
    sa.Column('arrangement', sa.Integer(), nullable=False),
    sa.Column('authority', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['arrangement'], ['arrangement.id'], name=op.f('fk_arrangement_member_arrangement_arrangement')),
    sa.ForeignKeyConstraint(['authority'], ['authority.code'], name=op.f('fk_arrangement_member_authority_authority')),
    sa.PrimaryKeyConstraint('arrangement', 'authority', name=op.f('pk_arrangement_member'))
    )
    op.create_table('board',
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('is_joint', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_board_duty_duty')),
    sa.PrimaryKeyConstraint('duty', name=op.f('pk_board'))
    )
    op.create_table('border',
    sa.Column('one', sa.String(length=16), nullable=False),
    sa.Column('other', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['one'], ['authority.code'], name=op.f('fk_border_one_authority')),
    sa.ForeignKeyConstraint(['other'], ['authority.code'], name=op.f('fk_border_other_authority')),
    sa.PrimaryKeyConstraint('one', 'other', name=op.f('pk_border'))
    )
    op.create_table('consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('authority', sa.String(length=16), nullable=False),
    sa.Column('starts', sa.Date(), nullable=True),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['authority'], ['authority.code'], name=op.f('fk_consent_authority_authority')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_consent_person_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_authority'), ['authority'], unique=False)
        batch_op.create_index(batch_op.f('ix_consent_person'), ['person'], unique=False)

    op.create_table('duty_authority',
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('authority', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['authority'], ['authority.code'], name=op.f('fk_duty_authority_authority_authority')),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_duty_authority_duty_duty')),
    sa.PrimaryKeyConstraint('duty', 'authority', name=op.f('pk_duty_authority'))
    )
    with op.batch_alter_table('duty_authority', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duty_authority_authority'), ['authority'], unique=False)

    op.create_table('duty_skill',
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('skill', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_duty_skill_duty_duty')),
    sa.ForeignKeyConstraint(['skill'], ['skill.name'], name=op.f('fk_duty_skill_skill_skill')),
    sa.PrimaryKeyConstraint('duty', 'skill', name=op.f('pk_duty_skill'))
    )
    op.create_table('event_payload',
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['sequence'], ['event.sequence'], name=op.f('fk_event_payload_sequence_event')),
    sa.PrimaryKeyConstraint('sequence', name=op.f('pk_event_payload'))
    )
    op.create_table('inspection',
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('subtype', sa.String(length=40), nullable=False),
    sa.Column('sealed', sa.Boolean(), nullable=False),
    sa.Column('notice', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_inspection_duty_duty')),
    sa.PrimaryKeyConstraint('duty', name=op.f('pk_inspection'))
    )
    with op.batch_alter_table('inspection', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inspection_sealed'), ['sealed'], unique=False)

    op.create_table('interest',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('authority', sa.String(length=16), nullable=True),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('starts', sa.Date(), nullable=True),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.Column('case_reference', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['authority'], ['authority.code'], name=op.f('fk_interest_authority_authority')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_interest_person_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interest'))
    )
    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_interest_person'), ['person'], unique=False)

    op.create_table('judgement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('authority', sa.String(length=16), nullable=False),
    sa.Column('framework', sa.String(length=80), nullable=True),
    sa.Column('inspected', sa.Date(), nullable=True),
    sa.Column('published', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['authority'], ['authority.code'], name=op.f('fk_judgement_authority_authority')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_judgement'))
    )
    with op.batch_alter_table('judgement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_judgement_authority'), ['authority'], unique=False)

    op.create_table('leave',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('starts', sa.Date(), nullable=True),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_leave_person_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leave'))
    )
    with op.batch_alter_table('leave', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_leave_person'), ['person'], unique=False)

    op.create_table('neighbour',
    sa.Column('authority', sa.String(length=16), nullable=False),
    sa.Column('neighbour', sa.String(length=16), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['authority'], ['authority.code'], name=op.f('fk_neighbour_authority_authority')),
    sa.ForeignKeyConstraint(['neighbour'], ['authority.code'], name=op.f('fk_neighbour_neighbour_authority')),
    sa.PrimaryKeyConstraint('authority', 'neighbour', name=op.f('pk_neighbour'))
    )
    op.create_table('offer',
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('withheld', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_offer_person_person')),
    sa.PrimaryKeyConstraint('person', 'kind', name=op.f('pk_offer'))
    )
    op.create_table('on_site',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_on_site_duty_duty')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_on_site'))
    )
    with op.batch_alter_table('on_site', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_on_site_duty'), ['duty'], unique=False)

    op.create_table('person_skill',
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('skill', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_person_skill_person_person')),
    sa.ForeignKeyConstraint(['skill'], ['skill.name'], name=op.f('fk_person_skill_skill_skill')),
    sa.PrimaryKeyConstraint('person', 'skill', name=op.f('pk_person_skill'))
    )
    op.create_table('placement',
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('pinned', sa.Boolean(), nullable=False),
    sa.Column('decline_reason', sa.String(length=20), nullable=True),
    sa.Column('offered_on', sa.Date(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_placement_duty_duty')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_placement_person_person')),
    sa.PrimaryKeyConstraint('person', 'duty', name=op.f('pk_placement'))
    )
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_placement_duty'), ['duty'], unique=False)
        batch_op.create_index(batch_op.f('ix_placement_status'), ['status'], unique=False)

    op.create_table('post',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('authority', sa.String(length=16), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('basis', sa.String(length=40), nullable=False),
    sa.Column('starts', sa.Date(), nullable=True),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['authority'], ['authority.code'], name=op.f('fk_post_authority_authority')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_post_person_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post'))
    )
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_authority'), ['authority'], unique=False)
        batch_op.create_index(batch_op.f('ix_post_person'), ['person'], unique=False)

    op.create_table('review',
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('case_reference', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_review_duty_duty')),
    sa.PrimaryKeyConstraint('duty', name=op.f('pk_review'))
    )
    op.create_table('secondment',
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('requested_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_secondment_duty_duty')),
    sa.PrimaryKeyConstraint('duty', name=op.f('pk_secondment'))
    )
    op.create_table('support',
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('requested_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_support_duty_duty')),
    sa.PrimaryKeyConstraint('duty', name=op.f('pk_support'))
    )
    op.create_table('user_account',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('password_hash', sa.String(length=300), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=True),
    sa.Column('cleared', sa.Boolean(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('locked_until', sa.DateTime(), nullable=True),
    sa.Column('signed_in_at', sa.DateTime(), nullable=True),
    sa.Column('signed_in_before', sa.DateTime(), nullable=True),
    sa.Column('session_key', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_user_account_person_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_account')),
    sa.UniqueConstraint('email', name=op.f('uq_user_account_email'))
    )
    op.create_table('vacancy',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('authority', sa.String(length=16), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['authority'], ['authority.code'], name=op.f('fk_vacancy_authority_authority')),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_vacancy_duty_duty')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy')),
    sa.UniqueConstraint('duty', name=op.f('uq_vacancy_duty'))
    )
    with op.batch_alter_table('vacancy', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_authority'), ['authority'], unique=False)

    op.create_table('grade',
    sa.Column('judgement', sa.Integer(), nullable=False),
    sa.Column('area', sa.String(length=60), nullable=False),
    sa.Column('grade', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['judgement'], ['judgement.id'], name=op.f('fk_grade_judgement_judgement')),
    sa.PrimaryKeyConstraint('judgement', 'area', name=op.f('pk_grade'))
    )
    op.create_table('roster',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('made_by', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_roster_made_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster'))
    )
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_made_at'), ['made_at'], unique=False)

    op.create_table('user_authority',
    sa.Column('user', sa.String(length=40), nullable=False),
    sa.Column('authority', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['authority'], ['authority.code'], name=op.f('fk_user_authority_authority_authority')),
    sa.ForeignKeyConstraint(['user'], ['user_account.id'], name=op.f('fk_user_authority_user_user_account')),
    sa.PrimaryKeyConstraint('user', 'authority', name=op.f('pk_user_authority'))
    )
    op.create_table('waiver',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('other_person', sa.String(length=40), nullable=True),
    sa.Column('other_duty', sa.String(length=40), nullable=True),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('mitigation', sa.Text(), nullable=False),
    sa.Column('reference', sa.String(length=300), nullable=False),
    sa.Column('recorded_by', sa.String(length=40), nullable=True),
    sa.Column('recorded_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_waiver_duty_duty')),
    sa.ForeignKeyConstraint(['other_duty'], ['duty.id'], name=op.f('fk_waiver_other_duty_duty')),
    sa.ForeignKeyConstraint(['other_person'], ['person.id'], name=op.f('fk_waiver_other_person_person')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_waiver_person_person')),
    sa.ForeignKeyConstraint(['recorded_by'], ['user_account.id'], name=op.f('fk_waiver_recorded_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiver'))
    )
    with op.batch_alter_table('waiver', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_waiver_duty'), ['duty'], unique=False)

    op.create_table('job',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('time_limit', sa.Integer(), nullable=False),
    sa.Column('started_by', sa.String(length=40), nullable=False),
    sa.Column('queued_at', sa.DateTime(), nullable=False),
    sa.Column('started_at', sa.DateTime(), nullable=True),
    sa.Column('finished_at', sa.DateTime(), nullable=True),
    sa.Column('from_roster', sa.String(length=40), nullable=True),
    sa.Column('roster', sa.String(length=40), nullable=True),
    sa.Column('message', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['from_roster'], ['roster.id'], name=op.f('fk_job_from_roster_roster')),
    sa.ForeignKeyConstraint(['roster'], ['roster.id'], name=op.f('fk_job_roster_roster')),
    sa.ForeignKeyConstraint(['started_by'], ['user_account.id'], name=op.f('fk_job_started_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_queued_at'), ['queued_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_state'), ['state'], unique=False)

    op.create_table('roster_part',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('roster', sa.String(length=40), nullable=False),
    sa.Column('part', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('problem_digest', sa.String(length=80), nullable=False),
    sa.Column('rulebook', sa.String(length=80), nullable=False),
    sa.Column('policy', sa.String(length=80), nullable=False),
    sa.Column('problem_bytes', sa.LargeBinary(), nullable=False),
    sa.Column('roster_bytes', sa.LargeBinary(), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('published_by', sa.String(length=40), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('is_clean', sa.Boolean(), nullable=True),
    sa.Column('rules_examined', sa.Integer(), nullable=True),
    sa.Column('pairs_examined', sa.Integer(), nullable=True),
    sa.Column('findings', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['published_by'], ['user_account.id'], name=op.f('fk_roster_part_published_by_user_account')),
    sa.ForeignKeyConstraint(['roster'], ['roster.id'], name=op.f('fk_roster_part_roster_roster')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_part')),
    sa.UniqueConstraint('roster', 'part', name=op.f('uq_roster_part_roster_part'))
    )
    op.create_table('job_part',
    sa.Column('job', sa.String(length=40), nullable=False),
    sa.Column('part', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('goals', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['job'], ['job.id'], name=op.f('fk_job_part_job_job')),
    sa.PrimaryKeyConstraint('job', 'part', name=op.f('pk_job_part'))
    )
    op.create_table('roster_goal',
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('value', sa.String(length=64), nullable=False),
    sa.Column('bound', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['part'], ['roster_part.id'], name=op.f('fk_roster_goal_part_roster_part')),
    sa.PrimaryKeyConstraint('part', 'position', name=op.f('pk_roster_goal'))
    )
    op.create_table('roster_objection',
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('people', sa.Text(), nullable=False),
    sa.Column('duties', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['part'], ['roster_part.id'], name=op.f('fk_roster_objection_part_roster_part')),
    sa.PrimaryKeyConstraint('part', 'position', name=op.f('pk_roster_objection'))
    )
    op.create_table('roster_placement',
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('objections', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_roster_placement_duty_duty')),
    sa.ForeignKeyConstraint(['part'], ['roster_part.id'], name=op.f('fk_roster_placement_part_roster_part')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_roster_placement_person_person')),
    sa.PrimaryKeyConstraint('part', 'duty', 'person', name=op.f('pk_roster_placement'))
    )
    op.create_table('roster_shortfall',
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('skills', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_roster_shortfall_duty_duty')),
    sa.ForeignKeyConstraint(['part'], ['roster_part.id'], name=op.f('fk_roster_shortfall_part_roster_part')),
    sa.PrimaryKeyConstraint('part', 'duty', name=op.f('pk_roster_shortfall'))
    )


def downgrade() -> None:
    """Backwards."""
    op.drop_table('roster_shortfall')
    op.drop_table('roster_placement')
    op.drop_table('roster_objection')
    op.drop_table('roster_goal')
    op.drop_table('job_part')
    op.drop_table('roster_part')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_state'))
        batch_op.drop_index(batch_op.f('ix_job_queued_at'))

    op.drop_table('job')
    with op.batch_alter_table('waiver', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_waiver_duty'))

    op.drop_table('waiver')
    op.drop_table('user_authority')
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_made_at'))

    op.drop_table('roster')
    op.drop_table('grade')
    with op.batch_alter_table('vacancy', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vacancy_authority'))

    op.drop_table('vacancy')
    op.drop_table('user_account')
    op.drop_table('support')
    op.drop_table('secondment')
    op.drop_table('review')
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_person'))
        batch_op.drop_index(batch_op.f('ix_post_authority'))

    op.drop_table('post')
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_placement_status'))
        batch_op.drop_index(batch_op.f('ix_placement_duty'))

    op.drop_table('placement')
    op.drop_table('person_skill')
    with op.batch_alter_table('on_site', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_on_site_duty'))

    op.drop_table('on_site')
    op.drop_table('offer')
    op.drop_table('neighbour')
    with op.batch_alter_table('leave', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_leave_person'))

    op.drop_table('leave')
    with op.batch_alter_table('judgement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_judgement_authority'))

    op.drop_table('judgement')
    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_interest_person'))

    op.drop_table('interest')
    with op.batch_alter_table('inspection', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_inspection_sealed'))

    op.drop_table('inspection')
    op.drop_table('event_payload')
    op.drop_table('duty_skill')
    with op.batch_alter_table('duty_authority', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_duty_authority_authority'))

    op.drop_table('duty_authority')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_person'))
        batch_op.drop_index(batch_op.f('ix_consent_authority'))

    op.drop_table('consent')
    op.drop_table('border')
    op.drop_table('board')
    op.drop_table('arrangement_member')
    op.drop_table('affinity')
    op.drop_table('skill')
    op.drop_table('policy')
    op.drop_table('person')
    op.drop_table('history_head')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_subject'))
        batch_op.drop_index(batch_op.f('ix_event_duty'))

    op.drop_table('event')
    with op.batch_alter_table('duty', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_duty_ends'))

    op.drop_table('duty')
    op.drop_table('authority')
    op.drop_table('arrangement')
