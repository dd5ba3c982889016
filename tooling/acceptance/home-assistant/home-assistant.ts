import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually, finish, freePort, type Program, run } from "./programs.ts";

/** The last release for Python 3.11. */
export const release = "2024.3.3";
/** What its MQTT integration needs, which it would fetch at its first start; and josepy, newer versions of which it cannot use. */
const requirements = [`homeassistant==${release}`, "paho-mqtt==1.6.1", "josepy<2"];

export interface State {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, any>>;
}

export interface HomeAssistant extends AsyncDisposable {
  states(): Promise<readonly State[]>;
  state(entity: string): Promise<State>;
  call(domain: string, service: string, data: object): Promise<void>;
  readonly log: () => string;
}

/** A virtual environment with Home Assistant in `folder`, or why there is none. */
export async function install(folder: string): Promise<string | undefined> {
  const made = await finish("python3.11", ["-m", "venv", folder]);
  if (made.code !== 0) return `python3.11 cannot make a virtual environment: ${lastLine(made.output)}`;
  const installed = await finish(join(folder, "bin/pip"), ["install", "--quiet", ...requirements]);
  return installed.code === 0 ? undefined : `pip cannot install Home Assistant: ${lastLine(installed.output)}`;
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";

/** Starts it, makes a user, and connects it to the broker, all by its own interfaces. */
export async function startHomeAssistant(venv: string, folder: string, broker: { port: number }): Promise<HomeAssistant> {
  const port = await freePort();
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "configuration.yaml"),
    `homeassistant: { name: Acceptance, latitude: 52.5, longitude: 13.4, elevation: 30, unit_system: metric, time_zone: Europe/Berlin, country: DE }
http: { server_host: 127.0.0.1, server_port: ${port} }
api:
config:
onboarding:
logger: { default: warning }
`,
  );
  const program: Program = run(join(venv, "bin/hass"), ["-c", folder], { env: { PATH: `${join(venv, "bin")}:${process.env.PATH}` } });
  const base = `http://127.0.0.1:${port}`;
  const client = `${base}/`;
  let token: string | undefined;
  const ask = async (method: string, path: string, body?: object): Promise<any> => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`Home Assistant answers ${method} ${path} with ${response.status}: ${await response.text()}`);
    return response.json();
  };
  try {
    const user = { client_id: client, name: "Ada", username: "ada", password: "acceptance-only", language: "en" };
    const { auth_code } = await eventually("Home Assistant's start", 240, () => ask("POST", "/api/onboarding/users", user));
    const form = new URLSearchParams({ grant_type: "authorization_code", code: auth_code, client_id: client });
    token = ((await (await fetch(`${base}/auth/token`, { method: "POST", body: form })).json()) as { access_token: string }).access_token;
    const flow = await ask("POST", "/api/config/config_entries/flow", { handler: "mqtt", show_advanced_options: false });
    const result = await ask("POST", `/api/config/config_entries/flow/${flow.flow_id}`, { broker: "127.0.0.1", port: broker.port });
    if (result.type !== "create_entry") throw new Error(`Home Assistant does not connect to the broker: ${JSON.stringify(result)}`);
  } catch (error) {
    await program[Symbol.asyncDispose]();
    throw new Error(`${(error as Error).message}\n${program.output()}`, { cause: error });
  }
  return {
    states: () => ask("GET", "/api/states"),
    state: (entity) => ask("GET", `/api/states/${entity}`),
    call: (domain, service, data) => ask("POST", `/api/services/${domain}/${service}`, data),
    log: program.output,
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}
