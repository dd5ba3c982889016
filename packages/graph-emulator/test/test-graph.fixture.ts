import type { Emulator, EmulatorOptions } from "../src/emulator.ts";
import { createEmulator } from "../src/emulator.ts";
import { createFakeClock, type FakeClock } from "../src/fake-clock.ts";

/** A response whose body has been read. */
export interface TestResponse {
  status: number;
  /** JSON, text, or null. */
  body: any;
  headers: Headers;
}

export interface TestClient {
  get(path: string, headers?: Record<string, string>): Promise<TestResponse>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestResponse>;
}

export interface TestGraph {
  emulator: Emulator;
  clock: FakeClock;
  /** Creates a client that sends requests as this user with these permissions. */
  client(user: string, ...scopes: string[]): Promise<TestClient>;
}

export const graphRoot = "https://graph.microsoft.com/v1.0";
/** User principal names: Ada and Ben of one tenant, and Pat with a personal account. */
export const testUsers = { ada: "ada@contoso.example", ben: "ben@contoso.example", pat: "pat@outlook.example" } as const;
const { ada, ben, pat } = testUsers;

/** Creates an emulator for tests: a tenant with Ada and Ben, and Pat with a personal account. */
export function createTestGraph(options: EmulatorOptions = {}): TestGraph {
  const clock = createFakeClock();
  const emulator = createEmulator({ clock, ...options });
  emulator.directory.addTenant({ domain: "contoso.example" });
  emulator.directory.addUser({ userPrincipalName: ada, displayName: "Ada Reed", jobTitle: "Engineer" });
  emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben Ito" });
  emulator.directory.addUser({ userPrincipalName: pat, displayName: "Pat Lee" });
  return {
    emulator,
    clock,
    async client(user, ...scopes) {
      const token = await emulator.control.tokens.issue(user, scopes);
      const send: TestClient["send"] = async (method, path, body, headers = {}) => {
        const response = await emulator.fetch(path.startsWith("https:") ? path : graphRoot + path, {
          method,
          headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
          ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
        });
        const text = await response.text();
        const json = /json/.test(response.headers.get("content-type") ?? "");
        return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text || null };
      };
      return { get: (path, headers) => send("GET", path, undefined, headers), send };
    },
  };
}
