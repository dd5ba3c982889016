import { definePlugin } from "@casement/core";
import * as z from "zod";

/** What the fixture's sensors show and its services give; tests change it and refresh. */
export interface House {
  /** By id. */
  lamps: Record<string, { title: string; state: string; note?: string }>;
  /** How many messages there are. */
  messages: number;
  /** Ends a run of `wait`. */
  release: () => void;
  readonly done: { service: string; input: unknown; target?: string }[];
}

export const house = (): House => ({ lamps: { a: { title: "Attic", state: "off" } }, messages: 3, release: () => {}, done: [] });

const message = z.object({ id: z.number(), body: z.string() });

/** A plugin no one knows: services that read, are idempotent, and neither; answers that are objects, lists, long and nothing. */
export function housePlugin(world: House) {
  const done = (service: string, input: unknown, target?: string) => {
    world.done.push({ service, input, ...(target !== undefined && { target }) });
    return { count: world.done.length };
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
        value: z.object({ state: z.string(), note: z.string().optional() }),
        present: { kind: "text", unit: "lm" },
        instances: () => Object.entries(world.lamps).map(([id, { title }]) => ({ id, title })),
        // The call, so that the account gets tokens.
        async read({ instance, graph }) {
          await graph.get("/me/todo/lists");
          const { state = "off", note } = world.lamps[instance.id] ?? {};
          return { state, ...(note !== undefined && { note }) };
        },
      },
    },
    services: {
      light: {
        title: "Light a lamp",
        input: z.object({ colour: z.enum(["red", "blue"]).optional().describe("White unless given"), dim: z.number().optional() }),
        output,
        scope: "Tasks.ReadWrite",
        target: "lamp",
        repeatable: true,
        run: ({ input, target }) => done("light", input, target.id),
      },
      ring: {
        title: "Ring",
        input: z.object({ text: z.string(), account: z.string().optional() }),
        output,
        scope: "Tasks.ReadWrite",
        run({ input, raise }) {
          raise({ event: "rang", payload: { text: input.text } });
          return done("ring", input);
        },
      },
      wait: {
        title: "Wait",
        input: z.object({}),
        output,
        scope: "Tasks.Read",
        effect: "read",
        run: () =>
          new Promise<{ count: number }>((resolve) => {
            world.release = () => resolve({ count: 1 });
          }),
      },
      names: {
        title: "Names",
        input: z.object({}),
        output: z.array(z.string()),
        scope: "Tasks.Read",
        effect: "read",
        run: () => Object.values(world.lamps).map(({ title }) => title),
      },
      messages: {
        title: "Messages",
        input: z.object({ length: z.number().default(100) }),
        output: z.object({ messages: z.array(message), total: z.number() }),
        scope: "Tasks.Read",
        effect: "read",
        run: ({ input }) => ({
          messages: Array.from({ length: world.messages }, (_, id) => ({ id, body: "x".repeat(input.length) })),
          total: world.messages,
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
