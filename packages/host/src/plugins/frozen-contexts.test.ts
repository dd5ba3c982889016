import { definePlugin, service } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { z } from "zod";

const scope = "Tasks.ReadWrite" as const;

it("a plugin can change nothing that other plugins or later calls receive", async () => {
  const shared = ["config", "account", "log", "graph", "files", "target"] as const;
  const seen: { name: string; isFrozen: boolean }[] = [];
  const note = (call: object) => {
    seen.push({ name: "call", isFrozen: Object.isFrozen(call) });
    for (const name of shared) if (name in call) seen.push({ name, isFrozen: Object.isFrozen((call as Record<string, unknown>)[name]) });
  };
  const plugin = definePlugin({
    id: "curious",
    title: "Curious",
    scopes: { "Tasks.Read": { tier: "read", why: "Read" }, [scope]: { tier: "update", why: "Write" } },
    config: z.object({ rules: z.array(z.object({ name: z.string() })).default([{ name: "a" }]), pattern: z.string().default("x") }),
    sensors: {
      list: {
        title: "List",
        scope: "Tasks.Read",
        every: "1h",
        value: z.object({ state: z.number() }),
        read(call) {
          for (const name of ["config", "account", "log", "graph"] as const)
            seen.push({ name: `read ${name}`, isFrozen: Object.isFrozen(call[name]) });
          return { state: 1 };
        },
      },
    },
    services: {
      look: service({
        title: "Look",
        scope,
        target: "list",
        config: z.object({ rules: z.array(z.object({ name: z.string() })) }),
        input: z.object({}),
        output: z.object({ changed: z.boolean() }),
        run(call) {
          note(call);
          seen.push({ name: "config.rules", isFrozen: Object.isFrozen(call.config.rules) && Object.isFrozen(call.config.rules[0]) });
          return { changed: Reflect.set(call.files, "read", undefined) || Reflect.set(call.config.rules[0]!, "name", "b") };
        },
      }),
    },
  });
  await using t = await createTestHost({ plugins: [{ plugin }] });
  expect(await t.account.call("curious/look")).toEqual({ changed: false });
  expect(seen.filter(({ isFrozen }) => !isFrozen).map(({ name }) => name)).toEqual([]);
  expect(new Set(seen.map(({ name }) => name)).size).toBe(12);
});
