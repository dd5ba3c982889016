import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { emailPlugin } from "../src/plugin.ts";

export const ada = "ada@contoso.example";
export const bob = "bob@contoso.example";

type MailHostOptions = Omit<TestHostOptions, "plugins"> & { config?: object; enableUpdate?: boolean };

/** A signed-in host with the mail plugin. The clock starts on Monday, 2026-03-02, 08:00 UTC. */
export function createMailHost({ config, enableUpdate, ...options }: MailHostOptions = {}): Promise<TestHost> {
  const plugin = { plugin: emailPlugin, ...(config ? { config } : {}), ...(enableUpdate === undefined ? {} : { enableUpdate }) };
  return createTestHost({ ...options, plugins: [plugin] });
}

export const mailControl = (t: TestHost) => t.emulator.control.mail;

/** Delivers a message to Ada and returns its immutable id. */
export function deliverToAda(t: TestHost, mail: Partial<Parameters<ReturnType<typeof mailControl>["deliver"]>[0]> = {}): string {
  return mailControl(t).deliver({ from: "Eve Holm <eve@elsewhere.example>", to: ada, subject: "News", text: "Hello", ...mail })[0]!.id;
}

export const stateOf = (t: TestHost, sensor = "inbox"): unknown => t.sensor(`email/${sensor}`).state;
export const shownMessages = (t: TestHost, sensor = "inbox"): any[] => t.sensor(`email/${sensor}`).attributes.messages as any[];
export const shownSubjects = (t: TestHost, sensor?: string): string[] => shownMessages(t, sensor).map(({ subject }) => subject);

/** Changes a message in all responses of Graph: `change` gets the message as it is, and returns what arrives instead. */
export function rewriteMessage(t: TestHost, subject: string, change: (message: any) => unknown): void {
  const { fetch } = t.emulator;
  const ids = new Set<unknown>();
  const rewrite = (value: any): unknown => {
    if (Array.isArray(value)) return value.map(rewrite);
    if (typeof value !== "object" || value === null) return value;
    if (value.subject === subject) ids.add(value.id);
    return ids.has(value.id) ? change(value) : Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, rewrite(entry)]));
  };
  Object.assign(t.emulator, {
    async fetch(input: string, init: RequestInit): Promise<Response> {
      const response = await fetch(input, init);
      const text = await response.text();
      const body = /^[[{]/.test(text) ? JSON.stringify(rewrite(JSON.parse(text))) : text;
      return new Response(response.status === 204 ? null : body, response);
    },
  });
}

/** Calls `email/<service>` without types, as surfaces do. */
export function callService(t: TestHost, service: string, input: Record<string, unknown>, options?: object): Promise<any> {
  return t.account.call(`email/${service}`, input, options);
}

/** The number of requests to the emulator by method and path: "GET /me/messages/{message}". */
export function requestCounts(t: TestHost): Record<string, number> {
  return Object.fromEntries(Object.entries(t.emulator.control.counters.report().calls).map(([name, { units }]) => [name, units]));
}

export function payloadsOf(t: TestHost, type: string): any[] {
  return t.events.filter((event) => event.type === `email/${type}`).map(({ payload }) => payload);
}
