import type { Emulator } from "@casement/graph-emulator";
import { waitFor } from "./wait-for.ts";

export interface HubSensor {
  readonly id: string;
  readonly title: string;
  readonly state: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly stale: boolean;
  readonly present: { readonly kind: string } | null;
}

/** A running hub, as a program with its token uses it. */
export interface HubAccess {
  api(method: string, path: string, body?: object): Promise<any>;
  sensors(): Promise<readonly HubSensor[]>;
  /** Signs an account in at the emulator. */
  signIn(account: string, user: string): Promise<void>;
  /** Waits until each of these address prefixes has sensors, and all sensors have current values. */
  waitForSensors(prefixes: readonly string[]): Promise<void>;
}

/** `readToken` is called for each request: the token of a hub may change when it restarts. */
export function createHubAccess(address: string, readToken: () => Promise<string>, { control }: Emulator): HubAccess {
  const api = async (method: string, path: string, body?: object): Promise<any> => {
    const response = await fetch(`${address}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${await readToken()}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const json = await response.json();
    if (!response.ok) throw new Error(`The hub responded to ${path} with ${response.status}: ${JSON.stringify(json)}`);
    return json;
  };
  const sensors = async (): Promise<readonly HubSensor[]> => (await api("GET", "sensors")).sensors;
  return {
    api,
    sensors,
    async signIn(account, user) {
      const { url } = await api("POST", `accounts/${account}/sign-in`, { method: "paste" });
      const browser = control.entra.signIn(url, { user });
      if (!("redirect" in browser))
        throw new Error(`The sign-in stopped at the emulator's page "${browser.page}". ${browser.message ?? ""}`);
      const { outcome, code, means } = await api("POST", `accounts/${account}/sign-in/complete`, { url: browser.redirect });
      if (outcome !== "signed-in") throw new Error(`The sign-in of ${account} ended as ${outcome}: ${code} ${means ?? ""}`);
    },
    async waitForSensors(prefixes) {
      let missing: readonly string[] = [];
      try {
        await waitFor("all sensors of the household", 60, async () => {
          const current = await sensors();
          missing = [
            ...prefixes.filter((prefix) => !current.some(({ id }) => id.startsWith(prefix))),
            ...current.filter(({ state, stale }) => state === undefined || stale).map(({ id }) => id),
          ];
          return missing.length === 0;
        });
      } catch (error) {
        throw new Error(`${(error as Error).message} Missing: ${missing.join(", ")}`, { cause: error });
      }
    },
  };
}
