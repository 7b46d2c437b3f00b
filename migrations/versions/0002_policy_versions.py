"""policy versions that name their proposal; waivers that are proposed and decided

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

NUMBERS = "UPDATE policy SET number = (SELECT count(*) FROM policy AS other WHERE other.id <= policy.id)"


def upgrade() -> None:
    """Forwards."""
    op.create_table('policy_proposal',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('strength', sa.String(length=10), nullable=True),
    sa.Column('weight', sa.String(length=64), nullable=False),
    sa.Column('parameters', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('base', sa.Integer(), nullable=False),
    sa.Column('proposed_by', sa.String(length=40), nullable=False),
    sa.Column('proposed_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['proposed_by'], ['user_account.id'], name=op.f('fk_policy_proposal_proposed_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_policy_proposal'))
    )
    with op.batch_alter_table('policy_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_policy_proposal_rule'), ['rule'], unique=False)

    op.create_table('policy_decision',
    sa.Column('proposal', sa.String(length=40), nullable=False),
    sa.Column('outcome', sa.String(length=40), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.String(length=40), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['decided_by'], ['user_account.id'], name=op.f('fk_policy_decision_decided_by_user_account')),
    sa.ForeignKeyConstraint(['proposal'], ['policy_proposal.id'], name=op.f('fk_policy_decision_proposal_policy_proposal')),
    sa.PrimaryKeyConstraint('proposal', name=op.f('pk_policy_decision'))
    )
    with op.batch_alter_table('policy', schema=None) as batch_op:
        batch_op.add_column(sa.Column('number', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('proposal', sa.String(length=40), nullable=True))
    op.execute(NUMBERS)
    with op.batch_alter_table('policy', schema=None) as batch_op:
        batch_op.alter_column('number', existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_policy_number'), ['number'])
        batch_op.create_unique_constraint(batch_op.f('uq_policy_proposal'), ['proposal'])
        batch_op.create_foreign_key(batch_op.f('fk_policy_proposal_policy_proposal'), 'policy_proposal', ['proposal'], ['id'])

    op.create_table('waiver_proposal',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('roster', sa.String(length=40), nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('other_person', sa.String(length=40), nullable=True),
    sa.Column('other_duty', sa.String(length=40), nullable=True),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('mitigation', sa.Text(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('proposed_by', sa.String(length=40), nullable=False),
    sa.Column('proposed_on', sa.Date(), nullable=False),
    sa.Column('before', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_waiver_proposal_duty_duty')),
    sa.ForeignKeyConstraint(['other_duty'], ['duty.id'], name=op.f('fk_waiver_proposal_other_duty_duty')),
    sa.ForeignKeyConstraint(['other_person'], ['person.id'], name=op.f('fk_waiver_proposal_other_person_person')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_waiver_proposal_person_person')),
    sa.ForeignKeyConstraint(['proposed_by'], ['user_account.id'], name=op.f('fk_waiver_proposal_proposed_by_user_account')),
    sa.ForeignKeyConstraint(['roster'], ['roster.id'], name=op.f('fk_waiver_proposal_roster_roster')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiver_proposal'))
    )
    with op.batch_alter_table('waiver_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_waiver_proposal_duty'), ['duty'], unique=False)

    op.create_table('waiver_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal', sa.String(length=40), nullable=False),
    sa.Column('outcome', sa.String(length=40), nullable=False),
    sa.Column('parts', sa.String(length=40), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('reference', sa.String(length=300), nullable=False),
    sa.Column('decided_by', sa.String(length=40), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['decided_by'], ['user_account.id'], name=op.f('fk_waiver_decision_decided_by_user_account')),
    sa.ForeignKeyConstraint(['proposal'], ['waiver_proposal.id'], name=op.f('fk_waiver_decision_proposal_waiver_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiver_decision')),
    sa.UniqueConstraint('proposal', 'decided_by', name=op.f('uq_waiver_decision_proposal_decided_by'))
    )
    with op.batch_alter_table('waiver', schema=None) as batch_op:
        batch_op.add_column(sa.Column('proposal', sa.String(length=40), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_waiver_proposal'), ['proposal'])
        batch_op.create_foreign_key(batch_op.f('fk_waiver_proposal_waiver_proposal'), 'waiver_proposal', ['proposal'], ['id'])

    with op.batch_alter_table('roster_part', schema=None) as batch_op:
        batch_op.add_column(sa.Column('policy_version', sa.Integer(), nullable=True))
    op.create_table('roster_rule',
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('kept_off', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['part'], ['roster_part.id'], name=op.f('fk_roster_rule_part_roster_part')),
    sa.PrimaryKeyConstraint('part', 'rule', name=op.f('pk_roster_rule'))
    )


def downgrade() -> None:
    """Backwards."""
    op.drop_table('roster_rule')
    op.drop_column('roster_part', 'policy_version')
    with op.batch_alter_table('waiver', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_waiver_proposal_waiver_proposal'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_waiver_proposal'), type_='unique')
        batch_op.drop_column('proposal')
    op.drop_table('waiver_decision')
    with op.batch_alter_table('waiver_proposal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_waiver_proposal_duty'))
    op.drop_table('waiver_proposal')
    with op.batch_alter_table('policy', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_policy_proposal_policy_proposal'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_policy_proposal'), type_='unique')
        batch_op.drop_constraint(batch_op.f('uq_policy_number'), type_='unique')
        batch_op.drop_column('proposal')
        batch_op.drop_column('number')
    op.drop_table('policy_decision')
    with op.batch_alter_table('policy_proposal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_policy_proposal_rule'))
    op.drop_table('policy_proposal')
