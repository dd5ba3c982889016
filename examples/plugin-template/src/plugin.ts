import { definePlugin, type Graph } from "@casement/core";
import * as z from "zod";

// What you keep of an item of Graph: as little as you show.
const thing = z.object({ id: z.string(), name: z.string() });

// Every page of the collection. Name what you read with $select; Graph explorer shows what there is.
async function things(graph: Graph): Promise<z.infer<typeof thing>[]> {
  const items = await graph.list<any>("/me/contacts");
  return items.map(({ id, displayName, title, name }) => ({ id, name: displayName ?? title ?? name ?? id }));
}

export const myThingsPlugin = definePlugin({
  id: "my-things",
  title: "My things",
  // The permissions that your calls need, each with the reason that people read before they consent. What changes something is a service
  // with a permission of tier "update", which is asked for only where people enable updates.
  scopes: {
    "Contacts.Read": { tier: "read", why: "Show your things" },
    // #only write
    "Contacts.ReadWrite": { tier: "update", why: "Add to your things" },
    // #end
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
  // #only read write
  services: {
    // #only read
    "find-things": {
      title: "Find things",
      scope: "Contacts.Read",
      // It changes nothing. One that may be repeated without harm is "idempotent"; leave `effect` out where a repeat would do it twice.
      effect: "read",
      input: z.object({ name: z.string().describe("Beginning of the name") }),
      output: z.object({ things: z.array(thing) }),
      async run({ graph, input }) {
        const found = await things(graph);
        return { things: found.filter(({ name }) => name.toLowerCase().startsWith(input.name.toLowerCase())) };
      },
    },
    // #end
    // #only write
    "add-thing": {
      title: "Add thing",
      scope: "Contacts.ReadWrite",
      // No `effect`: a repeat would add a second one, so nothing repeats it.
      input: z.object({ name: z.string().min(1).describe("What it is called") }),
      output: thing,
      // Read again at once, so that the sensor shows the new one.
      touches: ["thing-list"],
      async run({ graph, input }) {
        // What Graph wants here: Graph explorer shows it. The emulated collection takes anything.
        const { id } = await graph.send<{ id: string }>("POST", "/me/contacts", { displayName: input.name });
        return { id, name: input.name };
      },
    },
    // #end
  },
  // #end
});
