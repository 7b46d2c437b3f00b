"""decision records: what publications rested on, digests of records, sets of three in the certificate

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    with op.batch_alter_table('roster_part', schema=None) as batch_op:
        batch_op.add_column(sa.Column('threes_examined', sa.Integer(), nullable=True))

    op.create_table('publication',
    sa.Column('part', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['part'], ['roster_part.id'], name=op.f('fk_publication_part_roster_part')),
    sa.PrimaryKeyConstraint('part', name=op.f('pk_publication'))
    )
    op.create_table('decision_record',
    sa.Column('part', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('digest', sa.String(length=80), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['duty'], ['duty.id'], name=op.f('fk_decision_record_duty_duty')),
    sa.ForeignKeyConstraint(['part'], ['roster_part.id'], name=op.f('fk_decision_record_part_roster_part')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_decision_record_person_person')),
    sa.PrimaryKeyConstraint('part', 'duty', 'person', name=op.f('pk_decision_record'))
    )


def downgrade() -> None:
    """Backwards."""
    op.drop_table('decision_record')
    op.drop_table('publication')
    op.drop_column('roster_part', 'threes_examined')
