import { type DueQuery, definePlugin, service } from "@casement/core";
import * as z from "zod";

/**
 * A building without Graph. Doors and meters are keys of two feeds, each with a sensor of the same kind; rooms are discovered and read at an
 * interval. `calls` has every call of the plugin's functions: `find door`, `sync doors a`, `view door a`, `read room 1`.
 */
export interface Building {
  readonly calls: string[];
  /** What the call of this name throws. */
  readonly errors: Map<string, unknown>;
  /** The keys of the doors by the id of their sensor. */
  readonly doors: Map<string, string>;
  readonly meters: Set<string>;
  readonly rooms: Set<string>;
  /** What the sensor with this id needs from its key. */
  readonly needs: Map<string, unknown>;
  /** What each round of a feed asked for, by its call. */
  readonly asked: Map<string, { readonly cursor: string | undefined; readonly needs: readonly unknown[] }>;
  /** The items of every key. */
  items: Record<string, { closesAt?: string | undefined }>;
  titleOf(kind: string, id: string): string;
  /** Until when a view is valid. */
  until: Date | undefined;
}

const scopes = {
  "User.Read": { tier: "read", why: "Show the doors" },
  "Calendars.Read": { tier: "read", why: "Show the rooms" },
} as const;
const value = z.object({ state: z.number() });
const events = { closing: z.object({ id: z.string() }) };
const item = z.object({ closesAt: z.string().optional() });

export function createBuilding(id = "building") {
  const building: Building = {
    calls: [],
    errors: new Map(),
    doors: new Map([["a", "a"]]),
    meters: new Set(["a"]),
    rooms: new Set(["1"]),
    needs: new Map(),
    asked: new Map(),
    items: {},
    titleOf: (kind, sensor) => `${kind} ${sensor}`,
    until: undefined,
  };
  const call = (name: string): void => {
    building.calls.push(name);
    if (building.errors.has(name)) throw building.errors.get(name);
  };
  let rounds = 0;
  const feedNamed = (name: string) => ({
    scope: "User.Read" as const,
    every: "1h" as const,
    item,
    sync({ key, cursor, needs }: { key: string; cursor: string | undefined; needs: readonly unknown[] }) {
      building.asked.set(`sync ${name} ${key}`, { cursor, needs });
      call(`sync ${name} ${key}`);
      return { put: building.items, removed: [], cursor: String(++rounds) };
    },
  });
  const sensorOn = (kind: "door" | "meter", find: () => ReadonlyMap<string, string>) => ({
    title: kind,
    feed: `${kind}s` as "doors" | "meters",
    value,
    instances() {
      call(`find ${kind}`);
      return [...find()].map(([sensor, key]) => ({
        id: sensor,
        title: building.titleOf(kind, sensor),
        key,
        needs: building.needs.get(sensor),
      }));
    },
    view({ items, instance }: { items: ReadonlyMap<string, unknown>; instance: { id: string } }) {
      call(`view ${kind} ${instance.id}`);
      const { until } = building;
      return { value: { state: items.size }, ...(until && { until }) };
    },
  });
  const plugin = definePlugin({
    id,
    title: "Building",
    scopes,
    events,
    feeds: {
      doors: {
        ...feedNamed("doors"),
        due: ({ items, after, until }: DueQuery<z.output<typeof item>>) =>
          [...items].flatMap(([door, { closesAt }]) => {
            const at = new Date(closesAt ?? 0);
            return at > after && at <= until ? [{ event: "closing" as const, payload: { id: door }, at }] : [];
          }),
      },
      meters: feedNamed("meters"),
    },
    sensors: {
      door: sensorOn("door", () => building.doors),
      meter: sensorOn("meter", () => new Map([...building.meters].map((key) => [key, key]))),
      room: {
        title: "Room",
        scope: "Calendars.Read",
        every: "1h",
        value,
        instances() {
          call("find room");
          return [...building.rooms].map((room) => ({ id: room, title: building.titleOf("room", room) }));
        },
        read({ instance }) {
          call(`read room ${instance.id}`);
          return { state: Number(instance.id) };
        },
      },
    },
    services: {
      knock: service({
        title: "Knock",
        input: z.object({}),
        output: z.object({}),
        scope: "User.Read",
        touches: ["doors"],
        run: () => ({}),
      }),
      tidy: service({ title: "Tidy", input: z.object({}), output: z.object({}), scope: "User.Read", touches: ["room"], run: () => ({}) }),
    },
  });
  return Object.assign(building, {
    plugin,
    /** The calls since the last time, sorted. */
    newCalls: (): string[] => building.calls.splice(0).sort(),
  });
}
