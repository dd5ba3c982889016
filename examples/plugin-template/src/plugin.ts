import { definePlugin, type Graph } from "@casement/core";
import * as z from "zod";

// What you keep of an item of Graph: as little as you show.
const thing = z.object({ id: z.string(), name: z.string() });

// Every page of the collection. Name what you read with $select; Graph explorer shows what there is.
async function things(graph: Graph): Promise<z.infer<typeof thing>[]> {
  const found = [];
  for await (const item of graph.pages<any>("/me/contacts")) found.push({ id: item.id, name: item.displayName ?? item.title ?? item.id });
  return found;
}

export const myThingsPlugin = definePlugin({
  id: "my-things",
  title: "My things",
  // The permissions that your calls need, each with the reason that people read before they consent. What changes something is a service of
  // its own, with a permission of tier "update": it is asked for only where people enable updates.
  scopes: {
    "Contacts.Read": { tier: "read", why: "Show your things" },
  },
  sensors: {
    "thing-list": {
      title: "Thing list",
      scope: "Contacts.Read",
      every: "5m",
      // `state`, and attributes beside it. The host checks what `read` returns.
      value: z.object({ state: z.number().describe("How many there are"), things: z.array(thing) }),
      async read({ graph }) {
        const found = await things(graph);
        return { state: found.length, things: found };
      },
    },
  },
  services: {
    "find-things": {
      title: "Find things",
      scope: "Contacts.Read",
      effect: "read",
      input: z.object({ name: z.string().describe("Beginning of the name") }),
      output: z.object({ things: z.array(thing) }),
      async run({ graph, input }) {
        const found = await things(graph);
        return { things: found.filter(({ name }) => name.toLowerCase().startsWith(input.name.toLowerCase())) };
      },
    },
  },
});
