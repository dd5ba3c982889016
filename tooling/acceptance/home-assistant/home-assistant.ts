import { dirname } from "node:path";
import { findFreePort } from "../harness/find-free-port.ts";
import type { MosquittoBroker } from "../harness/mosquitto-broker.ts";
import { type RunningProgram, runToEnd, startProgram } from "../harness/programs.ts";
import { waitFor } from "../harness/wait-for.ts";
import { homeAssistantUser, modulesFolder, writeConfiguration } from "./configuration.ts";
import type { HomeAssistantRelease } from "./home-assistant-release.ts";
import { openCommands, type WebSocketCommands } from "./websocket-commands.ts";

export interface EntityState {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, any>>;
}

export interface HomeAssistant extends AsyncDisposable {
  readonly address: string;
  /** The token of the signed-in user. */
  token(): string;
  states(): Promise<readonly EntityState[]>;
  /** Undefined: the entity does not exist. */
  state(entity: string): Promise<EntityState | undefined>;
  /** Waits until the entity has the state. */
  waitForState(entity: string, state: string): Promise<EntityState>;
  call(domain: string, service: string, data: object): Promise<void>;
  rest(method: string, path: string, body?: object): Promise<any>;
  /** Sends a command of the WebSocket API. */
  command(type: string, data?: object): Promise<any>;
  /** The log since the first start, over restarts. */
  log(): string;
  restart(): Promise<void>;
}

/** Creates a user, starts Home Assistant and connects it to the broker, all with its own interfaces. `withPages`: whether a browser can open it. */
export async function startHomeAssistant(
  hass: string,
  release: HomeAssistantRelease,
  folder: string,
  broker: MosquittoBroker,
  withPages = false,
): Promise<HomeAssistant> {
  const port = await findFreePort();
  const base = `http://127.0.0.1:${port}`;
  const oauthClientId = `${base}/`;
  await writeConfiguration(folder, port, release, withPages);
  const env = { PATH: `${dirname(hass)}:${process.env.PATH}`, ...(withPages && { PYTHONPATH: modulesFolder(folder) }) };
  const userAdded = await runToEnd(hass, ["--script", "auth", "-c", folder, "add", homeAssistantUser.name, homeAssistantUser.password], {
    env,
    seconds: 60,
  });
  if (userAdded.code !== 0) throw new Error(`Home Assistant could not add a user:\n${userAdded.output}`);

  let program: RunningProgram | undefined;
  let webSocket: WebSocketCommands | undefined;
  let token: string | undefined;
  let earlierLog = "";
  const request = async (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${base}${path}`, {
      method,
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  const rest = async (method: string, path: string, body?: object): Promise<any> => {
    const response = await request(method, path, body);
    if (response.ok) return response.json();
    const end = response.status === 500 ? `\nIts log ends with:\n${log().slice(-3_000)}` : "";
    throw new Error(`Home Assistant responded to ${method} ${path} with ${response.status}: ${await response.text()}${end}`);
  };
  const signIn = async (): Promise<string> => {
    const flow = { client_id: oauthClientId, handler: ["homeassistant", null], redirect_uri: oauthClientId };
    const { flow_id } = await rest("POST", "/auth/login_flow", flow);
    const credentials = { client_id: oauthClientId, username: homeAssistantUser.name, password: homeAssistantUser.password };
    const { result: code } = await rest("POST", `/auth/login_flow/${flow_id}`, credentials);
    const form = new URLSearchParams({ grant_type: "authorization_code", code, client_id: oauthClientId });
    const response = await fetch(`${base}/auth/token`, { method: "POST", body: form });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  const log = () => earlierLog + (program?.output() ?? "");
  const start = async (): Promise<void> => {
    // All packages are installed in exact versions, so Home Assistant must not install any.
    program = startProgram(hass, ["-c", folder, "--skip-pip"], { env });
    try {
      token = await waitFor("Home Assistant to start", 90, signIn);
      await waitFor("Home Assistant to be running", 60, async () => (await rest("GET", "/api/config")).state === "RUNNING");
      webSocket = await openCommands(`ws://127.0.0.1:${port}/api/websocket`, token);
      // Has no effect at a later start, when nothing waits for it.
      if (release.confirmsHttp) await webSocket.send("http/config/promote").catch(() => {});
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${log()}`, { cause: error });
    }
  };
  const stop = async (): Promise<void> => {
    webSocket?.close();
    await program?.stop();
    earlierLog += program?.output() ?? "";
    program = undefined;
    token = undefined;
  };
  const state = async (entity: string): Promise<EntityState | undefined> => {
    const response = await request("GET", `/api/states/${entity}`);
    return response.ok ? ((await response.json()) as EntityState) : undefined;
  };

  await start();
  const flow = await rest("POST", "/api/config/config_entries/flow", { handler: "mqtt", show_advanced_options: false });
  const result = await rest("POST", `/api/config/config_entries/flow/${flow.flow_id}`, {
    broker: "127.0.0.1",
    port: broker.port,
    ...release.mqttSettings,
  });
  if (result.type !== "create_entry") throw new Error(`Home Assistant could not connect to the broker: ${JSON.stringify(result)}`);
  return {
    address: base,
    token: () => token ?? "",
    states: () => rest("GET", "/api/states"),
    state,
    async waitForState(entity, expected) {
      let lastState: string | undefined;
      try {
        return await waitFor(`${entity} to be ${expected}`, 30, async () => {
          const found = await state(entity);
          lastState = found?.state;
          return found?.state === expected && found;
        });
      } catch (error) {
        throw new Error(`${(error as Error).message} It is ${lastState ?? "missing"}.`);
      }
    },
    call: (domain, service, data) => rest("POST", `/api/services/${domain}/${service}`, data),
    rest,
    command: (type, data) => (webSocket ? webSocket.send(type, data) : Promise.reject(new Error("Home Assistant is not running."))),
    log,
    async restart() {
      await stop();
      await start();
    },
    [Symbol.asyncDispose]: stop,
  };
}
