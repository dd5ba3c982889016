import { isDeepStrictEqual } from "node:util";
import type { ServiceDefinition } from "@casement/core";
import { completePermissionMap } from "../../complete-permission-map.ts";
import { type ContractComplaint, createContractCheck } from "../contract-check.ts";
import type { ContractRig } from "../contract-rig.ts";
import type { ContractSubject } from "../contract-subject.ts";
import { exampleInputOf } from "../example-input.ts";
import type { ObservedRequest } from "../observe-graph.ts";
import type { ObservedExchange } from "../recorder.ts";
import { itemChanges, readStoredItems } from "../stored-items.ts";
import { withoutVolatile } from "../without-volatile.ts";

/** What was observed of one call of a service. */
interface ObservedCall {
  readonly name: string;
  readonly service: ServiceDefinition;
  readonly rig: ContractRig;
  readonly requests: readonly ObservedRequest[];
  readonly exchanges: readonly ObservedExchange[];
}

export const declaredEffects = createContractCheck("has services that do what `effect` and `repeatable` say", async function* (subject) {
  const services = Object.entries(subject.definition.services ?? {}).filter(([, service]) => isChecked(service));
  if (services.length === 0) return;
  await using rig = await subject.open();
  for (const [name, service] of services) {
    const input = await exampleInputOf(subject, rig, name);
    if (input === undefined) continue;
    const { effect, repeatable } = service;
    const changesItems = effect === "add" || effect === "remove";
    const before = await snapshotOf(subject, rig);
    const itemsBefore = changesItems ? await readStoredItems(rig) : undefined;
    const call = await observeCall(subject, rig, name, service, input);
    const after = await snapshotOf(subject, rig);
    if (effect === "read") yield* readComplaints(call, isDeepStrictEqual(before, after));
    if (itemsBefore) {
      const changes = itemChanges(itemsBefore, await readStoredItems(rig));
      yield* effect === "add" ? addComplaints(call, changes) : removeComplaints(call, changes);
    }
    if (!repeatable || effect === "read") continue;
    await observeCall(subject, rig, name, service, input);
    if (!isDeepStrictEqual(after, await snapshotOf(subject, rig)))
      yield {
        observed: `The service ${name} is \`repeatable\`, but a second call changed something again.`,
        advice: "Remove `repeatable`. Surfaces repeat such a call when its response was lost.",
      };
  }
});

const isChecked = ({ effect = "change", repeatable = false }: ServiceDefinition): boolean => effect !== "change" || repeatable;

async function observeCall(
  { definition }: ContractSubject,
  rig: ContractRig,
  name: string,
  service: ServiceDefinition,
  input: Readonly<Record<string, unknown>>,
): Promise<ObservedCall> {
  const { t, observed, recorder } = rig;
  const [requestsBefore, exchangesBefore] = [observed.requests.length, recorder.exchanges.length];
  await t.account.call(`${definition.id}/${name}`, input).catch(() => {});
  const requests = observed.requests.slice(requestsBefore).filter(({ caller }) => caller === `services.${name}`);
  return { name, service, rig, requests, exchanges: recorder.exchanges.slice(exchangesBefore) };
}

/** Permissions that allow a change, by the names that Microsoft gives them. */
const changingPermission = /(ReadWrite|Send|Create)\b/;

function* readComplaints({ name, rig, requests }: ObservedCall, isUnchanged: boolean): Iterable<ContractComplaint> {
  for (const { member, method, path } of requests) {
    const least = completePermissionMap.permissionsOf(method, path, rig.t.account.status().type)?.least ?? "";
    if (member === "send" || member === "upload" || (member === "query" && changingPermission.test(least)))
      yield {
        observed: `The service ${name} has the effect "read", but it sent a ${method}.`,
        advice: "Declare another `effect`, or read with get, pages or query. Surfaces offer a read as harmless and may repeat it.",
      };
  }
  if (!isUnchanged)
    yield {
      observed: `The service ${name} has the effect "read", but it changed something.`,
      advice: "Declare another `effect`.",
    };
}

type ItemChanges = ReturnType<typeof itemChanges>;

function* addComplaints({ name, requests, exchanges }: ObservedCall, { changed, removed }: ItemChanges): Iterable<ContractComplaint> {
  const advice = 'Use the effect "change". Surfaces call a service with the effect "add" without asking, because nothing can be lost.';
  const createdIds = exchanges.flatMap(({ status, responseBody }) => (status === 201 ? [idIn(responseBody)] : []));
  for (const { member, method, path } of requests) {
    // A service may complete or discard what it has just created, such as a draft.
    const isOwn = createdIds.some((id) => id !== undefined && path.includes(encodeURIComponent(id)));
    if (member === "send" && method !== "POST" && !isOwn)
      yield { observed: `The service ${name} has the effect "add", but it sent a ${method}.`, advice };
  }
  // An item can show what was added to it: a chat shows its newest message.
  const writes = exchanges.filter(({ method }) => method !== "GET");
  const onlyCreates = writes.every(({ status }) => status === 201);
  if (removed > 0 || (changed > 0 && !onlyCreates))
    yield { observed: `The service ${name} has the effect "add", but it ${removed > 0 ? "removed" : "changed"} an existing item.`, advice };
}

function* removeComplaints({ name, requests }: ObservedCall, { added, changed, removed }: ItemChanges): Iterable<ContractComplaint> {
  // Removing a part of an item changes the item.
  const hasDelete = requests.some(({ method }) => method === "DELETE");
  if (removed === 0 && (added > 0 || (changed > 0 && !hasDelete)))
    yield {
      observed: `The service ${name} has the effect "remove", but it ${added > 0 ? "added" : "changed"} an item and removed none.`,
      advice: 'Use the effect "change" or "add".',
    };
}

function idIn(body: unknown): string | undefined {
  const id = typeof body === "object" && body !== null ? (body as { id?: unknown }).id : undefined;
  return typeof id === "string" && id !== "" ? id : undefined;
}

async function snapshotOf({ options }: ContractSubject, rig: ContractRig): Promise<unknown> {
  await rig.t.account.refresh();
  return withoutVolatile({ sensors: await rig.values(), snapshot: await options.snapshot?.(rig.recorder.emulator, rig.user) });
}
