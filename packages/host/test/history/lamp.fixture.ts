import { join } from "node:path";
import { definePlugin } from "@casement/core";
import { createTestHost, type TestHost } from "@casement/testing";
import * as z from "zod";

/** A sensor whose state the test sets. */
export function createLamp() {
  const lamp = { state: "off", subject: "Very private" };
  const plugin = definePlugin({
    id: "house",
    title: "House",
    scopes: { "User.Read": { tier: "read", why: "Look" } },
    sensors: {
      lamp: {
        title: "Lamp",
        scope: "User.Read",
        every: "15s",
        value: z.object({ state: z.string(), subject: z.string() }),
        read: () => ({ ...lamp }),
      },
    },
  });
  return Object.assign(lamp, { plugin });
}

export const lampId = "home/house/lamp";
export const historyFolderOf = (t: TestHost) => join(t.dataDir, "accounts", "home", "history");
export const knownStatesOf = async (t: TestHost, days?: number) =>
  (await t.host.history(lampId, days))?.filter(({ known }) => known).map(({ state }) => state);
export const startLampHost = (lamp: ReturnType<typeof createLamp>, days = 3, every: `${number}s` | `${number}h` = "15s") =>
  createTestHost({ plugins: [{ plugin: lamp.plugin, every: { lamp: every } }], host: { history: { days } } });
