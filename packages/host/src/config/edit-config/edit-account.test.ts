import { chmod, lstat, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definePlugin } from "@casement/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadConfig } from "../load-config.ts";
import { prepareAddedAccount } from "./add-account.ts";
import { prepareChangedAccount } from "./change-account.ts";
import { prepareRemovedAccount } from "./remove-account.ts";

const lamp = definePlugin({ id: "lamp", title: "Lamp", scopes: {} });
const plugins = { known: { lamp: async () => lamp }, importPackage: async () => [] };
const clientId = "11111111-1111-4111-8111-111111111111";
const account = { name: "home", clientId, accountType: "work", enableUpdate: true, plugins: ["lamp"] };

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-edit-"));
  file = join(folder, "casement.yaml");
  const edit = await prepareAddedAccount({ ...account, clientSecret: "first~secret" }, options());
  await edit.commit();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const options = (readText?: string) => ({ file, plugins, env: {}, readText });
const read = () => readFile(file, "utf8");
const secretFile = () => join(folder, ".casement/secrets/home-client-secret");
const secretOf = async () => (await loadConfig({ file, plugins, env: {}, mayBeEmpty: true })).config?.options.accounts[0]?.clientSecret;

it("a change takes effect when it is committed, and keeps the file's mode", async () => {
  await chmod(file, 0o640);
  const before = await read();
  const edit = await prepareChangedAccount("home", { timeZone: "Europe/Berlin", clientSecret: "second~secret" }, options());
  expect(edit.config.options.accounts).toMatchObject([{ timeZone: "Europe/Berlin", clientSecret: "second~secret" }]);
  expect(await read()).toBe(before);
  await edit.commit();
  expect([await read(), (await stat(file)).mode & 0o777]).toEqual([edit.text, 0o640]);
  expect(await secretOf()).toBe("second~secret");
  expect((await readdir(folder)).sort()).toEqual([".casement", "casement.yaml"]);
});

it("a change that is given up leaves everything as it was, the secret too", async () => {
  const before = await read();
  const edit = await prepareChangedAccount("home", { clientSecret: "second~secret" }, options());
  await edit.discard();
  expect([await read(), await secretOf(), await readdir(folder)]).toEqual([before, "first~secret", [".casement", "casement.yaml"]]);
});

it("a secret that is no longer needed is deleted, also with its account", async () => {
  await (await prepareChangedAccount("home", { clientSecret: null }, options())).commit();
  await expect(stat(secretFile())).rejects.toMatchObject({ code: "ENOENT" });
  await (await prepareChangedAccount("home", { clientSecret: "third~secret" }, options())).commit();
  await (await prepareRemovedAccount("home", options())).commit();
  await expect(stat(secretFile())).rejects.toMatchObject({ code: "ENOENT" });
  expect(await read()).not.toContain("home");
});

it.each([
  ["since the hub read it", async () => prepareChangedAccount("home", { enableUpdate: false }, options("accounts: []\n"))],
  [
    "while the change was prepared",
    async () => {
      const edit = await prepareRemovedAccount("home", options());
      await writeFile(file, `${await read()}# by hand\n`);
      await edit.commit();
    },
  ],
])("a file that changed %s is not overwritten", async (_, change) => {
  await expect(change()).rejects.toMatchObject({
    code: "config-changed",
    message: expect.stringMatching(/^casement\.yaml has changed since/),
  });
  expect(await read()).toContain("name: home");
  expect(await secretOf()).toBe("first~secret");
  expect((await readdir(folder)).sort()).toEqual([".casement", "casement.yaml"]);
});

it.each([
  ["a time zone that does not exist", { timeZone: "Europe/Berln" }, "timeZone"],
  ["an unknown plugin", { plugins: { lump: {} } }, "plugins.lump"],
  ["a setting that the plugin does not have", { plugins: { lamp: { bright: true } } }, "plugins.lamp.bright"],
])("%s is refused at its field, and the file stays as it is", async (_, edit, path) => {
  const before = await read();
  await expect(prepareChangedAccount("home", edit, options())).rejects.toMatchObject({
    code: "input-invalid",
    details: { issues: [{ path }] },
  });
  expect([await read(), await readdir(folder)]).toEqual([before, [".casement", "casement.yaml"]]);
});

it("an account whose sign-in another one uses is not removed", async () => {
  await writeFile(file, `${await read()}  - { name: shared, signIn: home, sharedMailbox: info@contoso.example }\n`);
  await expect(prepareRemovedAccount("home", options())).rejects.toMatchObject({
    code: "config-invalid",
    message: expect.stringMatching(/signIn: no account is named home/),
  });
});

it("a config that is a link stays one", async () => {
  const real = join(folder, "real.yaml");
  await rename(file, real);
  await symlink(real, file);
  await (await prepareChangedAccount("home", { enableUpdate: false }, options())).commit();
  expect((await lstat(file)).isSymbolicLink()).toBe(true);
  expect(await readFile(real, "utf8")).toContain("enableUpdate: false");
});

it.runIf(process.getuid?.() !== 0)("a folder that cannot be written is named as the reason", async () => {
  await chmod(folder, 0o500);
  await expect(prepareChangedAccount("home", { enableUpdate: false }, options())).rejects.toMatchObject({ code: "config-unwritable" });
  await chmod(folder, 0o700);
});
