import type { Emulator } from "../../emulator.ts";
import type { FakeClock } from "../../fake-clock.ts";
import { createTestGraph, type TestResponse, testUsers } from "../test-graph.fixture.ts";

export { testUsers };

/** Somebody who calls Graph in a test. */
export interface CalendarTestClient {
  /** `call("POST /me/events", body, headers)`; the status is checked by the caller. */
  send(request: string, body?: unknown, headers?: Record<string, string>): Promise<TestResponse>;
  /** The body of an answer that must be below 400. */
  sendOk(request: string, body?: unknown, headers?: Record<string, string>): Promise<any>;
  /** All pages of a delta round, and the link for the next one. */
  readDeltaRound(link: string, headers?: Record<string, string>): Promise<{ items: any[]; pages: number; link: string }>;
}

export interface TestTenant {
  emulator: Emulator;
  clock: FakeClock;
  client(user: string, scopes?: string[]): Promise<CalendarTestClient>;
}

/** Ada and Ben of one company, and Pat with a personal account. */
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

/** `at("2026-03-02T09:00", "Europe/Berlin")` as a `dateTimeTimeZone`. */
export const timeAt = (dateTime: string, timeZone = "UTC"): { dateTime: string; timeZone: string } => ({ dateTime, timeZone });
