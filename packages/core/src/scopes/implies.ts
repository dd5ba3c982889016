import { implicationRows } from "./implication-rows.ts";

let closure: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** Whether the permission `held` allows all that `wanted` allows. Names as Microsoft spells them (see `scopeName`). */
export function implies(held: string, wanted: string): boolean {
  if (held === wanted) return true;
  closure ??= transitiveClosure();
  return closure.get(held)?.has(wanted) ?? false;
}

/** Whether one of the held permissions allows all that `wanted` allows. */
export function anyImplies(held: Iterable<string>, wanted: string): boolean {
  for (const scope of held) if (implies(scope, wanted)) return true;
  return false;
}

/** The smallest set that still allows everything in `scopes`, sorted. */
export function smallestSet(scopes: Iterable<string>): string[] {
  const all = [...new Set(scopes)];
  return all.filter((scope) => !all.some((other) => other !== scope && implies(other, scope))).sort();
}

function transitiveClosure(): Map<string, Set<string>> {
  const reached = new Map<string, Set<string>>();
  const reach = (held: string): Set<string> => {
    const known = reached.get(held);
    if (known) return known;
    const set = new Set<string>();
    reached.set(held, set);
    for (const row of implicationRows) {
      if (row.held !== held) continue;
      set.add(row.wanted);
      for (const further of reach(row.wanted)) set.add(further);
    }
    return set;
  };
  for (const { held } of implicationRows) reach(held);
  return reached;
}
