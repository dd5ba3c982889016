import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definePlugin } from "@casement/core";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { createAccountReader } from "./account-reader.ts";

const chat = definePlugin({
  id: "chat",
  title: "Chat",
  config: z.object({ limit: z.int().optional() }),
  scopes: { "Chat.Read": { tier: "read", why: "Read" } },
});
const clientId = "11111111-1111-4111-8111-111111111111";

async function createReader() {
  const folder = await mkdtemp(join(tmpdir(), "casement-reader-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "secret"), "from-a-file\n", { mode: 0o600 });
  const plugins = { known: { chat: async () => chat }, importPackage: async () => [] };
  return createAccountReader({ file: join(folder, "casement.yaml"), packages: [] }, { plugins, env: { ZONE: "Europe/Berlin" } });
}

test("an account becomes what the file would make of it", async () => {
  const reader = await createReader();
  const block = { name: "home", clientId, accountType: "work", timeZone: "$" + "{ZONE}", clientSecret: { file: "secret" } };
  const resolved = await reader.resolve({ ...block, plugins: { chat: { limit: 3 } } });
  expect(resolved).toMatchObject({ timeZone: "Europe/Berlin", clientSecret: "from-a-file" });
  expect(await reader.read(resolved)).toEqual({ ...resolved, plugins: [{ plugin: chat, config: { limit: 3 } }] });
  const shared = { name: "shared", signIn: "home", sharedMailbox: "info@contoso.example" };
  expect(await reader.read(shared, resolved)).toMatchObject({ ...shared, clientId, clientSecret: "from-a-file", plugins: [] });
});

test("all its mistakes are told by key", async () => {
  const reader = await createReader();
  const block = { name: "home", clientId: "nobody", accountType: "work", plugins: { chats: {}, chat: { limit: "many" } } };
  const error = await reader.read(block).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: "input-invalid", message: expect.stringMatching(/^The account home is invalid: clientId: must be/) });
  expect(error.details.issues.map(({ path }: { path: string }) => path)).toEqual(["clientId", "plugins.chats", "plugins.chat.limit"]);
  await expect(reader.resolve({ name: "home", clientSecret: { file: "missing" } })).rejects.toMatchObject({
    details: { issues: [{ path: "clientSecret.file" }] },
  });
  await expect(reader.read({ name: "shared", signIn: "home" })).rejects.toMatchObject({ code: "input-invalid" });
});
