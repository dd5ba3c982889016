// Starts the hub as a Home Assistant app: turns the options and the broker that the supervisor names into defaults of casement.yaml, and gives up
// the rights of root.
import { chownSync, existsSync, lchownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const uid = 1000;
const dataFolder = "/data/casement";
const configFolder = "/config";
/** What is wrong with an option is reported with the name of this file. */
const defaultsFile = join(tmpdir(), "options-of-the-app.yaml");
/** The supervisor's address in every installation. */
const supervisor = "172.30.32.2";

const options = JSON.parse(readFileSync("/data/options.json", "utf8"));
/** In the configuration, `${NAME}` is a variable. */
const literal = (text) => String(text).replaceAll("${", () => "$${");

/** The broker of the Mosquitto app, or the one that is set up for apps. Undefined without one. */
async function findBroker() {
  if (options.mqtt === false) return undefined;
  const headers = { authorization: `Bearer ${process.env.SUPERVISOR_TOKEN}` };
  const response = await fetch("http://supervisor/services/mqtt", { headers, signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  const { data } = response?.ok ? await response.json().catch(() => ({})) : {};
  if (!data?.host) {
    console.error(
      "There is no MQTT broker: install the app Mosquitto broker, or write mqtt: into casement.yaml. Without it, Home Assistant shows no entities.",
    );
    return undefined;
  }
  const { host, port, ssl, username, password } = data;
  return {
    url: `${ssl ? "mqtts" : "mqtt"}://${literal(host)}:${port}`,
    ...(username && { username: literal(username), password: literal(password ?? "") }),
  };
}

function giveTo(path) {
  lchownSync(path, uid, uid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) giveTo(child);
    else lchownSync(child, uid, uid);
  }
}

const mqtt = await findBroker();
const defaults = {
  dataDir: dataFolder,
  http: {
    host: "0.0.0.0",
    port: 8365,
    ingress: { proxy: supervisor, readOnlyUsers: (options.read_only_users ?? []).map(literal) },
    ...(options.public_url && { publicUrl: literal(options.public_url) }),
  },
  ...(mqtt && { mqtt }),
  log: { level: options.log_level ?? "warn" },
};
// JSON is YAML.
writeFileSync(defaultsFile, JSON.stringify(defaults), { mode: 0o600 });
chownSync(defaultsFile, uid, uid);
mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
for (const folder of [dataFolder, configFolder]) if (existsSync(folder)) giveTo(folder);
process.setgroups([]);
process.setgid(uid);
process.setuid(uid);
delete process.env.SUPERVISOR_TOKEN;
process.env.CASEMENT_DEFAULTS = defaultsFile;
process.chdir(configFolder);
process.argv = [process.argv[0], "/opt/casement/dist/bin.js", "start"];
await import("/opt/casement/dist/bin.js");
