import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { createHttp, type Http } from "./create-http.ts";
import type { HttpOptions } from "./http-options.ts";
import { tasksPlugin } from "./tasks-plugin.fixture.ts";

export const ada = "ada@contoso.example";
export const origin = "http://127.0.0.1:8365";
export const token = "the-full-token-of-the-test";
export const readToken = "the-read-token-of-the-test";

export interface Asking extends Omit<RequestInit, "headers" | "body"> {
  /** Default: the full token. `null`: none. */
  as?: string | null;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface TestHttp extends AsyncDisposable {
  readonly t: TestHost;
  readonly http: Http;
  readonly lines: string[];
  ask(target: string, asking?: Asking): Promise<Response>;
  /** Asks and gives status and JSON. */
  json(target: string, asking?: Asking): Promise<{ status: number; body: any }>;
  addTask(title: string): Promise<string>;
}

/** An HTTP interface on a test host with a To Do list "Groceries". */
export async function testHttp(options: Partial<TestHostOptions> = {}, http: HttpOptions = {}): Promise<TestHttp> {
  const t = await createTestHost({ plugins: [{ plugin: tasksPlugin }], ...options });
  if (options.dataDir === undefined && !options.signedOut) {
    t.emulator.control.todo.addList(ada, "Groceries");
    await t.account.rescan();
  }
  return overHost(t, http);
}

export async function overHost(t: TestHost, options: HttpOptions = {}): Promise<TestHttp> {
  const lines: string[] = [];
  const line = (level: string) => (message: string, data?: object) => void lines.push(`${level} ${message} ${JSON.stringify(data ?? {})}`);
  const log = { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
  const http = await createHttp(t.host, { token, readToken, clock: t.clock, log, version: "1.2.3", ...options });
  const ask = (target: string, { as = token, headers = {}, body, ...init }: Asking = {}): Promise<Response> =>
    http.fetch(
      new Request(new URL(target, origin), {
        ...init,
        headers: { host: "127.0.0.1:8365", ...(as !== null && { authorization: `Bearer ${as}` }), ...headers },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
  const json: TestHttp["json"] = async (target, asking) => {
    const response = await ask(target, asking);
    return { status: response.status, body: await response.json() };
  };
  return {
    t,
    http,
    lines,
    ask,
    json,
    async addTask(title) {
      const { body } = await json("/api/v1/accounts/home/services/tasks/add-task", {
        method: "POST",
        body: { title, sensor: "groceries" },
      });
      return body.result.id;
    },
    async [Symbol.asyncDispose]() {
      http.close();
      await t[Symbol.asyncDispose]();
    },
  };
}
