import { completePermissionMap } from "../../complete-permission-map.ts";
import type { Bench } from "../bench.ts";
import { check } from "../check.ts";
import { finish } from "../patience.ts";

const minute = 60_000;

export const faultsContained = check("lets one failing sensor or feed spoil no other", async function* (subject) {
  const sources = Object.keys(subject.definition.feeds ?? {}).length + Object.keys(subject.definition.sensors ?? {}).length;
  if (sources < 2) return;
  await using bench = await subject.open();
  const { t, user } = bench;
  const refresh = () => t.account.refresh().catch(() => {});
  for (const [source, paths] of pathsBySource(bench)) {
    for (const path of paths) t.emulator.control.faults.add({ user, path, status: 503 });
    // Once for it to fail, once more for what another source makes of that.
    for (let times = 0; times < 2; times++) await finish(bench, refresh());
    for (const { kind, stale, error } of bench.sensors()) {
      const feed = subject.definition.sensors?.[kind]?.feed;
      const own = feed === undefined ? `sensors.${kind}` : `feeds.${String(feed)}`;
      if (own !== source && (stale || error !== undefined))
        yield {
          seen: `While the calls of ${source} failed, a sensor of the kind ${kind} was stale: ${error ?? "no error"}`,
          todo: "Let each feed and sensor read for itself, and share no promise or flag between them.",
        };
    }
    t.emulator.control.faults.clear();
    await finish(bench, Promise.resolve(), minute);
    await finish(bench, refresh());
  }
});

/** Feeds and read sensors, with the paths that nothing else calls. */
function pathsBySource({ watch, t }: Bench): Map<string, Set<string>> {
  const { type } = t.account.status();
  const callers = new Map<string, Set<string>>();
  const templateOf = (method: string, path: string) => completePermissionMap.permissionsOf(method, path, type)?.call ?? path;
  for (const { by, method, path } of watch.calls) {
    const template = templateOf(method, path);
    callers.set(template, (callers.get(template) ?? new Set()).add(by));
  }
  const paths = new Map<string, Set<string>>();
  for (const { by, method, path } of watch.calls)
    if (callers.get(templateOf(method, path))?.size === 1 && !by.endsWith(" instances"))
      paths.set(by, (paths.get(by) ?? new Set()).add(decodeURIComponent(path.split("?")[0] ?? "")));
  return paths;
}
