/** ms */
const retryDelay = 100;

/** Calls `check` until it returns something other than undefined or false. `what` completes "waiting for …". */
export async function waitFor<T>(what: string, seconds: number, check: () => Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    let lastError: unknown;
    try {
      const result = await check();
      if (result !== undefined && result !== false) return result;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() > deadline) throw new Error(`Timed out after ${seconds} s while waiting for ${what}.`, { cause: lastError });
    await new Promise((resolve) => setTimeout(resolve, retryDelay));
  }
}
