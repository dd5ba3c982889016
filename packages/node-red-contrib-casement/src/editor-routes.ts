import { type HubClient, HubError } from "@casement/client";
import { formFieldsOf } from "./form-fields.ts";
import type { HubNode } from "./hub-node.ts";
import type { NodeRed } from "./node-red.ts";

/** What the editor offers to choose from: `GET /casement/{id of the hub's node}/sensors`, `/events`, `/services`. */
const lists: Readonly<Record<string, (client: HubClient) => Promise<unknown>>> = {
  accounts: async (client) => (await client.accounts()).map(({ name }) => ({ value: name, label: name })),
  sensors: async (client) => (await client.sensors()).map(({ id, title }) => ({ value: id, label: `${title} · ${id}` })),
  events: async (client) =>
    (await client.plugins()).flatMap(({ id, title, events }) =>
      events.map((event) => ({ value: `${id}/${event}`, label: `${title}: ${event.replaceAll("-", " ")} · ${id}/${event}` })),
    ),
  services: async (client) =>
    (await client.services())
      .filter(({ offered }) => offered)
      .map(({ account, id, title, summary, input }) => ({
        account,
        value: id,
        label: `${title} · ${id}`,
        summary,
        fields: formFieldsOf(input),
      })),
};

export function addEditorRoutes(red: NodeRed): void {
  for (const [list, read] of Object.entries(lists))
    red.httpAdmin.get(`/casement/:id/${list}`, red.auth.needsPermission("flows.read"), async ({ params }, response) => {
      const hub = red.nodes.getNode(params.id) as HubNode | null;
      if (!hub?.client)
        return response.status(404).json({ message: "Enter the hub's address and token, and deploy. Then its lists appear here." });
      try {
        response.json(await read(hub.client));
      } catch (error) {
        response.status(502).json({ message: error instanceof HubError ? error.message : "The hub's answer cannot be read." });
      }
    });
}
