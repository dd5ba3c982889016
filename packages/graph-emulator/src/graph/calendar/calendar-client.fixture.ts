import type { Emulator } from "../../emulator.ts";
import type { FakeClock } from "../../fake-clock.ts";
import { ada, ben, pat, type TestAnswer, testGraph } from "../test-graph.fixture.ts";

export { ada, ben, pat };

/** Somebody who calls Graph in a test. */
export interface TestClient {
  /** `call("POST /me/events", body, headers)`; the status is checked by the caller. */
  call(request: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  /** The body of an answer that must be below 400. */
  ok(request: string, body?: unknown, headers?: Record<string, string>): Promise<any>;
  /** All pages of a delta round, and the link for the next one. */
  round(link: string, headers?: Record<string, string>): Promise<{ items: any[]; pages: number; link: string }>;
}

export interface TestTenant {
  emulator: Emulator;
  clock: FakeClock;
  client(user: string, scopes?: string[]): Promise<TestClient>;
}

/** Ada and Ben of one company, and Pat with a personal account. */
export function testTenant(): TestTenant {
  const graph = testGraph();
  return {
    emulator: graph.emulator,
    clock: graph.clock,
    async client(user, scopes = ["Calendars.ReadWrite", "MailboxSettings.ReadWrite"]) {
      const { send } = await graph.client(user, ...scopes);
      const client: TestClient = {
        call(request, body, headers) {
          const [method = "", path = ""] = request.split(/ (.*)/s);
          return send(method, path, body, headers);
        },
        async ok(request, body, headers) {
          const answer = await client.call(request, body, headers);
          if (answer.status >= 400) throw new Error(`${request} answered ${answer.status} ${JSON.stringify(answer.body)}`);
          return answer.body;
        },
        async round(link, headers) {
          const items: any[] = [];
          for (let pages = 1; ; pages++) {
            const page = await client.ok(`GET ${link}`, undefined, headers);
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
export const at = (dateTime: string, timeZone = "UTC"): { dateTime: string; timeZone: string } => ({ dateTime, timeZone });
