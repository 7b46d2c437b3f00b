"""Councils: what each one gives, gets and owes."""
