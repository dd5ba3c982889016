import { isDeepStrictEqual } from "node:util";
import { completePermissionMap } from "../../complete-permission-map.ts";

import type { Bench } from "../bench.ts";
import { check } from "../check.ts";
import { exampleFor } from "../example.ts";
import type { Subject } from "../subject.ts";

/** Permissions that change something, by Microsoft's habit of naming them. */
const changing = /(ReadWrite|Send|Create)\b/;

export const honestEffects = check("has services that do what their effect says", async function* (subject) {
  const services = Object.entries(subject.definition.services ?? {}).filter(
    ([, { effect, repeatable }]) => effect === "read" || repeatable,
  );
  if (services.length === 0) return;
  await using bench = await subject.open();
  const { t, watch } = bench;
  for (const [name, { effect }] of services) {
    const input = await exampleFor(subject, bench, name);
    if (input === undefined) continue;
    await t.account.refresh();
    const run = () => t.account.call(`${subject.definition.id}/${name}`, input).catch(() => {});
    const before = await snapshot(subject, bench);
    await run();
    const once = await snapshot(subject, bench);
    if (effect === "read") {
      for (const { by, verb, method, path } of watch.calls) {
        const least = completePermissionMap.permissionsOf(method, path, t.account.status().type)?.least ?? "";
        if (by === `services.${name}` && (verb === "send" || verb === "upload" || (verb === "query" && changing.test(least))))
          yield {
            seen: `The service ${name} is marked "read", but sent a ${method}.`,
            todo: "Remove `effect`, or read with get, pages or query: surfaces offer it as harmless, and it may be repeated.",
          };
      }
      if (!isDeepStrictEqual(before, once))
        yield { seen: `The service ${name} is marked "read", but something is different after it.`, todo: "Remove `effect`." };
    } else {
      await run();
      if (!isDeepStrictEqual(once, await snapshot(subject, bench)))
        yield {
          seen: `The service ${name} is marked \`repeatable\`, but running it twice is not the same as running it once.`,
          todo: "Remove `repeatable`: a call whose response was lost would be sent again.",
        };
    }
  }
});

/** Differs at every write, whatever is written. */
const volatile = new Set(["changeKey", "@odata.etag", "lastModifiedDateTime"]);

async function snapshot({ options }: Subject, bench: Bench): Promise<unknown> {
  await bench.t.account.refresh();
  const all = { sensors: bench.values(), more: await options.snapshot?.(bench.recorder.emulator, bench.user) };
  return JSON.parse(JSON.stringify(all, (key, value) => (volatile.has(key) ? undefined : value)));
}
