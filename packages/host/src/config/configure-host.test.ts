import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definePlugin, type Plugin } from "@casement/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { HostOptions } from "../api.ts";
import { createHost } from "../create-host.ts";
import { configureHost } from "./configure-host.ts";
import { loadConfig } from "./load-config.ts";

const plugin = definePlugin({
  id: "lamps",
  title: "Lamps",
  config: z.object({ room: z.string().optional(), bright: z.boolean().optional() }),
  scopes: { "User.Read": { tier: "read", why: "Show who you are" } },
  feeds: { lamps: { scope: "User.Read", every: "1m", item: z.object({}), sync: () => undefined } },
  sensors: { lamp: { title: "Lamp", feed: "lamps", value: z.object({ state: z.number() }), view: () => ({ value: { state: 1 } }) } },
});
const account = {
  name: "home",
  clientId: "11111111-1111-4111-8111-111111111111",
  accountType: "work",
  plugins: [{ plugin, config: { room: "attic" }, every: { lamps: "2m" } }],
};

/** The error message for options that were written without type checks. */
async function mistakesIn(change: object, accountChange: object = {}): Promise<string> {
  const options = { dataDir: "/opt/data", accounts: [{ ...account, ...accountChange }], ...change } as unknown as HostOptions;
  try {
    await createHost(options);
    return "";
  } catch (error) {
    expect(error).toMatchObject({ code: "config-invalid" });
    return (error as Error).message;
  }
}

/** The options of a file in which the account `home` has this plugin, whose id is `lamps`. */
async function optionsFromFile(lamps: Plugin): Promise<HostOptions> {
  const folder = await mkdtemp(join(tmpdir(), "casement-"));
  const file = join(folder, "casement.yaml");
  await writeFile(file, `accounts: [{ name: home, clientId: ${account.clientId}, accountType: work, plugins: { lamps: {} } }]`);
  const { config } = await loadConfig({ file, plugins: { known: { lamps: async () => lamps }, importPackage: async () => [] } });
  await rm(folder, { recursive: true });
  return config!.options;
}
const withPlugin = (change: object) => ({ plugins: [{ ...account.plugins[0], ...change }] });

describe("createHost", () => {
  it("accepts valid options", async () => {
    expect(await mistakesIn({})).toBe("");
    expect(await mistakesIn({}, { plugins: [{ plugin }] })).toBe("");
  });

  it("accepts objects that refer to themselves, such as a transport or a logger", async () => {
    const transport: Record<string, unknown> = { fetch: () => undefined };
    transport.agent = { transport };
    expect(await mistakesIn({ transport })).toBe("");
  });

  it.each<[what: string, change: object, accountChange: object, sentence: string]>([
    ["a relative data folder", { dataDir: "data" }, {}, "dataDir: must be an absolute path"],
    ["an unknown option", { dataDri: "/opt" }, {}, 'dataDri: is not a known key; did you mean "dataDir"?'],
    [
      "an unknown account option",
      {},
      { enableUpdates: true },
      'accounts.0.enableUpdates: is not a known key; did you mean "enableUpdate"?',
    ],
    ["a time zone that does not exist", {}, { timeZone: "Europe/Berln" }, "accounts.0.timeZone: "],
    ["an account type that is not a tenant", {}, { accountType: "nonsense type" }, "accounts.0.accountType: must be work, personal"],
    ["a client id that is not a GUID", {}, { clientId: "abc" }, "accounts.0.clientId: must be the application (client) ID"],
    ["an account name with uppercase letters", {}, { name: "Home" }, "accounts.0.name: must be at most 32 lowercase letters"],
    ["a sign-in of an account that does not exist", {}, { signIn: "hom" }, "accounts.0.signIn: no account is named hom"],
    [
      "a setting that the plugin does not have",
      {},
      withPlugin({ config: { rom: "attic" } }),
      'accounts.0.plugins.0.config.rom: is not a known key; did you mean "room"?',
    ],
    [
      "a setting of the wrong type",
      {},
      withPlugin({ config: { bright: "yes" } }),
      "accounts.0.plugins.0.config.bright: must be true or false",
    ],
    [
      "an interval for an unknown kind",
      {},
      withPlugin({ every: { lmaps: "2m" } }),
      'accounts.0.plugins.0.every.lmaps: is not a feed or sensor kind with an interval; did you mean "lamps"?',
    ],
    [
      "an interval for a view",
      {},
      withPlugin({ every: { lamp: "2m" } }),
      "accounts.0.plugins.0.every.lamp: is not a feed or sensor kind with an interval",
    ],
    ["an interval that is too short", {}, withPlugin({ every: { lamps: "1s" } }), "accounts.0.plugins.0.every.lamps: must be at least 15s"],
    ["an interval of nothing", {}, withPlugin({ every: { lamps: "0s" } }), "accounts.0.plugins.0.every.lamps: must be at least 15s"],
    [
      "an interval that is not a duration",
      {},
      withPlugin({ every: { lamps: "soon" } }),
      "accounts.0.plugins.0.every.lamps: must be a number followed by s, m or h",
    ],
    [
      "a plugin twice",
      {},
      { plugins: [{ plugin }, { plugin }] },
      'accounts.0.plugins.1: the account has the plugin "lamps" twice; remove one',
    ],
    ["no accounts", { accounts: undefined }, {}, "accounts: is missing"],
    ["a relative data folder, without accounts too", { accounts: [], dataDir: "data" }, {}, "dataDir: must be an absolute path"],
    ["an account that is null", { accounts: [null] }, {}, "accounts.0: has no value"],
    ["no list of plugins", {}, { plugins: undefined }, "accounts.0.plugins: is missing"],
    [
      "a plugin without its options around it",
      {},
      { plugins: [plugin] },
      'accounts.0.plugins.0: is the plugin "lamps" itself; write { plugin: … } around it',
    ],
    [
      "an unknown key of a plugin's options",
      {},
      withPlugin({ confg: {} }),
      'accounts.0.plugins.0.confg: is not a known key; did you mean "config"?',
    ],
    [
      "a permission map that is only its operations",
      { permissionMap: { operations: [] } },
      {},
      "permissionMap: must be an object with the functions coverage, permissionsOf",
    ],
    ["a port without its functions", { ports: { leases: {} } }, {}, "ports.leases: must be an object with the function lease"],
    ["a transport that is only a function", { transport: () => {} }, {}, "transport: must be an object with the function fetch"],
    ["a logger without levels", { log: console.log }, {}, "log: must be an object with the functions debug, info, warn, error"],
    ["a clock that is a date", { clock: new Date(0) }, {}, "clock: must be an object with the functions now, after"],
    ["a plugin that is null", {}, { plugins: [null] }, "accounts.0.plugins.0: has no value"],
    ["a file host that is not text", { files: { hosts: [1] } }, {}, "files.hosts.0: must be text"],
  ])("refuses %s", async (_, change, accountChange, sentence) => {
    expect(await mistakesIn(change, accountChange)).toContain(sentence);
  });

  it("validates the configuration of a plugin once on its way from the file to the plugin", async () => {
    let validations = 0;
    const config = z.object({ room: z.string().default("hall") }).refine(() => ++validations > 0);
    const plugins = await configureHost(await optionsFromFile(definePlugin({ id: "lamps", title: "Lamps", config, scopes: {} })));
    expect(plugins.get("home")).toMatchObject([{ config: { room: "hall" }, enabled: true, every: {} }]);
    expect(validations).toBe(1);
  });

  it("validates what a program adds to the options from a file", async () => {
    const options = await optionsFromFile(plugin);
    expect(await mistakesIn({ ...options, transport: () => {} })).toContain("transport: must be an object with the function fetch");
    expect(await mistakesIn({ ...options, dataDri: "/opt" })).toContain('dataDri: is not a known key; did you mean "dataDir"?');
    expect(await mistakesIn({ ...options, accounts: [...options.accounts, ...options.accounts] })).toContain(
      "accounts.1.name: is already the name of another account",
    );
  });

  it("reports all mistakes at once, and two accounts with the same name", async () => {
    const message = await mistakesIn({ accounts: [account, { ...account, timeZone: "x" }], dataDir: "data" });
    expect(message).toMatch(/dataDir: .*accounts\.1\.timeZone: .*accounts\.1\.name: is already the name of another account/);
  });

  it("passes on the error of an invalid plugin", async () => {
    const options = { dataDir: "/opt/data", accounts: [{ ...account, plugins: [{ plugin: {} }] }] } as unknown as HostOptions;
    await expect(createHost(options)).rejects.toMatchObject({ code: "plugin-invalid" });
  });
});
