import { completePermissionMap } from "../../complete-permission-map.ts";
import { allowedFor } from "../allowed-for.ts";
import { check } from "../check.ts";
import { configOf } from "../config-of.ts";
import { leastPrivilege } from "../least-privilege.ts";
import { replayOf } from "../replay.ts";

export const honestWhen = check("says truly under which configuration it needs a permission", async function* (subject) {
  const { definition } = subject;
  const config = await configOf(subject);
  const conditional = Object.entries(definition.scopes).flatMap(([scope, { when }]) => (when ? [{ scope, inForce: when(config) }] : []));
  if (conditional.length === 0) return;
  const tour = await subject.tour();
  const report = tour.scopes.plugins.find(({ plugin }) => plugin === definition.id);
  for (const { scope, inForce } of conditional)
    if (typeof inForce !== "boolean") yield { seen: `\`when\` of ${scope} returned ${typeof inForce}.`, todo: "Return true or false." };
  const off = conditional.filter(({ inForce }) => !inForce).map(({ scope }) => scope);
  for (const { by, method, path } of tour.watch.calls) {
    if (completePermissionMap.coverage(allowedFor(tour, definition.id, by), method, path, tour.kind).outcome === "covered") continue;
    const missed = off.find((scope) => completePermissionMap.coverage([scope], method, path, tour.kind).outcome === "covered");
    if (missed !== undefined)
      yield {
        seen: `${by} makes a ${method} that needs ${missed}, but \`when\` says no under this configuration.`,
        todo: "Correct `when`, or leave the call out under this configuration.",
      };
  }
  for (const { kind } of tour.sensors) {
    const offer = report?.sensors[kind];
    if (offer && !offer.offered)
      yield {
        seen: `There are sensors of the kind ${kind}, but under this configuration: ${offer.reason}`,
        todo: "Correct `when`, or let `instances` list none of them then.",
      };
  }
  for (const { seen, todo } of leastPrivilege(replayOf(subject, tour)))
    if (conditional.some(({ scope }) => seen === `No call needs ${scope}.`))
      yield { seen: `${seen} \`when\` says yes under this configuration.`, todo };
});
