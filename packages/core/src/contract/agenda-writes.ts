import type { CalendarResource } from "./agenda.ts";
import type { KeyedInstance } from "./calls.ts";
import type { Account } from "./context.ts";

// How calendar programs change a feed: what they write becomes calls of the plugin's own services.

/**
 * Lets calendar programs write to the collections of an agenda.
 *
 *     writes: {
 *       services: ["update-task", "remove-task"],
 *       plan({ group, after }) {
 *         if (!group) return { refused: "unsupported", reason: "New tasks are added in the app." };
 *         if (!after) return { calls: [{ service: "remove-task", input: { id: group }, mayBeGone: true }] };
 *         return { calls: [{ service: "update-task", input: { id: group, title: after.components[0].summary ?? "" } }] };
 *       },
 *     }
 */
export interface AgendaWrites<Item = unknown> {
  /** The services of the plugin that `plan` may name. Clients can write where all of them are offered. */
  readonly services: readonly string[];
  /** Whether clients can write to this collection, permissions aside. Default: yes. */
  allows?(instance: KeyedInstance): boolean;
  /** What a write means. Pure. Compare `before` with `after`, and change only what differs in meaning: programs write whole resources. */
  plan(write: AgendaWrite<Item>): AgendaPlan;
}

/** What a client wants a resource to be. */
export interface AgendaWrite<Item> {
  /** Undefined: a new resource. */
  readonly group: string | undefined;
  /** The items of the resource. */
  readonly items: ReadonlyMap<string, Item>;
  /** What the client was last shown. Undefined: a new resource. */
  readonly before: CalendarResource | undefined;
  /** What the client wrote. Undefined: it removed the resource. Then `before` is set. */
  readonly after: CalendarResource | undefined;
  /** What the last plan kept with the resource. JSON. */
  readonly kept: unknown;
  /** The sensor that the collection is named after. */
  readonly instance: KeyedInstance;
  readonly account: Account;
  readonly now: Date;
  /** Whether other people may be told. False: the client says that they must not (`Schedule-Reply: F`). */
  readonly notifies: boolean;
  /** Whether another collection of the account has a resource with this UID that has attendees. */
  readonly isElsewhere: boolean;
  /** Of a new resource: the same if the client repeats the write. For services that do not create twice. */
  readonly requestId: string;
}

/** No calls: there is nothing to do, and the client is told that its write succeeded. */
export type AgendaPlan =
  | {
      readonly calls: readonly AgendaCall[];
      /** Kept with the resource from now on, for `read` and the next plan: what Microsoft 365 cannot store. JSON. Omit it to keep what is kept. */
      readonly keep?: unknown;
    }
  | { readonly refused: AgendaRefusal; readonly reason: string };

/**
 * Why a write is refused, in the terms of the protocol: an attendee's change of what the organizer decides (`attendee-change`), an organizer's
 * change that is not possible (`organizer-change`), or what Microsoft 365 cannot store or do (`unsupported`).
 */
export type AgendaRefusal = "attendee-change" | "organizer-change" | "unsupported";

/** One call of a service of the same plugin. The host adds `sensor`. Calls are made in order, and the first that fails ends the write. */
export interface AgendaCall {
  readonly service: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** `id` is added: the result of the plan's first call, which created the resource. */
  readonly onCreated?: true;
  /** It is no failure that the item no longer exists. */
  readonly mayBeGone?: true;
}
