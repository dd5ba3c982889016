import type { Host } from "@casement/host";

/** Counts events by account and type since the HTTP API was created. */
export interface EventCounts {
  rows(): readonly { readonly account: string; readonly type: string; readonly count: number }[];
  /** Forgets an account that was removed. */
  forget(account: string): void;
  close(): void;
}

export function createEventCounts(host: Host): EventCounts {
  const counts = new Map<string, number>();
  const close = host.events.subscribe(({ account, type }) => {
    const key = `${account} ${type}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return {
    rows: () =>
      [...counts].map(([key, count]) => {
        const [account = "", type = ""] = key.split(" ");
        return { account, type, count };
      }),
    forget(account) {
      for (const key of [...counts.keys()]) if (key.startsWith(`${account} `)) counts.delete(key);
    },
    close,
  };
}
