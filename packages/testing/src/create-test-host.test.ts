import { definePlugin } from "@casement/core";
import { expect, it } from "vitest";
import * as z from "zod";
import { createTestHost } from "./create-test-host.ts";

const loggingPlugin = definePlugin({
  id: "logging",
  title: "Logging",
  scopes: { "User.Read": { tier: "read", why: "Show who you are" } },
  sensors: {
    size: {
      title: "Size",
      scope: "User.Read",
      every: "1m",
      value: z.object({ state: z.number() }),
      read({ log }) {
        log.info("measured", { size: 10n });
        return { state: 10 };
      },
    },
  },
});

it("logs data that is not JSON", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: loggingPlugin }] });
  expect(t.sensor("logging/size")).toMatchObject({ state: 10, error: undefined });
  expect(t.log.some((line) => line.includes("measured { size: 10n }"))).toBe(true);
});
