import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadConfig } from "../load-config.ts";
import { prepareAddedWebhook, prepareChangedWebhook, prepareRemovedWebhook } from "./edit-webhooks.ts";

const house = `# The family's hub
http: {port: 9000}   # moved
webhooks:
  # to the flows in the cellar
  - name: cellar # Node-RED
    url: \${CELLAR}/hook
    secret: { file: cellar-secret }
    privateNetwork: true
    events: [calendar/*] # all of them
accounts: []
`;
const plugins = { known: {}, importPackage: async () => [] };
const env = { CELLAR: "http://192.168.1.5:1880" };
const cloud = { name: "cloud", url: "https://flows.example/$" + "{hook}", events: ["calendar/event-started"], sensors: ["home/todo/*"] };

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-webhooks-"));
  file = join(folder, "casement.yaml");
  await writeFile(file, house);
  await writeFile(join(folder, "cellar-secret"), `whsec_${Buffer.alloc(32, 7).toString("base64")}`, { mode: 0o600 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const options = () => ({ file, plugins, env });
const read = () => readFile(file, "utf8");
const webhooksOf = async () => (await loadConfig({ file, plugins, env, mayBeEmpty: true })).config?.webhooks;
const secretFile = () => join(folder, ".casement/secrets/cloud-webhook-secret");
const comments = (text: string) => text.match(/#.*/g);

it("adds a webhook with a secret of its own, and removes it with the secret", async () => {
  const edit = await prepareAddedWebhook(cloud, options());
  expect(await read()).toBe(house);
  await edit.commit();
  expect(await webhooksOf()).toMatchObject([{ name: "cellar" }, { ...cloud, secret: edit.secret }]);
  expect(Buffer.from(edit.secret.replace("whsec_", ""), "base64")).toHaveLength(32);
  expect([await readFile(secretFile(), "utf8"), (await stat(secretFile())).mode & 0o777]).toEqual([`${edit.secret}\n`, 0o600]);
  expect(await read()).not.toContain(edit.secret);
  expect(comments(await read())).toEqual(comments(house));
  await (await prepareRemovedWebhook("cloud", options())).commit();
  expect(await read()).toBe(house);
  await expect(stat(secretFile())).rejects.toMatchObject({ code: "ENOENT" });
});

it("changes one, and leaves comments, variables and the rest as they are", async () => {
  const edit = await prepareChangedWebhook("cellar", { sensors: ["home/*"], bodies: true, url: "$" + "{CELLAR}/hook" }, options());
  await edit.commit();
  expect(await webhooksOf()).toMatchObject([
    { url: "http://192.168.1.5:1880/hook", sensors: ["home/*"], bodies: true, events: ["calendar/*"] },
  ]);
  expect(comments(await read())).toEqual(comments(house));
  await (await prepareChangedWebhook("cellar", { events: null }, options())).commit();
  expect((await webhooksOf())?.[0]).not.toHaveProperty("events");
});

it("of the last one leaves a file that is valid, and a secret that the hub did not make", async () => {
  await (await prepareRemovedWebhook("cellar", options())).commit();
  expect([await webhooksOf(), (await stat(join(folder, "cellar-secret"))).isFile()]).toEqual([[], true]);
  await (await prepareAddedWebhook(cloud, options())).commit();
  expect(await webhooksOf()).toMatchObject([{ name: "cloud" }]);
});

it.each<[what: string, change: object, key: string, text: string]>([
  ["a name that is used", { name: "cellar" }, "name", "is used already"],
  ["a name with spaces", { name: "My flows" }, "name", "lowercase letters"],
  ["a private address without leave", { url: "http://192.168.1.5/hook" }, "url", "privateNetwork: true"],
  ["nothing to send", { events: [], sensors: [] }, "", "sends nothing"],
  ["an event that has no such form", { events: ["Started!"] }, "events", "account/plugin/name"],
])("refuses %s, and writes nothing", async (_, change, key, text) => {
  const error: any = await prepareAddedWebhook({ ...cloud, ...change }, options()).catch((thrown) => thrown);
  expect([error.code, error.message]).toEqual(["input-invalid", expect.stringContaining(text)]);
  expect(error.details.issues[0].path.split(".")[0]).toBe(key);
  expect(await read()).toBe(house);
  await expect(stat(secretFile())).rejects.toMatchObject({ code: "ENOENT" });
});

it("forgets the secret of a webhook that is not added after all", async () => {
  const edit = await prepareAddedWebhook(cloud, options());
  await writeFile(file, `${house}# changed meanwhile\n`);
  await expect(edit.commit()).rejects.toMatchObject({ code: "config-changed" });
  await expect(stat(secretFile())).rejects.toMatchObject({ code: "ENOENT" });
  await expect(prepareChangedWebhook("nobody", { bodies: true }, options())).rejects.toMatchObject({ code: "not-found" });
});
