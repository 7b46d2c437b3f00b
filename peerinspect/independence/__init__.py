"""Independence: the rules, the rulebook, the fast examiner and the slow auditor."""
