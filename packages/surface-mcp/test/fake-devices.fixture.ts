import { definePlugin } from "@casement/core";
import * as z from "zod";

/** State behind the fake plugin's sensors and services. Tests change it and refresh. */
export interface FakeDevices {
  /** Sensors of kind `lamp`, by id. */
  lamps: Record<string, { title: string; state: string; note?: string; parts?: readonly { id: string; title: string }[] }>;
  /** Who learns that a lamp is sold. */
  buyers: readonly string[];
  /** How many messages the service `messages` returns. */
  messages: number;
  /** Whether `wait` has been called: a call is recorded on the disk before it reaches the service. */
  isWaiting: boolean;
  /** Ends the last run of `wait`. */
  finishWaitCall: () => void;
  /** Reports progress of the last run of `wait`. */
  reportWaitProgress: (done: number, of: number) => void;
  /** Every run of a service that changes something, in order. */
  readonly calls: { service: string; input: unknown; target?: string }[];
}

export const createFakeDevices = (): FakeDevices => ({
  lamps: { a: { title: "Attic", state: "off" } },
  buyers: ["Ben <ben@partner.example>"],
  messages: 3,
  isWaiting: false,
  finishWaitCall: () => {},
  reportWaitProgress: () => {},
  calls: [],
});

const messageSchema = z.object({ id: z.number(), body: z.string() });

/** A plugin with services of every effect, whose results are objects, lists, long or null. */
export function createFakeDevicesPlugin(devices: FakeDevices) {
  const record = (service: string, input: unknown, target?: string) => {
    devices.calls.push({ service, input, ...(target !== undefined && { target }) });
    return { count: devices.calls.length };
  };
  const output = z.object({ count: z.number(), note: z.string().optional() });
  return definePlugin({
    id: "house",
    title: "House",
    scopes: { "Tasks.Read": { tier: "read", why: "Look" }, "Tasks.ReadWrite": { tier: "update", why: "Change" } },
    events: { rang: z.object({ text: z.string() }) },
    sensors: {
      lamp: {
        title: "Lamp",
        scope: "Tasks.Read",
        every: "1h",
        value: z.object({
          state: z.string(),
          note: z.string().optional(),
          parts: z.array(z.object({ id: z.string(), title: z.string() })).optional(),
        }),
        present: { kind: "text", unit: "lm", items: { attribute: "parts", as: "list", title: "title" } },
        instances: () => Object.entries(devices.lamps).map(([id, { title }]) => ({ id, title })),
        // The only request to Graph, so that the account gets tokens.
        async read({ instance, graph }) {
          await graph.get("/me/todo/lists");
          const { state = "off", note, parts } = devices.lamps[instance.id] ?? {};
          return { state, ...(note !== undefined && { note }), ...(parts && { parts: [...parts] }) };
        },
      },
    },
    services: {
      light: {
        title: "Light a lamp",
        input: z.object({ color: z.enum(["red", "blue"]).optional().describe("Default: white"), dim: z.number().optional() }),
        output,
        scope: "Tasks.ReadWrite",
        target: "lamp",
        repeatable: true,
        run: ({ input, target }) => record("light", input, target.id),
      },
      ring: {
        title: "Ring",
        input: z.object({ text: z.string(), account: z.string().optional() }),
        output,
        scope: "Tasks.ReadWrite",
        run({ input, raise }) {
          raise({ event: "rang", payload: { text: input.text } });
          return record("ring", input);
        },
      },
      announce: {
        title: "Announce",
        input: z.object({
          text: z.string(),
          to: z
            .array(z.string())
            .optional()
            .meta({ format: "casement-addresses", "x-aliases": ["recipients"] }),
        }),
        output,
        scope: "Tasks.ReadWrite",
        effect: "add",
        reachesOthers: ({ input }) => input.text !== "",
        run: ({ input }) => record("announce", input),
      },
      sell: {
        title: "Sell a lamp",
        input: z.object({ lamp: z.string() }),
        output,
        scope: "Tasks.ReadWrite",
        reachesOthers: true,
        preview: ({ input }) => ({ people: devices.buyers, items: [devices.lamps[input.lamp]?.title ?? ""] }),
        item: { of: "lamp", does: "act", id: "lamp" },
        run: ({ input }) => record("sell", input),
      },
      broadcast: {
        title: "Broadcast",
        input: z.object({}),
        output,
        scope: "Tasks.ReadWrite",
        reachesOthers: true,
        run: ({ input }) => record("broadcast", input),
      },
      demolish: {
        title: "Demolish",
        input: z.object({}),
        output,
        scope: "Tasks.ReadWrite",
        effect: "remove",
        run: ({ input }) => record("demolish", input),
      },
      wait: {
        title: "Wait",
        input: z.object({}),
        output,
        scope: "Tasks.Read",
        effect: "read",
        run: ({ progress }) =>
          new Promise<{ count: number }>((resolve) => {
            devices.isWaiting = true;
            devices.reportWaitProgress = progress;
            devices.finishWaitCall = () => resolve({ count: 1 });
          }),
      },
      names: {
        title: "Names",
        input: z.object({}),
        output: z.array(z.string()),
        scope: "Tasks.Read",
        effect: "read",
        run: () => Object.values(devices.lamps).map(({ title }) => title),
      },
      messages: {
        title: "Messages",
        input: z.object({ length: z.number().default(100) }),
        output: z.object({ messages: z.array(messageSchema), total: z.number() }),
        scope: "Tasks.Read",
        effect: "read",
        run: ({ input }) => ({
          messages: Array.from({ length: devices.messages }, (_, id) => ({ id, body: "x".repeat(input.length) })),
          total: devices.messages,
        }),
      },
      break: {
        title: "Break",
        input: z.object({}),
        output: z.null(),
        scope: "Tasks.Read",
        effect: "read",
        run: () => {
          throw new TypeError("Dear Bob, the secret subject");
        },
      },
    },
  });
}
