import { definePlugin } from "@casement/core";
import * as z from "zod";

/** Shows what Graph and the host say about the signed-in account. The permission for the sensor `presence` is not declared. */
export const profilePlugin = definePlugin({
  id: "profile",
  title: "Profile",
  scopes: { "User.Read": { tier: "read", why: "Know your name" } },
  sensors: {
    me: {
      title: "Me",
      scope: "User.Read",
      every: "1h",
      value: z.object({ state: z.string(), account: z.record(z.string(), z.string()) }),
      read: async ({ graph, account }) => ({
        state: (await graph.get<{ displayName: string }>("/me")).displayName,
        account: { ...account } as unknown as Record<string, string>,
      }),
    },
    presence: {
      title: "Presence",
      scope: "User.Read",
      every: "1h",
      value: z.object({ state: z.string() }),
      read: async ({ graph }) => ({ state: (await graph.get<{ availability: string }>("/me/presence")).availability }),
    },
  },
});
