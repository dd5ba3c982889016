import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definePlugin } from "@casement/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../load-config.ts";
import { addAccount, type NewAccount } from "./add-account.ts";

const lamp = definePlugin({ id: "lamp", title: "Lamp", scopes: {} });
const plugins = { known: { lamp: async () => lamp }, importPackage: async () => [] };
const account: NewAccount = {
  name: "home",
  clientId: "11111111-1111-4111-8111-111111111111",
  accountType: "work",
  enableUpdate: true,
  plugins: ["lamp"],
};

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-edit-"));
  file = join(folder, "casement.yaml");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const add = (change: Partial<NewAccount> = {}) => addAccount({ ...account, ...change }, { file, plugins, env: {} });
const load = async () => (await loadConfig({ file, plugins, env: {} })).config;

describe("adding an account", () => {
  it("creates a valid file that only its owner can read", async () => {
    expect(await add()).toEqual({ name: "home", file });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await load())?.options.accounts).toMatchObject([{ name: "home", enableUpdate: true, plugins: [{ plugin: lamp }] }]);
  });

  it("keeps comments and the file's mode", async () => {
    await writeFile(file, "# mine\nhttp: { port: 9000 } # moved\n", { mode: 0o644 });
    await add();
    expect(await readFile(file, "utf8")).toContain("# mine\nhttp: { port: 9000 } # moved\n");
    expect((await stat(file)).mode & 0o777).toBe(0o644);
  });

  it("writes the secret to a separate file with mode 0600", async () => {
    await add({ clientSecret: "value~of.the_secret", clientSecretExpires: "2027-06-30" });
    const text = await readFile(file, "utf8");
    expect(text).not.toContain("value~of.the_secret");
    expect(text).toContain("file: ./.casement/secrets/home-client-secret");
    expect((await stat(join(folder, ".casement/secrets/home-client-secret"))).mode & 0o777).toBe(0o600);
    expect((await load())?.options.accounts).toMatchObject([{ clientSecret: "value~of.the_secret", clientSecretExpires: "2027-06-30" }]);
  });

  it.each([
    ["an invalid client id", { clientId: "abc" }, "clientId"],
    ["a name with uppercase letters", { name: "My Home" }, "name"],
    ["an unknown account type", { accountType: "office" }, "accountType"],
    ["the secret's id instead of its value", { clientSecret: "22222222-2222-4222-8222-222222222222" }, "clientSecret"],
    ["an unknown plugin", { plugins: ["lump"] }, "plugins.lump"],
  ])("refuses %s, names the field, and leaves no file behind", async (_, change, path) => {
    const pointer = `/${path.replace(".", "/")}`;
    await expect(add(change)).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringContaining(`The account was not added: ${path}: `),
      details: { issues: [{ path, pointer }] },
    });
    expect(
      await readdir(folder, { recursive: true }).then((names) => names.filter((name) => !/^\.casement(\/secrets)?$/.test(name))),
    ).toEqual([]);
  });

  it("refuses a name that is taken and leaves the file unchanged", async () => {
    await add();
    const before = await readFile(file, "utf8");
    await expect(add()).rejects.toMatchObject({ code: "input-invalid" });
    expect(await readFile(file, "utf8")).toBe(before);
  });

  it("does not change a file with mistakes elsewhere", async () => {
    await writeFile(file, "https: {}\n");
    await expect(add()).rejects.toMatchObject({ code: "config-invalid" });
    expect(await readFile(file, "utf8")).toBe("https: {}\n");
  });
});

it("a hub that is not set up accepts a config without accounts, and a missing config", async () => {
  const read = async () => (await loadConfig({ file, plugins, env: {}, mayBeEmpty: true })).config;
  expect((await read())?.options.accounts).toEqual([]);
  await writeFile(file, "accounts: []\nhttp: { port: 9000 }\n");
  expect(await read()).toMatchObject({ http: { port: 9000 }, options: { accounts: [] } });
  await writeFile(file, "accounts: []\nhttps: {}\n");
  expect(await read()).toBeUndefined();
});
