"""The changes: what a node of the code could wrongly have been.

Each operator takes a node and yields nodes to stand in its place. They are in three classes: BOUND, KIND, DIRECTION.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy

from .vocabulary import NAMED, another, missing_from

BOUND, KIND, DIRECTION = "bound", "kind", "direction"
CLASSES = (BOUND, KIND, DIRECTION)

BOUNDARY = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
TURNED = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPPOSITES = {
    "start": "end",
    "end": "start",
    "first_day": "last_day",
    "last_day": "first_day",
    "homes": "targets",
    "targets": "homes",
    "HARD": "SOFT",
    "SOFT": "HARD",
    "past": "fixed",
}
"""Attributes that are easily mistaken for one another."""
OPPOSITE_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}
IN_ORDER = frozenset({"still_counts", "_too_near", "_in_window", "between", "add_months", "Period"})
"""Functions of which the first two arguments are easily swapped."""

Change = Iterator[ast.AST]


def _compared(node: ast.Compare, wrong: dict[type[ast.cmpop], type[ast.cmpop]]) -> Change:
    for place, operator in enumerate(node.ops):
        if type(operator) in wrong:
            changed = deepcopy(node)
            changed.ops[place] = wrong[type(operator)]()
            yield changed


def wrong_bounds(node: ast.AST) -> Change:
    """A comparison that takes in its bound or leaves it out; a number one more or one less."""
    if isinstance(node, ast.Compare):
        yield from _compared(node, BOUNDARY)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)


def _wrong_sets(node: ast.Set | ast.Tuple | ast.List) -> Change:
    words = [each.value for each in node.elts if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if len(words) < len(node.elts) or not words:
        return
    for place in range(len(words)) if len(words) > 1 else ():
        fewer = deepcopy(node)
        del fewer.elts[place]
        yield fewer
    if (extra := missing_from(words)) is not None:
        more = deepcopy(node)
        more.elts.append(ast.Constant(extra))
        yield more


def wrong_kinds(node: ast.AST) -> Change:
    """Another word of the same group; a set of words without one of them, or with one too many."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if (other := another(node.value)) is not None:
            yield ast.Constant(other)
    elif isinstance(node, ast.Set | ast.Tuple | ast.List):
        yield from _wrong_sets(node)
    elif isinstance(node, ast.Attribute) and node.attr in NAMED:
        yield ast.Attribute(deepcopy(node.value), NAMED[node.attr], ast.Load())
    elif isinstance(node, ast.Name) and node.id.endswith("_KINDS") and isinstance(node.ctx, ast.Load):
        for word in ("director", "trust", "directorate"):
            yield ast.parse(f"{node.id} - {{{word!r}}}", mode="eval").body


def _negated(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return deepcopy(node.operand)
    return ast.UnaryOp(ast.Not(), deepcopy(node))


def _turned_condition(node: ast.If | ast.IfExp) -> Change:
    """A condition turned round, unless it is one comparison, which is turned by itself."""
    if not (isinstance(node.test, ast.Compare) and len(node.test.ops) == 1):
        changed = deepcopy(node)
        changed.test = _negated(node.test)
        yield changed


def _swapped_arguments(node: ast.Call) -> Change:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in IN_ORDER and len(node.args) > 1:
        changed = deepcopy(node)
        changed.args[:2] = reversed(changed.args[:2])
        yield changed


def _turned_operator(node: ast.BinOp) -> Change:
    pairs = {ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.Add: ast.Sub, ast.Sub: ast.Add}
    if type(node.op) in pairs:
        changed = deepcopy(node)
        changed.op = pairs[type(node.op)]()
        yield changed


def _turned_name(node: ast.Name | ast.Attribute) -> Change:
    if isinstance(node, ast.Name) and node.id in OPPOSITE_NAMES:
        yield ast.Name(OPPOSITE_NAMES[node.id], ast.Load())
    elif isinstance(node, ast.Attribute) and node.attr in OPPOSITES and isinstance(node.ctx, ast.Load):
        yield ast.Attribute(deepcopy(node.value), OPPOSITES[node.attr], ast.Load())


def _turned_logic(node: ast.BoolOp | ast.UnaryOp) -> Change:
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), deepcopy(node.values))
    elif isinstance(node.op, ast.Not):
        yield deepcopy(node.operand)


def _turned_filter(node: ast.comprehension) -> Change:
    """What a comprehension leaves out, kept, and the reverse."""
    for place, condition in enumerate(node.ifs):
        changed = deepcopy(node)
        changed.ifs[place] = _negated(condition)
        yield changed


def _always_the_same(node: ast.FunctionDef) -> Change:
    """A function that says yes to everything, no to everything, or finds nothing."""
    kind = ast.unparse(node.returns) if node.returns else ""
    answers = {"bool": ("True", "False"), "int": ("0",)}.get(
        kind, ("[]",) if kind.startswith(("list", "Itera")) else ()
    )
    for answer in answers:
        changed = deepcopy(node)
        changed.body = ast.parse(f"return {answer}").body
        yield changed


TURNERS: tuple[tuple[type[ast.AST] | tuple[type[ast.AST], ...], Callable[..., Change]], ...] = (
    (ast.Compare, lambda node: _compared(node, TURNED)),
    ((ast.BoolOp, ast.UnaryOp), _turned_logic),
    ((ast.If, ast.IfExp), _turned_condition),
    (ast.comprehension, _turned_filter),
    (ast.FunctionDef, _always_the_same),
    (ast.Call, _swapped_arguments),
    (ast.BinOp, _turned_operator),
    ((ast.Name, ast.Attribute), _turned_name),
)


def wrong_directions(node: ast.AST) -> Change:
    """A comparison or condition turned round, `and` for `or`, hard for soft, the first day for the last."""
    for types, turned in TURNERS:
        if isinstance(node, types):
            yield from turned(node)


OPERATORS: dict[str, Callable[[ast.AST], Change]] = {
    BOUND: wrong_bounds,
    KIND: wrong_kinds,
    DIRECTION: wrong_directions,
}
