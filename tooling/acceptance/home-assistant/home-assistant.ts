import { join } from "node:path";
import { freePort } from "../harness/free-port.ts";
import type { MosquittoBroker } from "../harness/mosquitto-broker.ts";
import { type RunningProgram, runToEnd, startProgram } from "../harness/programs.ts";
import { waitFor } from "../harness/wait-for.ts";
import { homeAssistantUser, writeConfiguration } from "./configuration.ts";
import { openCommands, type WebSocketCommands } from "./websocket-commands.ts";

export interface EntityState {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, any>>;
}

export interface HomeAssistant extends AsyncDisposable {
  states(): Promise<readonly EntityState[]>;
  /** Undefined when there is no such entity. */
  state(entity: string): Promise<EntityState | undefined>;
  /** Waits for it. */
  waitForState(entity: string, state: string): Promise<EntityState>;
  call(domain: string, service: string, data: object): Promise<void>;
  rest(method: string, path: string, body?: object): Promise<any>;
  /** A command of its websocket interface. */
  command(type: string, data?: object): Promise<any>;
  /** Of all its lives. */
  log(): string;
  restart(): Promise<void>;
}

/** Starts it, makes a user, and connects it to the broker, all by its own interfaces. */
export async function startHomeAssistant(venv: string, folder: string, broker: MosquittoBroker): Promise<HomeAssistant> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const client = `${base}/`;
  await writeConfiguration(folder, port);
  const hass = join(venv, "bin/hass");
  const env = { PATH: `${join(venv, "bin")}:${process.env.PATH}` };
  const added = await runToEnd(hass, ["--script", "auth", "-c", folder, "add", homeAssistantUser.name, homeAssistantUser.password], {
    env,
    seconds: 60,
  });
  if (added.code !== 0) throw new Error(`Home Assistant cannot add a user:\n${added.output}`);

  let program: RunningProgram | undefined;
  let commands: WebSocketCommands | undefined;
  let token: string | undefined;
  let earlier = "";
  const request = async (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${base}${path}`, {
      method,
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  const rest = async (method: string, path: string, body?: object): Promise<any> => {
    const response = await request(method, path, body);
    if (!response.ok) throw new Error(`Home Assistant answers ${method} ${path} with ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const logIn = async (): Promise<string> => {
    const start = { client_id: client, handler: ["homeassistant", null], redirect_uri: client };
    const { flow_id } = await rest("POST", "/auth/login_flow", start);
    const answer = { client_id: client, username: homeAssistantUser.name, password: homeAssistantUser.password };
    const { result: code } = await rest("POST", `/auth/login_flow/${flow_id}`, answer);
    const form = new URLSearchParams({ grant_type: "authorization_code", code, client_id: client });
    const response = await fetch(`${base}/auth/token`, { method: "POST", body: form });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  const log = () => earlier + (program?.output() ?? "");
  const start = async (): Promise<void> => {
    // Everything it needs is installed, exactly: it shall fetch nothing.
    program = startProgram(hass, ["-c", folder, "--skip-pip"], { env });
    try {
      token = await waitFor("Home Assistant's start", 90, logIn);
      await waitFor("Home Assistant to run", 60, async () => (await rest("GET", "/api/config")).state === "RUNNING");
      commands = await openCommands(`ws://127.0.0.1:${port}/api/websocket`, token);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${log()}`, { cause: error });
    }
  };
  const stop = async (): Promise<void> => {
    commands?.close();
    await program?.stop();
    earlier += program?.output() ?? "";
    program = undefined;
    token = undefined;
  };
  const state = async (entity: string): Promise<EntityState | undefined> => {
    const response = await request("GET", `/api/states/${entity}`);
    return response.ok ? ((await response.json()) as EntityState) : undefined;
  };

  await start();
  const flow = await rest("POST", "/api/config/config_entries/flow", { handler: "mqtt", show_advanced_options: false });
  const result = await rest("POST", `/api/config/config_entries/flow/${flow.flow_id}`, { broker: "127.0.0.1", port: broker.port });
  if (result.type !== "create_entry") throw new Error(`Home Assistant does not connect to the broker: ${JSON.stringify(result)}`);
  return {
    states: () => rest("GET", "/api/states"),
    state,
    async waitForState(entity, wanted) {
      let last: string | undefined;
      try {
        return await waitFor(`${entity} to be ${wanted}`, 30, async () => {
          const found = await state(entity);
          last = found?.state;
          return found?.state === wanted && found;
        });
      } catch (error) {
        throw new Error(`${(error as Error).message} It is ${last ?? "not there"}.`);
      }
    },
    call: (domain, service, data) => rest("POST", `/api/services/${domain}/${service}`, data),
    rest,
    command: (type, data) => (commands ? commands.ask(type, data) : Promise.reject(new Error("Home Assistant is not there."))),
    log,
    async restart() {
      await stop();
      await start();
    },
    [Symbol.asyncDispose]: stop,
  };
}
