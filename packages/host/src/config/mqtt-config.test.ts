import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatProblem } from "./config-problem.ts";
import { loadConfig } from "./load-config.ts";

const head = "accounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }]\n";
const pem = "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-mqtt-config-"));
  await writeFile(join(folder, "ca.pem"), pem, { mode: 0o600 });
  await writeFile(join(folder, "password"), "s3cret\n", { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(mqtt: string) {
  await writeFile(join(folder, "casement.yaml"), `${head}mqtt:\n${mqtt}\n`);
  const plugins = { known: {}, importPackage: async () => [] };
  const { config, problems } = await loadConfig({ file: "casement.yaml", cwd: folder, env: {}, plugins });
  return { config, lines: problems.map(formatProblem) };
}

test("all keys are accepted, with secrets and certificates from files", async () => {
  const { config, lines } = await load(`  url: mqtts://broker:8883
  username: casement
  password: { file: password }
  ca: { file: ca.pem }
  cert: { file: ca.pem }
  key: { file: ca.pem }
  protocol: 5
  baseTopic: house/m365
  exclude: ["home/todo/*"]
  unretained: ["*/email/*"]
  language: de-AT
  bodies: true
  maxAttributes: 8000`);
  expect(lines).toEqual([]);
  expect(config?.mqtt).toMatchObject({
    url: "mqtts://broker:8883",
    password: "s3cret",
    ca: pem,
    cert: pem,
    key: pem,
    protocol: "5",
    baseTopic: "house/m365",
    language: "de-AT",
  });
});

test.each([
  ["  baseTopic: x", ["2:1 mqtt.url: is missing"]],
  ["  url: broker", ["3:8 mqtt.url: must be an address that starts with mqtt://, mqtts://, ws:// or wss://"]],
  ["  { url: mqtt://b, user: x }", ['3:20 mqtt.user: is not a known key; did you mean "username"?']],
  ["  { url: mqtt://b, language: German }", ["3:30 mqtt.language: must be a language tag like de or pt-BR"]],
  ["  { url: mqtt://b, protocol: 4 }", ["3:30 mqtt.protocol: must be 5 or 3.1.1"]],
  [
    "  { url: mqtt://b, baseTopic: a/ }",
    ["3:31 mqtt.baseTopic: must be a topic without #, + or spaces, without $ at the start and without a slash at the start or end"],
  ],
  [
    "  { url: mqtts://b, ca: ca.pem }",
    ["3:25 mqtt.ca: must be a certificate or key in PEM format; to read it from a file, use { file: … }"],
  ],
  ["  { url: mqtt://b, ca: { file: ca.pem } }", ["3:20 mqtt.ca: has no effect without TLS; use mqtts:// in the url"]],
  ["  { url: mqtts://b, cert: { file: ca.pem } }", ["3:21 mqtt.cert: requires key"]],
  ["  { url: mqtts://b, key: { file: ca.pem } }", ["3:21 mqtt.key: requires cert"]],
  [
    "  { url: 'mqtt://a:b@c', username: a, password: b }",
    [
      "3:26 mqtt.username: is also set in the url; remove one of the two",
      "3:39 mqtt.password: is also set in the url; remove one of the two",
    ],
  ],
  ["  { url: mqtt://b, password: x }", ["3:20 mqtt.password: requires username"]],
  ["  { url: mqtt://b, exclude: [a b] }", ["3:30 mqtt.exclude.0: must have the form account/plugin/sensor, with * as wildcard"]],
])("%s is reported with its position", async (mqtt, expected) => {
  const { config, lines } = await load(mqtt);
  expect(lines).toEqual(expected.map((line) => `casement.yaml:${line}`));
  expect(config).toBeUndefined();
});
