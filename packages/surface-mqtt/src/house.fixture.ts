import { definePlugin, type Presentation } from "@casement/core";
import * as z from "zod";

/** What the fixture's sensors show; tests change it and refresh. */
export interface House {
  /** By id: title and value of a sensor of the kind. */
  lamps: Record<string, { title: string; state: string | boolean | number; [attribute: string]: unknown }>;
  mode: { state: string; [attribute: string]: unknown };
  /** Where the plugin throws: in its own words at the start, or when it looks for lamps. */
  fails?: "start" | "look" | undefined;
  /** Every run of a service, in order. */
  readonly done: { service: string; input: unknown; target?: string }[];
  /** Held back runs of `slow`. */
  release: () => void;
}

export function house(): House {
  return { lamps: { a: { title: "Attic", state: "off" } }, mode: { state: "home" }, done: [], release: () => {} };
}

const scope = "Tasks.Read" as const;
const update = "Tasks.ReadWrite" as const;

/** A plugin no one knows: every kind of presentation and control, an event, and services that are safe, idempotent and neither. */
export function housePlugin(world: House, kind: Partial<Presentation> = {}) {
  const done = (service: string, input: unknown, target?: string) => {
    world.done.push({ service, input, ...(target !== undefined && { target }) });
    return { count: world.done.length };
  };
  const output = z.object({ count: z.number() });
  const value = z.looseObject({ state: z.union([z.string(), z.boolean(), z.number()]) });
  return definePlugin({
    id: "house",
    title: "House",
    scopes: { [scope]: { tier: "read", why: "Look" }, [update]: { tier: "update", why: "Change" } },
    events: { "door-opened": z.object({ id: z.string(), body: z.string().optional() }), "door-closed": z.object({ id: z.string() }) },
    sensors: {
      lamp: {
        title: "Lamp",
        scope,
        every() {
          if (world.fails === "start") throw new TypeError("Dear Bob");
          return "1h";
        },
        value,
        present: { kind: "binary", icon: "mdi:lamp", deviceClass: "light", control: { on: "light", off: "darken" }, ...kind },
        instances() {
          if (world.fails === "look") throw new TypeError("Dear Bob");
          return Object.entries(world.lamps).map(([id, { title }]) => ({ id, title }));
        },
        read({ instance }) {
          const { title: _, ...shown } = world.lamps[instance.id] ?? { title: "", state: "off" };
          return shown;
        },
      },
      mode: {
        title: "Mode",
        scope,
        every: "1h",
        value,
        present: { kind: "enum", options: ["home", "away"], icon: "home", control: { select: "choose", field: "mode" } },
        read: () => world.mode,
      },
      bell: {
        title: "Bell",
        scope,
        every: "1h",
        value,
        present: { kind: "timestamp" },
        read: () => ({ state: "2026-03-02T09:00:00+01:00" }),
      },
      steps: {
        title: "Steps",
        scope,
        every: "1h",
        value,
        present: { kind: "number", unit: "steps", deviceClass: "nonsense" },
        read: () => ({ state: 3 }),
      },
      plain: {
        title: "Plain",
        scope,
        every: "1h",
        value,
        // The one call, so that the account gets tokens.
        read: async ({ graph }) => ({ state: "x".repeat(300), lists: Object.keys(await graph.get<object>("/me/todo/lists")).length }),
      },
    },
    services: {
      light: {
        title: "Light",
        input: z.object({}),
        output,
        scope: update,
        target: "lamp",
        repeatable: true,
        run: ({ target }) => done("light", {}, target.id),
      },
      darken: {
        title: "Darken",
        input: z.object({}),
        output,
        scope: update,
        target: "lamp",
        repeatable: true,
        run: ({ target }) => done("darken", {}, target.id),
      },
      choose: {
        title: "Choose a mode",
        input: z.object({ mode: z.enum(["home", "away"]) }),
        output,
        scope: update,
        repeatable: true,
        run: ({ input }) => done("choose", input),
      },
      tell: {
        title: "Tell",
        input: z.object({ text: z.string(), to: z.string().optional() }),
        output,
        scope: update,
        notify: { field: "text" },
        run: ({ input }) => done("tell", input),
      },
      blink: {
        title: "Blink",
        input: z.object({ message: z.string() }),
        output,
        scope: update,
        target: "lamp",
        notify: { field: "message" },
        run: ({ input, target }) => done("blink", input, target.id),
      },
      sing: {
        title: "Sing",
        input: z.object({ text: z.string() }),
        output,
        scope: update,
        notify: { field: "text", when: () => false },
        run: ({ input }) => done("sing", input),
      },
      look: { title: "Look", input: z.object({}), output, scope, effect: "read", run: () => done("look", {}) },
      open: {
        title: "Open the door",
        input: z.object({ id: z.string() }),
        output,
        scope: update,
        run({ input, raise }) {
          raise({ event: "door-opened", payload: { id: input.id, body: "Dear Bob" } });
          return done("open", input);
        },
      },
      slow: {
        title: "Slow",
        input: z.object({}),
        output,
        scope: update,
        run: () =>
          new Promise<{ count: number }>((resolve) => {
            world.release = () => resolve(done("slow", {}));
          }),
      },
      fail: {
        title: "Fail",
        input: z.object({}),
        output,
        scope,
        run: () => {
          throw new TypeError("Dear Bob, the secret subject");
        },
      },
    },
    texts: {
      de: {
        title: "Haus",
        "sensors.lamp.title": "Lampe",
        "sensors.mode.title": "Betriebsart",
        "sensors.mode.states.home": "Zu Hause",
        "sensors.mode.states.away": "Weg",
        "sensors.steps.unit": "Schritte",
        "services.choose.title": "Betriebsart wählen",
        "services.tell.title": "Durchsagen",
        "services.blink.title": "Blinken",
      },
    },
  });
}
