"""Rows of tables become rows of the register, and the other way about: one keeper for each kind of table.

A keeper says what the register holds, finds what a row is about, checks what would change as the forms do, and writes
it. `weighing.weigh(read, keeper)` finds out what becomes of each row and saves nothing; `saving.save` does it all.
"""
