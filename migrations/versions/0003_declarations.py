"""declarations: notes and sources of ties, dismissals of false ones, looks back

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.add_column(sa.Column('note', sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column('source', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('reference', sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column('recorded_by', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('recorded_on', sa.Date(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_interest_recorded_by_user_account'), 'user_account', ['recorded_by'], ['id'])

    op.create_table('dismissal',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('interest', sa.String(length=40), nullable=False),
    sa.Column('ground', sa.String(length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('evidence', sa.String(length=300), nullable=False),
    sa.Column('proposed_by', sa.String(length=40), nullable=False),
    sa.Column('proposed_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['interest'], ['interest.id'], name=op.f('fk_dismissal_interest_interest')),
    sa.ForeignKeyConstraint(['proposed_by'], ['user_account.id'], name=op.f('fk_dismissal_proposed_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dismissal'))
    )
    with op.batch_alter_table('dismissal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_dismissal_interest'), ['interest'], unique=False)

    op.create_table('look_back',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('interest', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('change', sa.String(length=40), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('made_by', sa.String(length=40), nullable=False),
    sa.Column('open_digest', sa.String(length=80), nullable=False),
    sa.Column('sealed_digest', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['interest'], ['interest.id'], name=op.f('fk_look_back_interest_interest')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_look_back_made_by_user_account')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_look_back_person_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_look_back'))
    )
    with op.batch_alter_table('look_back', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_look_back_interest'), ['interest'], unique=False)
        batch_op.create_index(batch_op.f('ix_look_back_person'), ['person'], unique=False)

    op.create_table('dismissal_decision',
    sa.Column('dismissal', sa.String(length=40), nullable=False),
    sa.Column('approved', sa.Boolean(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.String(length=40), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['decided_by'], ['user_account.id'], name=op.f('fk_dismissal_decision_decided_by_user_account')),
    sa.ForeignKeyConstraint(['dismissal'], ['dismissal.id'], name=op.f('fk_dismissal_decision_dismissal_dismissal')),
    sa.PrimaryKeyConstraint('dismissal', name=op.f('pk_dismissal_decision'))
    )
    op.create_table('look_back_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('look_back', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('moment', sa.String(length=40), nullable=False),
    sa.Column('effect', sa.String(length=40), nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('strength', sa.String(length=40), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('is_waived', sa.Boolean(), nullable=False),
    sa.Column('rulebook', sa.String(length=80), nullable=False),
    sa.Column('policy', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_look_back_line_duty_duty')),
    sa.ForeignKeyConstraint(['look_back'], ['look_back.id'], name=op.f('fk_look_back_line_look_back_look_back')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_look_back_line_person_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_look_back_line'))
    )
    with op.batch_alter_table('look_back_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_look_back_line_duty'), ['duty'], unique=False)
        batch_op.create_index(batch_op.f('ix_look_back_line_look_back'), ['look_back'], unique=False)
        batch_op.create_index(batch_op.f('ix_look_back_line_person'), ['person'], unique=False)

    op.create_table('redeclaration',
    sa.Column('interest', sa.String(length=40), nullable=False),
    sa.Column('dismissal', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['dismissal'], ['dismissal.id'], name=op.f('fk_redeclaration_dismissal_dismissal')),
    sa.ForeignKeyConstraint(['interest'], ['interest.id'], name=op.f('fk_redeclaration_interest_interest')),
    sa.PrimaryKeyConstraint('interest', name=op.f('pk_redeclaration'))
    )
    with op.batch_alter_table('redeclaration', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_redeclaration_dismissal'), ['dismissal'], unique=False)

    op.create_table('look_back_closure',
    sa.Column('line', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('closed_by', sa.String(length=40), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['closed_by'], ['user_account.id'], name=op.f('fk_look_back_closure_closed_by_user_account')),
    sa.ForeignKeyConstraint(['line'], ['look_back_line.id'], name=op.f('fk_look_back_closure_line_look_back_line')),
    sa.PrimaryKeyConstraint('line', name=op.f('pk_look_back_closure'))
    )
    op.create_table('redeclaration_review',
    sa.Column('interest', sa.String(length=40), nullable=False),
    sa.Column('stands', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('reviewed_by', sa.String(length=40), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['interest'], ['redeclaration.interest'], name=op.f('fk_redeclaration_review_interest_redeclaration')),
    sa.ForeignKeyConstraint(['reviewed_by'], ['user_account.id'], name=op.f('fk_redeclaration_review_reviewed_by_user_account')),
    sa.PrimaryKeyConstraint('interest', name=op.f('pk_redeclaration_review'))
    )


def downgrade() -> None:
    """Backwards."""
    op.drop_table('redeclaration_review')
    op.drop_table('look_back_closure')
    with op.batch_alter_table('redeclaration', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_redeclaration_dismissal'))

    op.drop_table('redeclaration')
    with op.batch_alter_table('look_back_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_look_back_line_person'))
        batch_op.drop_index(batch_op.f('ix_look_back_line_look_back'))
        batch_op.drop_index(batch_op.f('ix_look_back_line_duty'))

    op.drop_table('look_back_line')
    op.drop_table('dismissal_decision')
    with op.batch_alter_table('look_back', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_look_back_person'))
        batch_op.drop_index(batch_op.f('ix_look_back_interest'))

    op.drop_table('look_back')
    with op.batch_alter_table('dismissal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_dismissal_interest'))

    op.drop_table('dismissal')

    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_interest_recorded_by_user_account'), type_='foreignkey')
        batch_op.drop_column('recorded_on')
        batch_op.drop_column('recorded_by')
        batch_op.drop_column('reference')
        batch_op.drop_column('source')
        batch_op.drop_column('note')
