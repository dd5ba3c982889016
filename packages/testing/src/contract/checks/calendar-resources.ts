import { isDeepStrictEqual } from "node:util";
import type { CalendarComponent, CalendarResource, CalendarTime } from "@casement/core";
import { type Collection, jsonFaultOf } from "@casement/host";
import { adviceForJson } from "../advice-for-json.ts";
import { createContractCheck } from "../contract-check.ts";

export const calendarResources = createContractCheck("shows calendar programs what it keeps", async function* (subject) {
  const feeds = Object.entries(subject.definition.feeds ?? {}).filter(([, { agenda }]) => agenda);
  if (feeds.length === 0) return;
  await using without = await subject.open();
  await using rig = await subject.open({ withCollections: true });
  const { t, observed } = rig;
  const expected = await without.values();
  for (const [id, value] of Object.entries(await rig.values()))
    if (!isDeepStrictEqual(value, expected[id]))
      yield {
        observed: `The sensor ${id} shows something else where calendar programs are served.`,
        advice: "What `agenda.needs` brings must not be in the view or in events. Mark such items when `sync` stores them.",
      };
  await subject.options.change?.(rig.recorder.emulator, rig.user);
  await t.account.refresh();
  const before = await t.account.collections();
  for (const [name] of feeds) {
    const collections = before.filter(({ id }) => id.startsWith(`${subject.definition.id}/${name}/`));
    const resources = (await Promise.all(collections.map(readAll))).flat();
    if (resources.length === 0)
      yield {
        observed: `No resource of feeds.${name} was read.`,
        advice: "Add one in `arrange` or `change`. Return a resource from `agenda.read` for everything that people see.",
      };
    for (const fault of new Set(resources.flatMap((resource) => [...faultsOf(resource)])))
      yield { observed: `feeds.${name}.agenda.read returned ${fault}.`, advice: "See CalendarResource and CalendarComponent of core." };
    for (const collection of collections) {
      yield* faultsOfCollection(`feeds.${name}.agenda`, collection);
      const known = observed.requests.length;
      await writeBack(collection);
      if (observed.requests.slice(known).some(({ caller }) => caller.startsWith("services.")))
        yield {
          observed: `feeds.${name}.agenda.writes.plan changes something although a program wrote back what it had read.`,
          advice: "Compare `before` with `after`, and plan calls only for what differs.",
        };
    }
  }
  for (const { caller, error } of observed.thrown.filter(({ caller }) => caller.includes(".agenda.")))
    yield {
      observed: `${caller} threw ${error instanceof Error ? error.name : "an error"}.`,
      advice: "It must accept every item that fits the schema.",
    };
  for (const [caller, impurity] of observed.impure)
    if (caller.includes(".agenda."))
      yield { observed: `${caller} is not pure: ${impurity}.`, advice: "Use only the arguments, and return a new value." };
  await using restarted = await t.restart();
  for (const { id, token } of await restarted.account.collections())
    if (before.find((each) => each.id === id)?.token !== token)
      yield {
        observed: `The resources of ${id.split("/").slice(0, 2).join("/")} are different after a restart.`,
        advice: "Compute them from the items alone.",
      };
});

async function readAll(collection: Collection): Promise<CalendarResource[]> {
  const heads = await collection.heads();
  return (await collection.read(heads.map(({ group }) => group))).flatMap((resource) => (resource ? [resource] : []));
}

function* faultsOf(resource: CalendarResource): Iterable<string> {
  const fault = jsonFaultOf(resource);
  if (fault !== undefined) return yield `a value that is not JSON (${fault}). ${adviceForJson}`;
  if (typeof resource.uid !== "string" || resource.uid === "") yield "a resource without a UID";
  if (!Array.isArray(resource.components) || resource.components.length === 0) return yield "a resource without a component";
  const [first, ...overrides] = resource.components;
  for (const component of resource.components) yield* faultsOfTimes(component);
  if (first.recurrenceId === undefined && overrides.some(({ recurrenceId }) => recurrenceId === undefined))
    yield "an override without `recurrenceId`";
  if (overrides.some(({ rrule, exdate }) => rrule !== undefined || exdate !== undefined)) yield "an override with a rule of its own";
}

function* faultsOfTimes(component: CalendarComponent): Iterable<string> {
  const { recurrenceId, dtstart, dtend, due, exdate = [], rrule } = component;
  for (const [name, time] of Object.entries({ recurrenceId, dtstart, dtend, due }))
    if (time !== undefined && !isTime(time)) yield `a \`${name}\` that is not a CalendarTime`;
  if (!exdate.every(isTime)) yield "an `exdate` that is not a CalendarTime";
  if (rrule !== undefined && dtstart === undefined) yield "a rule without `dtstart`";
  if (dtstart && dtend && isDay(dtstart) !== isDay(dtend)) yield "a day and a time as `dtstart` and `dtend`";
  for (const name of ["completed", "created", "lastModified"] as const)
    if (component[name] !== undefined && !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(component[name])) yield `a \`${name}\` that is not in UTC`;
}

const isDay = ({ at }: CalendarTime): boolean => /^\d{4}-\d\d-\d\d$/.test(at);

function isTime(time: CalendarTime): boolean {
  const { at, zone } = time;
  if (isDay(time)) return zone === undefined && !Number.isNaN(Date.parse(at));
  const isMoment = at.endsWith("Z");
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/.test(at) || isMoment === (zone !== undefined)) return false;
  try {
    return zone === undefined || new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** As programs do that write a whole resource to change nothing that Microsoft 365 has. */
async function writeBack(collection: Collection): Promise<void> {
  const heads = (await collection.heads()).slice(0, 5);
  const resources = await collection.read(heads.map(({ group }) => group));
  for (const [at, { name }] of heads.entries()) {
    const resource = resources[at];
    if (resource && collection.access === "write") await collection.write({ name, resource });
  }
}

async function* faultsOfCollection(part: string, collection: Collection) {
  const heads = await collection.heads();
  for (const { spans } of heads)
    if (!spans.every(([from, until]) => Number.isFinite(from) && from <= until))
      yield { observed: `${part}.spans returned a span that ends before it begins.`, advice: "Return milliseconds since 1970." };
  const uids = (await collection.read(heads.map(({ group }) => group))).map((resource) => resource?.uid);
  if (new Set(uids).size < uids.length)
    yield { observed: `Two resources of ${part} have the same UID.`, advice: "Give the items of one series the same group." };
}
