import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dataFolderOf } from "./data-folder.ts";
import { loadConfig } from "./load-config.ts";

let folder: string;
let defaults: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-defaults-"));
  defaults = join(folder, "defaults.yaml");
  await writeFile(
    defaults,
    `http: { host: 0.0.0.0, publicUrl: "\${PUBLIC_URL}" }
mqtt: { url: "mqtt://broker", username: app, password: secret }
dataDir: ${join(folder, "data")}
`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

const env = () => ({ CASEMENT_DEFAULTS: defaults, PUBLIC_URL: "http://hub.lan:8365" });
async function load(text: string, variables: Record<string, string> = env()) {
  const file = join(folder, "casement.yaml");
  await writeFile(file, text);
  return loadConfig({ file, env: variables, plugins: { known: {}, importPackage: async () => [] }, mayBeEmpty: true });
}

it.each(["", "# nothing yet\n", "accounts: []\n"])("fill a configuration that says nothing: %j", async (text) => {
  const { config, problems } = await load(text);
  expect(problems.filter(({ path }) => path !== "accounts")).toEqual([]);
  if (text.startsWith("accounts")) return;
  expect(config).toMatchObject({
    dataDir: join(folder, "data"),
    http: { host: "0.0.0.0", publicUrl: "http://hub.lan:8365", port: 8365 },
    mqtt: { url: "mqtt://broker", username: "app" },
  });
  expect(await dataFolderOf(join(folder, "casement.yaml"), env())).toBe(join(folder, "data"));
});

it("yield to the configuration, key by key", async () => {
  const { config } = await load("http: { publicUrl: https://hub.example, port: 9000 }\nmqtt: { baseTopic: office }\ndataDir: mine\n");
  expect(config?.http).toMatchObject({ host: "0.0.0.0", publicUrl: "https://hub.example", port: 9000 });
  expect(config?.mqtt).toMatchObject({ url: "mqtt://broker", username: "app", baseTopic: "office" });
  expect(config?.dataDir).toBe(join(folder, "mine"));
});

it("never send the password of one broker to another", async () => {
  const { config } = await load("mqtt: { url: mqtt://other }\n");
  expect(config?.mqtt).toEqual({ url: "mqtt://other" });
});

it("are none without the variable", async () => {
  const { config } = await load("", {});
  expect(config).toMatchObject({ http: { host: "127.0.0.1" }, mqtt: undefined });
});

it.each([
  ["a file that does not exist", () => join(folder, "gone.yaml"), /cannot be read \(ENOENT\)/],
  ["a file that is no configuration", () => join(folder, "text.yaml"), /is not a YAML file with keys/],
])("refuse %s", async (_, file, message) => {
  await writeFile(join(folder, "text.yaml"), "- a\n- b\n");
  await expect(load("", { CASEMENT_DEFAULTS: file() })).rejects.toThrow(message);
});

it("are named where they are wrong, and the configuration where it is", async () => {
  const wrong = await load("accounts: []\n", { CASEMENT_DEFAULTS: defaults, PUBLIC_URL: "hub.lan:8365" });
  expect(wrong.problems.find(({ path }) => path === "http.publicUrl")).toMatchObject({ file: defaults, line: 1, column: 35 });
  const unset = await load("http: { port: 8365 }\n", { CASEMENT_DEFAULTS: defaults });
  expect(unset.problems).toMatchObject([
    { file: defaults, path: "http.publicUrl", message: expect.stringContaining("PUBLIC_URL is not set") },
  ]);
  const own = await load("\nhttp: { publicUrl: hub.lan }\n");
  expect(new Set(own.problems.map(({ file, line }) => `${file} ${line}`))).toEqual(new Set([`${join(folder, "casement.yaml")} 2`]));
});
