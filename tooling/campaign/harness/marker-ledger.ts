/** An event as HTTP, SSE and MQTT say it. */
export interface SeenEvent {
  readonly id: string;
  readonly type: string;
  readonly payload: unknown;
}

export interface MarkerReport {
  readonly expected: number;
  /** `<type> <marker>` of changes that were not announced. */
  readonly lost: readonly string[];
  /** Changes that were announced by two events. */
  readonly doubled: readonly string[];
  /** Announced, though nobody made the change. */
  readonly invented: readonly string[];
}

/** Every change that a scenario makes has a marker of its own in a subject or title, and an event that must announce it. */
export interface MarkerLedger {
  /** A new marker. It is part of the text that the change writes. */
  mark(kind: string): string;
  expect(type: string, marker: string): void;
  count(): number;
  clear(): void;
  compare(events: readonly SeenEvent[]): MarkerReport;
}

export function createMarkerLedger(name: string): MarkerLedger {
  let made = 0;
  let expected: string[] = [];
  /** Expected before the ledger was cleared. */
  const earlier = new Set<string>();
  const pattern = new RegExp(`mk-${name}-[a-z]+-\\d+-`, "g");
  return {
    mark: (kind) => `mk-${name}-${kind}-${++made}-`,
    expect: (type, marker) => {
      expected.push(`${type} ${marker}`);
    },
    count: () => expected.length,
    clear: () => {
      for (const key of expected) earlier.add(key);
      expected = [];
    },
    compare(events) {
      const wanted = new Set(expected);
      const idsByKey = new Map<string, Set<string>>();
      for (const { id, type, payload } of events)
        for (const marker of new Set(JSON.stringify(payload).match(pattern))) {
          const key = `${type} ${marker}`;
          idsByKey.set(key, (idsByKey.get(key) ?? new Set()).add(id));
        }
      return {
        expected: expected.length,
        lost: expected.filter((key) => !idsByKey.has(key)),
        doubled: expected.filter((key) => (idsByKey.get(key)?.size ?? 0) > 1),
        invented: [...idsByKey.keys()].filter((key) => !wanted.has(key) && !earlier.has(key)),
      };
    },
  };
}
