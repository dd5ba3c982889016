import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { chatPlugin } from "../src/plugin.ts";

export const ada = "ada@contoso.example";
export const ben = "ben@contoso.example";
export const cho = "cho@contoso.example";

export interface ChatHost extends TestHost {
  /** ID of the chat of Ada and Ben. */
  readonly oneOnOne: string;
  /** ID of the chat "Roof" of Ada, Ben and Cho. */
  readonly group: string;
}

/** A host with the chat plugin, which polls every minute, and two chats. Not signed in. The clock begins on Monday 2026-03-02 at 08:00 UTC. */
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

/** Returns the messages that were announced since its last call: `received Hello`. */
export function announcedMessagesOf(t: TestHost): () => string[] {
  let seen = t.events.length;
  return () => {
    const added = t.events.slice(seen).filter(({ type }) => type.startsWith("chat/message-"));
    seen = t.events.length;
    return added.map(({ type, payload }) => `${type.slice("chat/message-".length)} ${(payload as { content: string }).content}`);
  };
}

/** Number of requests since the last reset by method and path: "GET /me/chats". Without `$batch`. */
export function requestsOf(t: TestHost): Record<string, number> {
  const requests = Object.entries(t.emulator.control.counters.report().calls).filter(([request]) => !request.endsWith("$batch"));
  return Object.fromEntries(requests.map(([request, { units }]) => [request, units]));
}
