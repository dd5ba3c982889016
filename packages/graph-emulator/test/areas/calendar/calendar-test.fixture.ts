import type { Emulator } from "../../../src/emulator.ts";
import type { FakeClock } from "../../../src/fake-clock.ts";
import { createTestGraph, type TestResponse, testUsers } from "../../test-graph.fixture.ts";

export { testUsers };

/** A client that sends requests to Graph in a test. */
export interface CalendarTestClient {
  /** Sends a request, for example `send("POST /me/events", body, headers)`. The caller checks the status. */
  send(request: string, body?: unknown, headers?: Record<string, string>): Promise<TestResponse>;
  /** Sends a request that must succeed, and returns the body. */
  sendOk(request: string, body?: unknown, headers?: Record<string, string>): Promise<any>;
  /** Reads all pages of a delta round. Returns the items and the link for the next round. */
  readDeltaRound(link: string, headers?: Record<string, string>): Promise<{ items: any[]; pages: number; link: string }>;
}

export interface TestTenant {
  emulator: Emulator;
  clock: FakeClock;
  client(user: string, scopes?: string[]): Promise<CalendarTestClient>;
}

/** Creates a tenant with Ada and Ben, and Pat with a personal account. */
export function createTestTenant(): TestTenant {
  const graph = createTestGraph();
  return {
    emulator: graph.emulator,
    clock: graph.clock,
    async client(user, scopes = ["Calendars.ReadWrite", "MailboxSettings.ReadWrite"]) {
      const { send } = await graph.client(user, ...scopes);
      const client: CalendarTestClient = {
        send(request, body, headers) {
          const [method = "", path = ""] = request.split(/ (.*)/s);
          return send(method, path, body, headers);
        },
        async sendOk(request, body, headers) {
          const response = await client.send(request, body, headers);
          if (response.status >= 400) throw new Error(`${request} answered ${response.status} ${JSON.stringify(response.body)}`);
          return response.body;
        },
        async readDeltaRound(link, headers) {
          const items: any[] = [];
          for (let pages = 1; ; pages++) {
            const page = await client.sendOk(`GET ${link}`, undefined, headers);
            items.push(...page.value);
            if (page["@odata.deltaLink"]) return { items, pages, link: page["@odata.deltaLink"] };
            link = page["@odata.nextLink"];
          }
        },
      };
      return client;
    },
  };
}

/** Returns a `dateTimeTimeZone`: `timeAt("2026-03-02T09:00", "Europe/Berlin")`. */
export const timeAt = (dateTime: string, timeZone = "UTC"): { dateTime: string; timeZone: string } => ({ dateTime, timeZone });
