import { definePlugin } from "@casement/core";
import * as z from "zod";

const presence = z.object({ availability: z.string(), activity: z.string() });

/** A small presence plugin: other people's presence in one bulk read, with two scopes, and ids that are looked up by name. */
export const presenceSlice = definePlugin({
  id: "presence-slice",
  title: "Presence slice",
  config: z.object({ people: z.array(z.string()) }),
  scopes: {
    "Presence.Read.All": { tier: "read", why: "Show the presence of people you name" },
    "User.ReadBasic.All": { tier: "read", why: "Find the people you name" },
  },
  events: { "presence-changed": z.object({ id: z.string(), from: z.string(), to: z.string() }) },
  feeds: {
    people: {
      scope: ["Presence.Read.All", "User.ReadBasic.All"],
      every: "15s",
      item: presence,
      async sync({ graph, needs }) {
        const { value } = await graph.query<{ value: (z.output<typeof presence> & { id: string })[] }>(
          "/communications/getPresencesByUserId",
          { ids: needs },
        );
        return { put: Object.fromEntries(value.map((person) => [person.id, person])), removed: [], cursor: "", restart: true };
      },
      subscribe: ({ sensors }) => ({
        resource: `communications/presences?$filter=id in (${sensors.map(({ id }) => `'${id}'`).join(",")})`,
        changes: ["updated"],
        scope: "Presence.Read.All",
        withEncryptedData: true,
      }),
      changed: ({ id, before, after }) =>
        before && after && before.activity !== after.activity
          ? [{ event: "presence-changed", payload: { id, from: before.activity, to: after.activity } }]
          : [],
    },
  },
  sensors: {
    person: {
      title: "Person",
      feed: "people",
      value: z.object({ state: z.string(), availability: z.string() }),
      instances: ({ config, graph }) =>
        Promise.all(
          config.people.map(async (name) => {
            const user = await graph.get<{ id: string; displayName: string }>(`/users/${encodeURIComponent(name)}`, {
              query: { $select: "id,displayName" },
            });
            return { id: user.id, title: user.displayName, key: "all", needs: user.id };
          }),
        ),
      view: ({ items, instance }) => {
        const person = items.get(instance.id);
        return { value: { state: person?.activity ?? "PresenceUnknown", availability: person?.availability ?? "PresenceUnknown" } };
      },
    },
  },
});
