"""What a look at the syntax tree can tell about the shape of the code."""

import ast
from collections.abc import Iterator

GUARDED = {"stage", "version", "holder", "holder_id"}


def long_functions(tree: ast.AST, limit: int) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                yield f"{node.name} ({length} lines)"


def _targets(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from ast.walk(target)
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        yield node.target


def _strings(node: ast.AST) -> set[str]:
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def matter_writes(tree: ast.AST) -> Iterator[str]:
    """Lines that set a guarded column: by attribute, keyword or name; or that put a new Matter in the table."""
    for node in ast.walk(tree):
        for target in _targets(node):
            if isinstance(target, ast.Attribute) and isinstance(target.ctx, ast.Store) and target.attr in GUARDED:
                yield f"line {node.lineno}: .{target.attr} ="
        if isinstance(node, ast.Call) and _writes(node):
            yield f"line {node.lineno}: {ast.unparse(node.func)}()"


def _writes(call: ast.Call) -> bool:
    callee = ast.unparse(call.func)
    verb = callee.rpartition(".")[2]
    if callee == "Matter" or verb in {"update", "aupdate", "update_or_create"}:
        return any(keyword.arg in GUARDED for keyword in call.keywords)
    if verb in {"setattr", "__setattr__", "bulk_update", "abulk_update"}:
        return bool(_strings(call) & GUARDED)
    return callee in {f"Matter.objects.{made}" for made in ("create", "bulk_create", "get_or_create")}


def signal_uses(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        imported = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
        if any(m.startswith("django.dispatch") or m.endswith("signals") for m in modules) or "signals" in imported:
            yield f"line {node.lineno}"


def names_used(tree: ast.AST, forbidden: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        used = {
            getattr(node, "id", None),
            getattr(node, "attr", None),
            *([alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []),
        }
        for name in sorted(used & forbidden):
            yield f"line {getattr(node, 'lineno', 0)}: {name}"
