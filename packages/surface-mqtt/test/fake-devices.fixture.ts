import { definePlugin, type Presentation } from "@casement/core";
import * as z from "zod";

/** State behind the fake plugin's sensors. Tests change it and refresh. */
export interface FakeDevices {
  /** Title and value of the sensors of kind `lamp`, by id. */
  lamps: Record<string, { title: string; state: string | boolean | number; [attribute: string]: unknown }>;
  mode: { state: string; [attribute: string]: unknown };
  /** Where the plugin throws: at its start, or when it lists or reads its lamps. */
  failsAt?: "start" | "discovery" | "read" | undefined;
  /** Every run of a service, in order. */
  readonly calls: { service: string; input: unknown; target?: string }[];
  /** Ends the last run of `slow`. */
  finishSlowCall: () => void;
}

export function createFakeDevices(): FakeDevices {
  return { lamps: { a: { title: "Attic", state: "off" } }, mode: { state: "home" }, calls: [], finishSlowCall: () => {} };
}

const scope = "Tasks.Read" as const;
const update = "Tasks.ReadWrite" as const;

/** A plugin with every kind of presentation and control, events, and services of every effect. */
export function createFakeDevicesPlugin(devices: FakeDevices, kind: Partial<Presentation> = {}) {
  const record = (service: string, input: unknown, target?: string) => {
    devices.calls.push({ service, input, ...(target !== undefined && { target }) });
    return { count: devices.calls.length };
  };
  const output = z.object({ count: z.number() });
  const body = z.string().optional().meta({ "x-private": true });
  const value = z.looseObject({
    state: z.union([z.string(), z.boolean(), z.number()]),
    body,
    list: z.array(z.looseObject({ body })).optional(),
  });
  return definePlugin({
    id: "house",
    title: "House",
    scopes: { [scope]: { tier: "read", why: "Look" }, [update]: { tier: "update", why: "Change" } },
    events: {
      "door-opened": z.object({ id: z.string(), body }),
      "door-closed": z.object({ id: z.string() }),
    },
    sensors: {
      lamp: {
        title: "Lamp",
        scope,
        every() {
          if (devices.failsAt === "start") throw new TypeError("Dear Bob");
          return "1h";
        },
        value,
        present: { kind: "binary", icon: "mdi:lamp", deviceClass: "light", control: { on: "light", off: "darken" }, ...kind },
        instances() {
          if (devices.failsAt === "discovery") throw new TypeError("Dear Bob");
          return Object.entries(devices.lamps).map(([id, { title }]) => ({ id, title }));
        },
        read({ instance }) {
          if (devices.failsAt === "read") throw new TypeError("Dear Bob");
          const { title: _, ...value } = devices.lamps[instance.id] ?? { title: "", state: "off" };
          return value;
        },
      },
      mode: {
        title: "Mode",
        scope,
        every: "1h",
        value,
        present: {
          kind: "enum",
          options: ["home", "away"],
          icon: "home",
          control: { select: "choose", field: "mode", title: "Preferred mode" },
        },
        read: () => devices.mode,
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
        // The only request to Graph, so that the account gets tokens.
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
        run: ({ target }) => record("light", {}, target.id),
      },
      darken: {
        title: "Darken",
        input: z.object({}),
        output,
        scope: update,
        target: "lamp",
        repeatable: true,
        run: ({ target }) => record("darken", {}, target.id),
      },
      choose: {
        title: "Choose a mode",
        input: z.object({ mode: z.enum(["home", "away"]) }),
        output,
        scope: update,
        repeatable: true,
        run: ({ input }) => record("choose", input),
      },
      tell: {
        title: "Tell",
        input: z.object({ text: z.string(), to: z.string().optional() }),
        output,
        scope: update,
        notify: { field: "text" },
        run: ({ input }) => record("tell", input),
      },
      blink: {
        title: "Blink",
        input: z.object({ message: z.string() }),
        output,
        scope: update,
        target: "lamp",
        notify: { field: "message" },
        run: ({ input, target }) => record("blink", input, target.id),
      },
      sing: {
        title: "Sing",
        input: z.object({ text: z.string() }),
        output,
        scope: update,
        notify: { field: "text", when: () => false },
        run: ({ input }) => record("sing", input),
      },
      look: { title: "Look", input: z.object({}), output, scope, effect: "read", run: () => record("look", {}) },
      open: {
        title: "Open the door",
        input: z.object({ id: z.string() }),
        output,
        scope: update,
        run({ input, raise }) {
          raise({ event: "door-opened", payload: { id: input.id, body: "Dear Bob" } });
          return record("open", input);
        },
      },
      slow: {
        title: "Slow",
        input: z.object({}),
        output,
        scope: update,
        run: () =>
          new Promise<{ count: number }>((resolve) => {
            devices.finishSlowCall = () => resolve(record("slow", {}));
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
      en: {
        "sensors.mode.states.home": "At home",
        "sensors.mode.states.away": "Away from home",
      },
      de: {
        title: "Haus",
        "sensors.lamp.title": "Lampe",
        "sensors.mode.title": "Betriebsart",
        "sensors.mode.control.title": "Bevorzugte Betriebsart",
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
