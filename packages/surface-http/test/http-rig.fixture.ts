import { createTestHost, type DelayedHost, delayHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { afterAll, beforeAll } from "vitest";
import { createHttpSurface, type HttpSurface } from "../src/create-http-surface.ts";
import type { HttpOptions } from "../src/http-options.ts";
import { tasksPlugin } from "./tasks-plugin.fixture.ts";

export const testUser = "ada@contoso.example";
export const testOrigin = "http://127.0.0.1:8365";
export const fullToken = "the-full-token-of-the-test";
export const readToken = "the-read-token-of-the-test";

export interface TestRequestOptions extends Omit<RequestInit, "headers" | "body"> {
  /** Default: the full token. `null`: no token. */
  token?: string | null;
  headers?: Record<string, string>;
  body?: unknown;
  /** The other end of the connection. Default: this machine. */
  from?: string;
}

export interface HttpRig extends AsyncDisposable {
  readonly testHost: TestHost;
  /** Keeps the host's answers back. */
  readonly hold: DelayedHost["hold"];
  readonly http: HttpSurface;
  readonly logLines: string[];
  request(target: string, options?: TestRequestOptions): Promise<Response>;
  requestJson(target: string, options?: TestRequestOptions): Promise<{ status: number; body: any }>;
  addTask(title: string): Promise<string>;
}

/** An HTTP API on a test host with a To Do list "Groceries". */
export async function createHttpRig(options: Partial<TestHostOptions> = {}, http: HttpOptions = {}): Promise<HttpRig> {
  const testHost = await createTestHost({ plugins: [{ plugin: tasksPlugin }], ...options });
  if (options.dataDir === undefined && !options.signedOut) {
    testHost.emulator.control.todo.addList(testUser, "Groceries");
    await testHost.account.rescan();
  }
  return createHttpRigFor(testHost, http);
}

/** One rig for all tests of a file or `describe` that leave it as it was. */
export function useHttpRig(create: () => Promise<HttpRig> = createHttpRig): () => HttpRig {
  let rig: HttpRig;
  beforeAll(async () => {
    rig = await create();
  });
  afterAll(() => rig[Symbol.asyncDispose]());
  return () => rig;
}

export async function createHttpRigFor(testHost: TestHost, options: HttpOptions = {}): Promise<HttpRig> {
  const logLines: string[] = [];
  const logAt = (level: string) => (message: string, data?: object) =>
    void logLines.push(`${level} ${message} ${JSON.stringify(data ?? {})}`);
  const log = { debug: logAt("debug"), info: logAt("info"), warn: logAt("warn"), error: logAt("error") };
  const { host, hold } = delayHost(testHost.host);
  const http = await createHttpSurface(host, {
    token: fullToken,
    readToken,
    clock: testHost.clock,
    log,
    version: "1.2.3",
    ...options,
  });
  const request: HttpRig["request"] = (target, { token = fullToken, headers = {}, body, from = "127.0.0.1", ...init } = {}) =>
    http.fetch(
      new Request(new URL(target, testOrigin), {
        ...init,
        headers: { host: "127.0.0.1:8365", ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
      { incoming: { socket: { remoteAddress: from } } },
    );
  const requestJson: HttpRig["requestJson"] = async (target, requestOptions) => {
    const response = await request(target, requestOptions);
    return { status: response.status, body: await response.json() };
  };
  return {
    testHost,
    hold,
    http,
    logLines,
    request,
    requestJson,
    async addTask(title) {
      const { body } = await requestJson("/api/v1/accounts/home/services/tasks/add-task", {
        method: "POST",
        body: { title, sensor: "groceries" },
      });
      return body.result.id;
    },
    async [Symbol.asyncDispose]() {
      await http.close();
      await testHost[Symbol.asyncDispose]();
    },
  };
}
