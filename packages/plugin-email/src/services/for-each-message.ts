import type { ServiceCall } from "@casement/core";

/** Messages that are changed at the same time: Outlook handles four requests per mailbox. Source: https://learn.microsoft.com/graph/throttling-limits */
const maxParallel = 4;

/** Changes several messages. The first failure ends it; messages that were changed before stay changed. */
export async function forEachMessage(
  { signal, progress }: Pick<ServiceCall, "signal" | "progress">,
  ids: readonly string[],
  change: (id: string) => Promise<void>,
): Promise<void> {
  let next = 0;
  let done = 0;
  const changeNext = async (): Promise<void> => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      signal.throwIfAborted();
      await change(id);
      progress(++done, ids.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxParallel, ids.length) }, changeNext));
}
