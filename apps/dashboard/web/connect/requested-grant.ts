import type { AccessLevel, JsonObject } from "../api/api-types.ts";

/** What a person has chosen for an AI agent. It begins with the least. */
export interface GrantDraft {
  readonly access: Exclude<AccessLevel, "full">;
  readonly accounts: readonly string[];
  /** All tools of these plugins, and those below. */
  readonly plugins: readonly string[];
  /** Names of tools, with `*`, as typed. */
  readonly tools: string;
  readonly recipients: string;
  readonly callsPerHour: string;
  readonly messagesPerHour: string;
}

/** With one account there is nothing to choose. */
export const leastGrant = (accounts: readonly string[]): GrantDraft => ({
  access: "read",
  accounts: accounts.length === 1 ? accounts : [],
  plugins: [],
  tools: "",
  recipients: "",
  callsPerHour: "",
  messagesPerHour: "",
});

const entriesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((entry) => entry !== "");

/** As the hub expects it. What is empty is left out. */
export function toGrantInput(draft: GrantDraft): JsonObject {
  const { access, accounts, callsPerHour, messagesPerHour } = draft;
  const tools = [...draft.plugins.map((plugin) => `${plugin}_*`), ...entriesOf(draft.tools)];
  const recipients = entriesOf(draft.recipients);
  return {
    access,
    ...(accounts.length > 0 && { accounts: [...accounts] }),
    ...(tools.length > 0 && { tools }),
    ...(access !== "read" && recipients.length > 0 && { recipients }),
    ...(callsPerHour !== "" && { callsPerHour: Number(callsPerHour) }),
    ...(access !== "read" && messagesPerHour !== "" && { messagesPerHour: Number(messagesPerHour) }),
  };
}
