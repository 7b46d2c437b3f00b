"""Do the tests of each rule notice when its code is wrong? `python -m tests.mutation` changes the code and looks.

A mutant is a rule's module with one small change: a wrong bound, a wrong kind, a wrong direction. The rule's own test
file runs against it in a process of its own, which loads the mutant in place of the module; the source tree is never
written to. A mutant that no test notices survives, and the script ends with 1.
"""
