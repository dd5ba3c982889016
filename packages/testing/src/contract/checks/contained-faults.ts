import { completePermissionMap } from "../../complete-permission-map.ts";
import { advanceUntilEnd } from "../advance.ts";
import { createContractCheck } from "../contract-check.ts";
import type { ContractRig } from "../contract-rig.ts";

const minuteMs = 60_000;

export const containedFaults = createContractCheck(
  "keeps the failure of one sensor or feed from affecting others",
  async function* (subject) {
    const { feeds = {}, sensors = {} } = subject.definition;
    if (Object.keys(feeds).length + Object.keys(sensors).length < 2) return;
    await using rig = await subject.open();
    const { t, user } = rig;
    const refresh = () => t.account.refresh().catch(() => {});
    for (const [failing, paths] of pathsByCaller(rig)) {
      for (const path of paths) t.emulator.control.faults.add({ user, path, status: 503 });
      // The first refresh makes it fail. The second shows how that affects the others.
      for (let times = 0; times < 2; times++) await advanceUntilEnd(rig, refresh());
      for (const { kind, stale, error } of await rig.sensors()) {
        const feed = sensors[kind]?.feed;
        const source = feed === undefined ? `sensors.${kind}` : `feeds.${String(feed)}`;
        if (source !== failing && (stale || error !== undefined))
          yield {
            observed: `While the requests of ${failing} failed, a sensor of kind ${kind} was stale: ${error ?? "no error"}`,
            advice: "Let each feed and sensor read on its own. Do not share promises or flags between them.",
          };
      }
      t.emulator.control.faults.clear();
      await advanceUntilEnd(rig, Promise.resolve(), minuteMs);
      await advanceUntilEnd(rig, refresh());
    }
  },
);

/** Feeds and read sensors, with the paths that nothing else requests. */
function pathsByCaller({ observed, t }: ContractRig): Map<string, Set<string>> {
  const { type } = t.account.status();
  const callersByTemplate = new Map<string, Set<string>>();
  const templateOf = (method: string, path: string) => completePermissionMap.permissionsOf(method, path, type)?.request ?? path;
  for (const { caller, method, path } of observed.requests) {
    const template = templateOf(method, path);
    callersByTemplate.set(template, (callersByTemplate.get(template) ?? new Set()).add(caller));
  }
  const paths = new Map<string, Set<string>>();
  for (const { caller, method, path } of observed.requests)
    if (callersByTemplate.get(templateOf(method, path))?.size === 1 && !caller.endsWith(" instances"))
      paths.set(caller, (paths.get(caller) ?? new Set()).add(decodeURIComponent(path.split("?")[0] ?? "")));
  return paths;
}
