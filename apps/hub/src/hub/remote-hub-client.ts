import { setTimeout as sleep } from "node:timers/promises";
import { CasementError, type ScopeReport } from "@casement/core";
import type { AccountStatus, AuditEntry, SensorJson, ServiceInfo } from "@casement/host";
import type { NewAccount, RunFile } from "@casement/host/config";
import { raceInterrupt } from "../interrupt.ts";
import type { EventPage, HubClient, SignInOutcome } from "./hub-client.ts";
import { requestHub, requestHubJson } from "./request-hub.ts";
import { readServerSentEvents, type ServerSentEvent } from "./server-sent-events.ts";
import type { PluginTexts } from "./state-formatter.ts";

/** A client of a hub in another process, over its HTTP interface. */
export interface RemoteHubClient extends HubClient {
  events(after: string | undefined): Promise<EventPage>;
  addAccount(account: NewAccount): Promise<void>;
  /** Every sensor, then changes and events; with `lastId`, also the events after it. Reconnects when the connection breaks. Ends with the signal. */
  stream(lastId: string | undefined): AsyncIterable<ServerSentEvent>;
}

interface RemoteSignIn {
  readonly url: string;
  readonly userCode?: string;
  readonly expiresAt: string;
}
interface SignInState {
  readonly pending: RemoteSignIn | null;
  readonly last: SignInOutcome | null;
}

/** Interval at which a pending sign-in is polled (ms). */
const pollInterval = 500;

/** The hub sends a heartbeat every 20 s. After this time without a message, the connection is dead (ms). */
const maxSilence = 45_000;

export function createRemoteHubClient(run: RunFile, signal: AbortSignal, silence = maxSilence): RemoteHubClient {
  const get = <T>(path: string): Promise<T> => requestHubJson<T>(run, `/api/v1/${path}`, { signal });
  const send = <T>(method: string, path: string, body?: unknown): Promise<T> =>
    requestHubJson<T>(run, `/api/v1/${path}`, { method, signal, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const pathOf = (account: string): string => `accounts/${encodeURIComponent(account)}`;

  async function waitForOutcome(account: string, started: RemoteSignIn): Promise<SignInOutcome> {
    for (;;) {
      await raceInterrupt(sleep(pollInterval), signal);
      const { pending, last } = await get<SignInState>(`${pathOf(account)}/sign-in`);
      if (pending?.url === started.url && pending.userCode === started.userCode) continue;
      if (last && !pending) return last;
      throw new CasementError("sign-in-expired", "Another sign-in was started for this account. Sign in again.");
    }
  }
  return {
    accounts: async () => (await get<{ accounts: AccountStatus[] }>("accounts")).accounts,
    scopes: (account) => get<ScopeReport>(`${pathOf(account)}/scopes`),
    plugins: async () => (await get<{ plugins: PluginTexts[] }>("plugins")).plugins,
    sensors: async () => (await get<{ sensors: SensorJson[] }>("sensors")).sensors,
    services: async () => (await get<{ services: ServiceInfo[] }>("services")).services,
    async call(account, service, input) {
      const path = service.split("/").map(encodeURIComponent).join("/");
      return (await send<{ result: unknown }>("POST", `${pathOf(account)}/services/${path}`, input)).result;
    },
    logout: (account, keepData) => send("DELETE", `${pathOf(account)}/session${keepData ? "?keepData=true" : ""}`),
    async signIn(account, request) {
      const started = await send<RemoteSignIn>("POST", `${pathOf(account)}/sign-in`, request);
      const { url, userCode, expiresAt } = started;
      const done = request.method === "paste" ? new Promise<never>(() => {}) : waitForOutcome(account, started);
      return { url, ...(userCode !== undefined && { userCode }), expiresAt: new Date(expiresAt), done, cancel: () => {} };
    },
    renew: async (account) => void (await send("POST", `${pathOf(account)}/sign-in/renew`)),
    complete: (account, url) => send("POST", `${pathOf(account)}/sign-in/complete`, { url }),
    access: () => get("access"),
    addAccess: (request) => send("POST", "access", request),
    audit: async (limit) => (await get<{ calls: readonly AuditEntry[] }>(`audit?limit=${limit}`)).calls,
    revokeAccess: (name) => send("DELETE", `access?name=${encodeURIComponent(name)}`),
    removeAccount: (name) => send("DELETE", `set-up/${pathOf(name)}`),
    addAccount: (account) => send("POST", "set-up/accounts", account),
    close: async () => {},
    events: (after) => get(`events${after === undefined ? "" : `?after=${encodeURIComponent(after)}`}`),
    async *stream(lastId) {
      let hasConnected = false;
      for (let last = lastId; !signal.aborted; ) {
        const headers = { accept: "text/event-stream", ...(last !== undefined && { "last-event-id": last }) };
        // A connection that breaks without a word, such as that of a machine that was suspended, stays open on this side.
        const watchdog = createWatchdog(silence);
        try {
          const { body } = await requestHub(run, "/api/v1/stream", { headers, signal: AbortSignal.any([signal, watchdog.signal]) });
          hasConnected = true;
          for await (const message of readServerSentEvents(body!)) {
            watchdog.restart();
            last = message.id ?? last;
            yield message;
          }
        } catch (error) {
          if (signal.aborted) return;
          // The hub may be restarting.
          const isAway = watchdog.signal.aborted || (CasementError.is(error) && error.code === "hub-not-running");
          if (CasementError.is(error) && !(hasConnected && isAway)) throw error;
        } finally {
          watchdog.stop();
        }
        await sleep(2000, undefined, { signal }).catch(() => {});
      }
    },
  };
}

/** Aborts unless it is restarted in time. */
function createWatchdog(timeout: number): { readonly signal: AbortSignal; restart(): void; stop(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeout);
  return { signal: controller.signal, restart: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}
