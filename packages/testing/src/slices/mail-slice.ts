import { definePlugin } from "@casement/core";
import * as z from "zod";

const message = z.object({ id: z.string(), isRead: z.boolean(), receivedDateTime: z.string() });

/** A small mail plugin: any number of folder sensors, with one delta query for each folder. */
export const mailSlice = definePlugin({
  id: "mail-slice",
  title: "Mail slice",
  config: z.object({ folders: z.array(z.string()).default(["inbox"]), from: z.boolean().default(false) }),
  scopes: { "Mail.ReadBasic": { tier: "read", why: "Count your messages" } },
  events: { "message-received": z.object({ id: z.string() }) },
  feeds: {
    messages: {
      scope: "Mail.ReadBasic",
      every: "30s",
      item: message,
      sync: ({ key, cursor, graph, account }) =>
        graph.delta<z.output<typeof message>>(`${account.mailbox}/mailFolders/${key}/messages/delta`, cursor, {
          query: { $select: "isRead,receivedDateTime" },
          headers: { Prefer: "odata.maxpagesize=200" },
        }),
      subscribe: ({ key, account }) =>
        account.mailbox === "/me"
          ? { resource: `me/mailFolders/${key}/messages`, changes: ["created", "updated", "deleted"], scope: "Mail.ReadBasic" }
          : undefined,
      changed: ({ before, after, since }) =>
        !before && after && after.receivedDateTime >= since.toISOString() ? [{ event: "message-received", payload: { id: after.id } }] : [],
    },
  },
  sensors: {
    folder: {
      title: "Folder",
      feed: "messages",
      present: { kind: "number", icon: "mdi:email" },
      value: z.object({ state: z.number(), total: z.number() }),
      instances: ({ config }) => config.folders.map((name) => ({ id: name, title: name, key: name, needs: { from: config.from } })),
      view: ({ items }) => ({ value: { state: [...items.values()].filter((item) => !item.isRead).length, total: items.size } }),
    },
  },
});
