import { definePlugin, type Graph } from "@casement/core";
import * as z from "zod";

// The properties of an item that you keep. Keep only what you show.
const thing = z.object({ id: z.string(), name: z.string() });

// Reads every page of the collection. Use $select to read only the properties that you need. Graph Explorer shows which there are.
async function things(graph: Graph): Promise<z.infer<typeof thing>[]> {
  const items = await graph.list<any>("/me/contacts");
  return items.map(({ id, displayName, title, name }) => ({ id, name: displayName ?? title ?? name ?? id }));
}

export const myThingsPlugin = definePlugin({
  id: "my-things",
  title: "My things",
  // The permissions that your requests need, each with the reason that users read before they consent. A service that makes changes needs a
  // permission of tier "update", which is requested only if the user enables updates.
  scopes: {
    "Contacts.Read": { tier: "read", why: "Show your things" },
    // #only update
    "Contacts.ReadWrite": { tier: "update", why: "Change your things" },
    // #end
  },
  sensors: {
    "thing-list": {
      title: "Thing list",
      scope: "Contacts.Read",
      every: "5m",
      // `state` and other attributes. The host checks what `read` returns.
      value: z.object({ state: z.number().describe("How many there are"), things: z.array(thing) }),
      async read({ graph }) {
        const found = await things(graph);
        return { state: found.length, things: found };
      },
    },
  },
  // #only service
  services: {
    // #only read
    "find-things": {
      title: "Find things",
      scope: "Contacts.Read",
      // It changes nothing.
      effect: "read",
      input: z.object({ name: z.string().describe("Beginning of the name") }),
      output: z.object({ things: z.array(thing) }),
      async run({ graph, input }) {
        const found = await things(graph);
        return { things: found.filter(({ name }) => name.toLowerCase().startsWith(input.name.toLowerCase())) };
      },
    },
    // #end
    // #only add
    "add-thing": {
      title: "Add thing",
      scope: "Contacts.ReadWrite",
      // It only adds something. Without `repeatable`, nothing repeats a call: it would add a second item.
      effect: "add",
      input: z.object({ name: z.string().min(1).describe("Name of the new item") }),
      output: thing,
      // The host reads these sensors again immediately after the call.
      touches: ["thing-list"],
      async run({ graph, input }) {
        // Graph Explorer shows which properties Graph expects. The emulated collection accepts any.
        const { id } = await graph.send<{ id: string }>("POST", "/me/contacts", { displayName: input.name });
        return { id, name: input.name };
      },
    },
    // #end
    // #only change
    "change-thing": {
      title: "Change thing",
      scope: "Contacts.ReadWrite",
      effect: "change",
      // The same call again changes nothing more.
      repeatable: true,
      input: z.object({ id: z.string().min(1).describe("ID of the item"), name: z.string().min(1).describe("New name") }),
      output: thing,
      // The host reads these sensors again immediately after the call.
      touches: ["thing-list"],
      async run({ graph, input }) {
        // Graph Explorer shows which properties and headers (such as If-Match) Graph expects. The emulated collection accepts any.
        await graph.send("PATCH", `/me/contacts/${encodeURIComponent(input.id)}`, { displayName: input.name });
        return { id: input.id, name: input.name };
      },
    },
    // #end
    // #only remove
    "remove-thing": {
      title: "Remove thing",
      scope: "Contacts.ReadWrite",
      effect: "remove",
      // The same call again changes nothing more.
      repeatable: true,
      input: z.object({ id: z.string().min(1).describe("ID of the item") }),
      output: z.object({ id: z.string() }),
      // The host reads these sensors again immediately after the call.
      touches: ["thing-list"],
      async run({ graph, input }) {
        // Graph Explorer shows which headers (such as If-Match) Graph expects.
        await graph.send("DELETE", `/me/contacts/${encodeURIComponent(input.id)}`);
        return { id: input.id };
      },
    },
    // #end
  },
  // #end
});
