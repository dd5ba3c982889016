import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { emailPlugin } from "./plugin.ts";

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
