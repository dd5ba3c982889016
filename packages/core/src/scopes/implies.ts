import { implicationRows } from "./implication-rows.ts";

let closure: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** Whether the permission `held` allows everything that `needed` allows. Use Microsoft's spelling (see `scopeName`). */
export function implies(held: string, needed: string): boolean {
  if (held === needed) return true;
  closure ??= transitiveClosure();
  return closure.get(held)?.has(needed) ?? false;
}

/** Whether one of the held permissions allows everything that `needed` allows. */
export function anyImplies(held: Iterable<string>, needed: string): boolean {
  for (const scope of held) if (implies(scope, needed)) return true;
  return false;
}

/** The smallest set that allows everything in `scopes`, sorted. */
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
      set.add(row.needed);
      for (const implied of reach(row.needed)) set.add(implied);
    }
    return set;
  };
  for (const { held } of implicationRows) reach(held);
  return reached;
}
