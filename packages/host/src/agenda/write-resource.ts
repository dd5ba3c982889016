import { randomUUID } from "node:crypto";
import {
  type AgendaCall,
  type AgendaPlan,
  type AgendaWrites,
  type CalendarResource,
  type CalendarTime,
  CasementError,
  dayMs,
} from "@casement/core";
import { withTimeout } from "../async/with-timeout.ts";
import type { ResourceLink } from "../feeds/resource-links.ts";
import { faultOf } from "../plugins/fault-of.ts";
import type { OpenFeedKey } from "../plugins/feed-keys.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import type { LiveSensor } from "../sensors/live-sensor.ts";
import { type InvokeOptions, maxRefreshWaitMs } from "../services/invoke-service.ts";
import { isChangedMeanwhile } from "./changed-meanwhile.ts";
import type { Collection, ResourceWrite, WriteOutcome } from "./collection.ts";
import { isExpected } from "./is-expected.ts";

/** Calls a service of the collection's plugin. */
export type AgendaCaller = (name: string, input: Readonly<Record<string, unknown>>, options: InvokeOptions) => Promise<unknown>;

interface WriterOptions {
  readonly runtime: PluginRuntime;
  readonly sensor: LiveSensor;
  readonly open: OpenFeedKey;
  readonly call: AgendaCaller;
  readonly isElsewhere: (uid: string) => boolean;
}

/** How long what a client wrote is shown where Microsoft 365 does not show it yet (ms). */
const overlayMs = 5 * 60_000;

const changedMeanwhile = (reason: string): WriteOutcome => ({ refused: "changed-meanwhile", reason });

/** Writes to a collection by calls of the plugin's services. */
export function createResourceWriter(options: WriterOptions): Collection["write"] {
  const { feedKey } = options.open;
  return (write) => feedKey.writeQueue(() => writeResource(options, write));
}

async function writeResource(options: WriterOptions, write: ResourceWrite): Promise<WriteOutcome> {
  const { open, runtime, sensor, isElsewhere } = options;
  const { name, resource: after, expected = {} } = write;
  const { feedKey } = open;
  const resources = feedKey.resources!;
  const etagOf = (group: string | undefined): string | undefined =>
    (group === undefined ? undefined : resources.revisions?.resources.get(group)?.etag) ?? undefined;
  const group = resources.groupNamed(name) ?? (after && (await findLost(options, name, after)));
  const shown = group === undefined ? undefined : resources.read(group);
  if (!isExpected(expected, etagOf(group)))
    return { refused: "not-expected", reason: "It is not as the program expects. Another program may have changed it. Synchronize first." };
  if (!after && !shown) return { refused: "not-found", reason: "There is no such event or task. It may have been removed." };
  const planFor = (wanted: string | undefined, before = wanted === undefined ? undefined : resources.read(wanted)) =>
    planOf(options, {
      group: wanted,
      items: (wanted === undefined ? undefined : resources.groups.get(wanted)) ?? new Map(),
      before,
      after,
      kept: wanted === undefined ? undefined : resources.linkOf(wanted).kept,
      instance: sensor.instance,
      account: runtime.environment.account.identity(),
      now: runtime.environment.account.clock.now(),
      notifies: write.notifies !== false,
      isElsewhere: !before && after !== undefined && write.isMoved !== true && hasAttendees(after) && isElsewhere(after.uid),
      requestId,
    });
  const requestId = feedKey.creationOf(name)?.requestId ?? randomUUID();

  if (group === undefined) {
    const other = after && resources.groupWithUid(after.uid);
    const plan = planFor(undefined);
    if (other === undefined) {
      if ("calls" in plan && plan.calls.length > 0) await feedKey.beginCreation(name, requestId);
      return carryOut(options, write, plan, undefined);
    }
    // A program that got an invitation by mail does not know the address that the event has here.
    if ("refused" in plan && plan.refused === "attendee-change") return carryOut(options, write, planFor(other), other);
    const reason = "Another event or task of this calendar or list has the same UID.";
    return { refused: "uid-used", reason, name: resources.nameOf(other) };
  }
  if (after && shown && after.uid !== shown.uid)
    return { refused: "uid-used", reason: "The UID of an event or task cannot be changed.", name };
  const etag = etagOf(group);
  // So that nothing is overwritten that was changed in Microsoft 365 a moment ago.
  await readBefore(options);
  const present = resources.read(group);
  if (etagOf(group) !== etag) {
    if (!present || !shown) return after ? changedMeanwhile("It was removed in Microsoft 365.") : { done: "removed", name };
    if (after ? isChangedMeanwhile(shown, present, after) : !isExpected(expected, etagOf(group)))
      return changedMeanwhile("It was changed in Microsoft 365 meanwhile. Synchronize first.");
  }
  return carryOut(options, write, planFor(group, shown), group);
}

/** What an earlier attempt created although its answer got lost: it is new, has no name yet, and reads the same. */
async function findLost(options: WriterOptions, name: string, after: CalendarResource): Promise<string | undefined> {
  const { feedKey } = options.open;
  const creation = feedKey.creationOf(name);
  if (!creation) return undefined;
  await readBefore(options);
  const resources = feedKey.resources!;
  const [{ summary, dtstart, due }] = after.components;
  for (const [group, { at, etag }] of resources.revisions?.resources ?? []) {
    if (etag === null || at <= creation.at || resources.linkOf(group).name !== undefined) continue;
    const found = resources.read(group)?.components[0];
    if (found?.summary !== summary || !isSameDay(found?.dtstart, dtstart) || !isSameDay(found?.due, due)) continue;
    await feedKey.setLink(group, { name, uid: after.uid });
    return group;
  }
  return undefined;
}

/** Microsoft 365 may have stored the time in another time zone. */
function isSameDay(a: CalendarTime | undefined, b: CalendarTime | undefined): boolean {
  return a && b ? Math.abs(Date.parse(a.at.slice(0, 10)) - Date.parse(b.at.slice(0, 10))) <= dayMs : a === b;
}

type PlannedWrite = Parameters<AgendaWrites["plan"]>[0];

function planOf({ open, runtime }: WriterOptions, write: PlannedWrite): AgendaPlan {
  const { plugin } = runtime;
  const { services, plan } = open.feedKey.resources!.agenda.writes!;
  const planned = planSafely(plugin.id, () => plan(write));
  const foreign = "calls" in planned ? planned.calls.find(({ service }) => !services.includes(service)) : undefined;
  if (!foreign) return planned;
  throw new CasementError(
    "plugin-failed",
    `Plugin "${plugin.id}" plans a call of "${foreign.service}", which its agenda does not list. Report it to the plugin's author.`,
    { details: { plugin: plugin.id } },
  );
}

function planSafely(plugin: string, plan: () => AgendaPlan): AgendaPlan {
  try {
    return plan();
  } catch (error) {
    if (CasementError.is(error)) throw error;
    const message = `agenda.writes.plan of plugin "${plugin}" failed with ${faultOf(error)}. Report it to the plugin's author.`;
    throw new CasementError("plugin-failed", message, { cause: error, details: { plugin } });
  }
}

/** Makes the calls of a plan, and reads what they changed. */
async function carryOut(options: WriterOptions, write: ResourceWrite, plan: AgendaPlan, known: string | undefined): Promise<WriteOutcome> {
  if ("refused" in plan) return plan;
  const { open, runtime, sensor } = options;
  const { feedKey } = open;
  const resources = feedKey.resources!;
  const { resource: after, name } = write;
  const before = known === undefined ? undefined : resources.revisions?.resources.get(known)?.etag;
  const keep = "keep" in plan ? { kept: plan.keep } : {};
  const overlayOf = (): NonNullable<ResourceLink["overlay"]> => ({
    resource: after ?? null,
    until: runtime.environment.account.clock.now().getTime() + overlayMs,
  });
  let created: string | undefined;
  const onWritten = async ([id]: readonly string[]): Promise<void> => {
    if (known !== undefined || created !== undefined || id === undefined || !after) return;
    created = id;
    await feedKey.setLink(id, { name, uid: after.uid, ...keep, overlay: overlayOf() });
  };
  try {
    for (const call of plan.calls) await makeCall(options, call, created, onWritten);
  } finally {
    if (plan.calls.length > 0) await refresh(options).catch(() => runtime.refreshSoon(sensor));
  }
  const group = known ?? created;
  if (group === undefined) return { done: "created", name };
  const link = resources.linkOf(group);
  const isUnseen = plan.calls.length > 0 && known !== undefined && (resources.revisions?.resources.get(group)?.etag ?? null) === before;
  if (known !== undefined && ("keep" in plan || isUnseen))
    await feedKey.setLink(group, { ...link, ...keep, ...(isUnseen && { overlay: overlayOf() }) });
  if (resources.linkOf(group).overlay) runtime.refreshSoon(sensor);
  return { done: known === undefined ? "created" : after ? "changed" : "removed", name: resources.nameOf(group) };
}

async function makeCall(
  { runtime, sensor, call }: WriterOptions,
  { service, input, onCreated, mayBeGone }: AgendaCall,
  created: string | undefined,
  onWritten: (ids: readonly string[]) => Promise<void>,
): Promise<void> {
  const hasTarget = runtime.plugin.services?.[service]?.target !== undefined;
  const complete = { ...input, ...(hasTarget && { sensor: sensor.entry.slug }), ...(onCreated && { id: created }) };
  try {
    await call(service, complete, { via: "calendar program", onWritten });
  } catch (error) {
    if (!(mayBeGone && CasementError.is(error) && error.code === "graph-not-found")) throw error;
  }
}

/** Reads the collection before a change. @throws CasementError that says that nothing was changed */
async function readBefore(options: WriterOptions): Promise<void> {
  try {
    await refresh(options);
  } catch (error) {
    if (CasementError.is(error) && explained.has(error.code)) throw error;
    const message = "The calendar or list could not be read before the change. Nothing was changed. Try again.";
    throw new CasementError("graph-unreachable", message, { cause: error });
  }
}
const explained: ReadonlySet<string> = new Set(["sign-in-required", "graph-throttled", "graph-unreachable", "timeout", "stopped"]);

/** Reads the collection now, but waits no longer than services do. */
async function refresh({ open, runtime }: WriterOptions): Promise<void> {
  const { account, scheduler } = runtime.environment;
  const late = () => new CasementError("timeout", "Microsoft 365 did not answer in time. Nothing was changed. Try again.");
  await withTimeout(account.clock, maxRefreshWaitMs, account.signal, () => scheduler.refresh(open.task), late);
}

const hasAttendees = ({ components }: NonNullable<ResourceWrite["resource"]>): boolean =>
  components.some(({ attendees = [] }) => attendees.length > 0);
