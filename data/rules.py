"""What no single row can show: keys, order, periods, chains. All rules, in one tuple."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from data import (
    rules_acts,
    rules_answers,
    rules_corrections,
    rules_events,
    rules_instruments,
    rules_keys,
    rules_lenses,
    rules_observations,
)
from data.context import Context
from data.load import Loaded
from data.problems import Problem

Rule = Callable[[Context], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    *rules_keys.RULES,
    *rules_instruments.RULES,
    *rules_acts.RULES,
    *rules_answers.RULES,
    *rules_events.RULES,
    *rules_lenses.RULES,
    *rules_observations.RULES,
    *rules_corrections.RULES,
)


def rule_name(rule: Rule) -> str:
    """Name under which the problems of ``rule`` stand, and its exceptions in ``dataset.toml``."""
    return str(getattr(rule, "__name__", "")).replace("_", "-")


RULE_NAMES = frozenset(rule_name(rule) for rule in RULES)


def check(loaded: Loaded) -> tuple[Problem, ...]:
    """Every problem that the rules see, exceptions taken out, sorted by file and line.

    An exception that no longer excuses anything is itself a problem, once everything reads
    well. The problems met while reading (``loaded.problems``) are not repeated.
    """
    ctx = Context(loaded)
    exceptions = loaded.dataset.meta.exceptions
    excused: set[tuple[str, str]] = set()
    left: list[Problem] = []
    for rule in RULES:
        for problem in rule(ctx):
            if problem.row_id and problem.row_id in exceptions.get(problem.rule, {}):
                excused.add((problem.rule, problem.row_id))
            else:
                left.append(problem)
    left += _idle_exceptions(ctx, excused)
    return tuple(sorted(left))


def _idle_exceptions(ctx: Context, excused: set[tuple[str, str]]) -> Iterator[Problem]:
    for name, rows in ctx.dataset.meta.exceptions.items():
        if name not in RULE_NAMES:
            yield ctx.meta_problem(f"exceptions.{name}", "exceptions", "no rule has this name")
            continue
        for row_id, reason in rows.items():
            if not reason.strip():
                yield ctx.meta_problem(row_id, "exceptions", "an exception needs its reason")
            if (name, row_id) not in excused and not ctx.loaded.problems:
                yield ctx.meta_problem(row_id, "exceptions", f"no longer needed: {name} finds nothing here")
