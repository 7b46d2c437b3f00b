"""Every mutant of a rule's module, and which of them are picked.

What only speaks (sentences, evidence, statements) is left alone: the tests of rules are about verdicts.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256

from .operators import CLASSES, OPERATORS

SPOKEN_NAMES = (
    frozenset({"code", "statement", "source", "PHRASES", "DAY_WORK", "WITH_CHAIR", "AUTHORISED", "STRETCH"})
    | frozenset({"sentence", "fact", "evidence", "what", "name", "names", "councils", "parties", "phrase"})
    | frozenset({"at", "where", "days", "who", "since", "until", "told", "held", "posts"})
    | frozenset({"rests_on", "only_given"})  # claims for the fast examiner, with tests of their own
)
SPOKEN_FUNCTIONS = frozenset({"sentence", "_sentence", "_spoken", "_told", "_words"})
SPOKEN_KEYWORDS = frozenset({"evidence", "authorities", "resting_on"})
INDEX_FUNCTIONS = frozenset({"keys", "steps", "holders", "parts", "section", "binds_unopened"})
"""What only tells the fast examiner where to look; picked last."""


@dataclass(frozen=True)
class Mutant:
    """One change to one module. `number` tells equal changes within a function apart, 1 the first."""

    code: str
    change: str
    scope: str
    line: int
    before: str
    after: str
    number: int
    source: str

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What names the mutant whatever the line it stands on."""
        return (self.code, self.scope, self.before, self.after, self.number)


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """The new node in place of the old one."""
        return self.new if node is self.old else self.generic_visit(node)


def _only_speaks(node: ast.AST) -> bool:
    """Whether the node has no part in the verdict: words, types, the names of things."""
    if isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.FunctionDef):
        return node.name in SPOKEN_FUNCTIONS
    if isinstance(node, ast.Assign):
        named = {each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)}
        return named <= SPOKEN_NAMES
    if isinstance(node, ast.If):
        return bool(node.orelse) and all(map(_only_speaks, [*node.body, *node.orelse]))
    if isinstance(node, ast.IfExp):
        return isinstance(node.body, ast.JoinedStr) or isinstance(node.orelse, ast.JoinedStr)
    if isinstance(node, ast.keyword):
        return node.arg in SPOKEN_KEYWORDS
    return isinstance(node, ast.Call) and _speaks(node.func)


def _speaks(function: ast.expr) -> bool:
    return ast.unparse(function) == "Evidence" or ast.unparse(function).startswith("wording.")


def _parts(node: ast.AST, scope: str) -> Iterator[tuple[ast.AST, str]]:
    """The node and all below it that take part in the verdict, each with the function it is in."""
    if _only_speaks(node):
        return
    yield node, scope
    scope = node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else scope
    for field, value in ast.iter_fields(node):
        if field not in ("annotation", "returns", "decorator_list"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _parts(child, scope)


def _short(node: ast.AST) -> str:
    """The changed code; of an `if` only its condition, of a function only what it hands back, where that is short."""
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    if isinstance(node, ast.FunctionDef):
        return ast.unparse(node.body[0]) if len(node.body) == 1 else f"def {node.name}"
    return ast.unparse(node)


def _line(node: ast.AST) -> int:
    """Where the node stands; a filter has no line of its own, but its variable has."""
    return node.target.lineno if isinstance(node, ast.comprehension) else int(getattr(node, "lineno", 0))


def mutants_of(code: str, source: str) -> list[Mutant]:
    """Every mutant of the module, each with the whole module as changed, in order of the code."""
    tree, found, seen = ast.parse(source), [], Counter[tuple[str, str, str]]()
    written = {ast.unparse(tree)}
    for node, scope in _parts(tree, "module"):
        for change in CLASSES:
            for new in OPERATORS[change](node):
                changed = _with(tree, node, new)
                if changed in written:
                    continue
                written.add(changed)
                before, after = _short(node), _short(new)
                seen[scope, before, after] += 1
                number = seen[scope, before, after]
                line = _line(node)
                found.append(Mutant(code, change, scope, line, before, after, number, changed))
    return found


def _with(tree: ast.Module, node: ast.AST, new: ast.AST) -> str:
    """The module's text with the new node in place of the old one."""
    memo: dict[int, object] = {id(node): node}  # the copy keeps this one node, so that it can be found
    copied = deepcopy(tree, memo)
    return ast.unparse(ast.fix_missing_locations(_Replace(node, new).visit(copied)))


def _rank(mutant: Mutant) -> tuple[bool, bytes]:
    """An order that nobody chose, the same on every run; what only tells where to look comes last."""
    return mutant.scope in INDEX_FUNCTIONS, sha256("\x1f".join(map(str, mutant.key)).encode()).digest()


def picked(mutants: list[Mutant], most: int) -> list[Mutant]:
    """One mutant of each class that there is, then others by turns, `most` in all."""
    queues = [sorted((one for one in mutants if one.change == change), key=_rank) for change in CLASSES]
    found: list[Mutant] = []
    while len(found) < most and any(queues):
        found += [queue.pop(0) for queue in queues if queue]
    return sorted(found[:most], key=lambda one: one.line)
