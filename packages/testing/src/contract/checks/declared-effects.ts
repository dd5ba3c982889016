import { isDeepStrictEqual } from "node:util";
import { completePermissionMap } from "../../complete-permission-map.ts";
import { createContractCheck } from "../contract-check.ts";
import type { ContractRig } from "../contract-rig.ts";
import type { ContractSubject } from "../contract-subject.ts";
import { exampleInputOf } from "../example-input.ts";

/** Permissions that allow a change, by the names that Microsoft gives them. */
const changingPermission = /(ReadWrite|Send|Create)\b/;

export const declaredEffects = createContractCheck("has services that do what `effect` and `repeatable` say", async function* (subject) {
  const services = Object.entries(subject.definition.services ?? {}).filter(
    ([, { effect, repeatable }]) => effect === "read" || repeatable,
  );
  if (services.length === 0) return;
  await using rig = await subject.open();
  const { t, observed } = rig;
  for (const [name, { effect }] of services) {
    const input = await exampleInputOf(subject, rig, name);
    if (input === undefined) continue;
    await t.account.refresh();
    const run = () => t.account.call(`${subject.definition.id}/${name}`, input).catch(() => {});
    const before = await snapshotOf(subject, rig);
    await run();
    const after = await snapshotOf(subject, rig);
    if (effect === "read") {
      for (const { caller, member, method, path } of observed.requests) {
        const least = completePermissionMap.permissionsOf(method, path, t.account.status().type)?.least ?? "";
        const changes = member === "send" || member === "upload" || (member === "query" && changingPermission.test(least));
        if (caller === `services.${name}` && changes)
          yield {
            observed: `The service ${name} has the effect "read", but it sent a ${method}.`,
            advice: "Declare another `effect`, or read with get, pages or query. Surfaces offer a read as harmless and may repeat it.",
          };
      }
      if (!isDeepStrictEqual(before, after))
        yield {
          observed: `The service ${name} has the effect "read", but it changed something.`,
          advice: "Declare another `effect`.",
        };
    } else {
      await run();
      if (!isDeepStrictEqual(after, await snapshotOf(subject, rig)))
        yield {
          observed: `The service ${name} is \`repeatable\`, but a second call changed something again.`,
          advice: "Remove `repeatable`. Surfaces repeat such a call when its response was lost.",
        };
    }
  }
});

/** Properties that differ after every write. */
const volatileProperties = new Set(["changeKey", "@odata.etag", "lastModifiedDateTime"]);

async function snapshotOf({ options }: ContractSubject, rig: ContractRig): Promise<unknown> {
  await rig.t.account.refresh();
  const all = { sensors: rig.values(), snapshot: await options.snapshot?.(rig.recorder.emulator, rig.user) };
  return JSON.parse(JSON.stringify(all, (key, value) => (volatileProperties.has(key) ? undefined : value)));
}
