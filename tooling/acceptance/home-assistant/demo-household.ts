import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Emulator, household, householdUsers, serveEmulator } from "@casement/graph-emulator";
import { type Program, run } from "./programs.ts";

export const user = householdUsers.main;

export interface Household extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly hub: Program;
  api(method: string, path: string, body?: object): Promise<any>;
}

/** The emulated household, and the hub as people start it, signed in. */
export async function startHousehold(root: string, folder: string, broker: { port: number }): Promise<Household> {
  const server = await serveEmulator({ household });
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "casement.yaml"),
    `emulator: ${server.url}
http: { port: 0 }
mqtt: { url: "mqtt://127.0.0.1:${broker.port}" }
accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    enableUpdate: true
    timeZone: ${server.emulator.directory.user(user)?.timeZone ?? "UTC"}
    plugins: { calendar: { every: { events: 15s } }, todo: {}, status: {}, autoreply: {} }
`,
  );
  const tsx = join(root, "node_modules/.bin/tsx");
  const hub = run(tsx, ["--conditions=casement-source", join(root, "apps/hub/src/bin.ts"), "start", "--json"], { cwd: folder });
  const { address } = JSON.parse(await hub.firstLine);
  const { token } = JSON.parse(await readFile(join(folder, ".casement/run.json"), "utf8"));
  const api = async (method: string, path: string, body?: object): Promise<any> => {
    const response = await fetch(`${address}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`The hub answers ${path} with ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const { url } = await api("POST", "accounts/home/sign-in", { method: "paste" });
  const browser = server.emulator.control.entra.signIn(url, { user });
  if (!("redirect" in browser)) throw new Error(`The emulator stopped at its page "${browser.page}".`);
  await api("POST", "accounts/home/sign-in/complete", { url: browser.redirect });
  return {
    emulator: server.emulator,
    hub,
    api,
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]();
      await server.close();
    },
  };
}
