const pause = 100;

/** Asks again and again until the answer is there (not undefined, not false). */
export async function waitFor<T>(what: string, seconds: number, ask: () => Promise<T | undefined | false>): Promise<T> {
  const until = Date.now() + seconds * 1_000;
  for (;;) {
    let last: unknown;
    try {
      const found = await ask();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > until) throw new Error(`${what}: not within ${seconds} s.`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
