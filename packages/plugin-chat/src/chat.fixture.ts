import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { chatPlugin } from "./plugin.ts";

export const ada = "ada@contoso.example";
export const ben = "ben@contoso.example";
export const cho = "cho@contoso.example";

export interface ChatHost extends TestHost {
  /** Ada and Ben. */
  readonly oneOnOne: string;
  /** Ada, Ben and Cho: "Roof". */
  readonly group: string;
}

/** A signed-in host with the chat plugin that polls every minute, and two chats; the clock begins on Monday 2026-03-02, 08:00 UTC. */
export async function chatHost(config: object = { poll: "60s" }, options: Partial<TestHostOptions> = {}): Promise<ChatHost> {
  const t = await createTestHost({ plugins: [{ plugin: chatPlugin, config }], signedOut: true, ...options });
  const { directory, control } = t.emulator;
  for (const [userPrincipalName, displayName] of [
    [ben, "Ben Ito"],
    [cho, "Cho Lin"],
  ] as const)
    directory.addUser({ userPrincipalName, displayName });
  const oneOnOne = control.chat.addChat(ada, { members: [ben] });
  const group = control.chat.addChat(ben, { members: [ada, cho], topic: "Roof" });
  return Object.assign(t, { oneOnOne, group });
}

/** What was announced since the last look: `received Hello`. */
export function newsOf(t: TestHost): () => string[] {
  let seen = t.events.length;
  return () => {
    const fresh = t.events.slice(seen).filter(({ type }) => type.startsWith("chat/message-"));
    seen = t.events.length;
    return fresh.map(({ type, payload }) => `${type.slice("chat/message-".length)} ${(payload as { content: string }).content}`);
  };
}

/** How often the emulator was called since the last reset, by "GET /me/chats"; batches are left out. */
export function calls(t: TestHost): Record<string, number> {
  const all = Object.entries(t.emulator.control.counters.report().calls).filter(([call]) => !call.endsWith("$batch"));
  return Object.fromEntries(all.map(([call, { units }]) => [call, units]));
}
