import type { ServiceCall } from "@casement/core";

/** Messages that are changed at the same time: Outlook handles four requests per mailbox. Source: https://learn.microsoft.com/graph/throttling-limits */
const maxParallel = 4;

/**
 * Changes several messages. After the first failure no other change begins, and those that run are waited for: what happens after the caller has
 * been told of the failure would be a surprise. Messages that were changed before stay changed.
 */
export async function forEachMessage(
  { signal, progress }: Pick<ServiceCall, "signal" | "progress">,
  ids: readonly string[],
  change: (id: string) => Promise<void>,
): Promise<void> {
  let next = 0;
  let done = 0;
  const failures: unknown[] = [];
  const changeNext = async (): Promise<void> => {
    for (let id = ids[next++]; id !== undefined && failures.length === 0; id = ids[next++]) {
      try {
        signal.throwIfAborted();
        await change(id);
        progress(++done, ids.length);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxParallel, ids.length) }, changeNext));
  if (failures.length > 0) throw failures[0];
}
