import { pauseFor } from "./pause-for.ts";

/** Seconds until `check` returned true, or undefined when it did not in time. An error counts as false. */
export async function secondsUntil(seconds: number, check: () => boolean | Promise<boolean>, everyMs = 300): Promise<number | undefined> {
  const begun = Date.now();
  for (;;) {
    const done = await Promise.resolve()
      .then(check)
      .catch(() => false);
    const took = (Date.now() - begun) / 1_000;
    if (done) return took;
    if (took > seconds) return undefined;
    await pauseFor(everyMs);
  }
}
