"""Which keys do what, when the user has chosen some: unknown ids and clashes are found before they surprise."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reader.keynames import key_name
from reader.settings import ChosenKeys, Problem


@dataclass(frozen=True, slots=True)
class KeyDefault:
    """What a key does unless the user says otherwise."""

    id: str
    keys: tuple[str, ...]
    where: frozenset[str]
    """The panes and prompts in which it acts."""


def rebind(
    defaults: Iterable[KeyDefault], chosen: Mapping[str, ChosenKeys]
) -> tuple[dict[str, tuple[str, ...]], tuple[Problem, ...]]:
    """Keys by id as the user wants them, and what was wrong.

    A key that the user chose is taken from whatever else it did in the same place, which is reported; of two that the
    user chose, the second goes without.
    """
    known = list(defaults)
    ids = {each.id for each in known}
    unknown = "is not something a key can do; `reader where --settings` lists the ids"
    problems = [
        Problem(wanted.line, wanted.wrong if id_ in ids else f'"{id_}" {unknown}')
        for id_, wanted in chosen.items()
        if wanted.wrong or id_ not in ids
    ]
    chosen = {id_: wanted for id_, wanted in chosen.items() if not wanted.wrong}
    lost: defaultdict[tuple[int, str, str], list[str]] = defaultdict(list)
    bound: dict[str, tuple[str, ...]] = {}
    owners: dict[str, list[KeyDefault]] = {}
    for each in sorted(known, key=lambda each: each.id not in chosen):
        kept: list[str] = []
        wanted = chosen[each.id].keys if each.id in chosen else each.keys
        for key in map(key_name, wanted):
            rivals = (rival for rival in owners.get(key, ()) if rival.id in chosen and rival.where & each.where)
            rival = next((rival for rival in rivals if rival.id != each.id), None)
            if key in kept:
                continue
            if rival is None:
                kept.append(key)
                owners.setdefault(key, []).append(each)
            else:
                line = chosen[each.id if each.id in chosen else rival.id].line
                lost[line, key, rival.id].append(each.id)
        bound[each.id] = tuple(kept)
    for (line, key, does), ids_without in lost.items():
        message = f'"{key}" does {does} and so no longer {", ".join(ids_without)}: give one of them another key, or []'
        problems.append(Problem(line, message))
    return bound, tuple(sorted(problems, key=lambda problem: problem.line))
