"""What is held back, and from whom: undertakings, disclosure, rules asked again, reserves, releases and leaks.

Whoever is to inspect a council is offered dates alone. From their yes on they may sign an undertaking, and some days
before the notice day one of those who may know tells them, one person at a time, whose inspection it is. Source:
design, sections 6 and 7.
"""
