import { createEmulator, type Emulator } from "../../emulator.ts";
import { type FakeClock, fakeClock } from "../../fake-clock.ts";

/** Somebody who calls Graph in a test. */
export interface TestClient {
  /** `call("POST /me/events", body, headers)`; the status is checked by the caller. */
  call(request: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: any; headers: Headers }>;
  /** The body of an answer that must be below 400. */
  ok(request: string, body?: unknown, headers?: Record<string, string>): Promise<any>;
  /** All pages of a delta round, and the link for the next one. */
  round(link: string, headers?: Record<string, string>): Promise<{ items: any[]; pages: number; link: string }>;
}

export const ada = "ada@lantern.example";
export const ben = "ben@lantern.example";
export const pat = "pat@home.example";

/** Three people: Ada in Berlin and Ben in New York at one company, Pat with a personal account. */
export function testTenant(options: { now?: string } = {}): {
  emulator: Emulator;
  clock: FakeClock;
  client(user: string, scopes?: string[]): Promise<TestClient>;
} {
  const clock = fakeClock(options.now ?? "2026-03-02T08:00:00Z");
  const emulator = createEmulator({ clock, seed: "calendar" });
  emulator.directory.addTenant({ domain: "lantern.example", displayName: "Lantern" });
  emulator.directory.addUser({ userPrincipalName: ada, displayName: "Ada Reed", timeZone: "Europe/Berlin" });
  emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben Ito", timeZone: "America/New_York" });
  emulator.directory.addUser({ userPrincipalName: pat, displayName: "Pat Reed", timeZone: "Pacific/Auckland" });
  return {
    emulator,
    clock,
    async client(user, scopes = ["Calendars.ReadWrite", "MailboxSettings.ReadWrite"]) {
      const token = await emulator.control.tokens.issue(user, scopes);
      const client: TestClient = {
        async call(request, body, headers = {}) {
          const [method = "", target = ""] = request.split(/ (.*)/s);
          const url = target.startsWith("https:") ? target : `https://graph.microsoft.com/v1.0${target}`;
          const response = await emulator.fetch(url, {
            method,
            headers: {
              authorization: `Bearer ${token}`,
              ...(body === undefined ? {} : { "content-type": "application/json" }),
              ...headers,
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          });
          const text = await response.text();
          return { status: response.status, body: text === "" ? undefined : JSON.parse(text), headers: response.headers };
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
export const at = (dateTime: string, timeZone = "UTC") => ({ dateTime, timeZone });
