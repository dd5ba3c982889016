import { invalidInput } from "@casement/core";

/** What an AI agent may do, besides `access` and `accounts` of its grant. What is omitted is not limited. */
export interface AgentLimits {
  /** Names of tools, with `*` for any text: `calendar_*`. */
  readonly tools?: readonly string[];
  /** Addresses, and domains such as `@example.com`, that mail and invitations may go to. */
  readonly recipients?: readonly string[];
  readonly callsPerHour?: number;
  /** Calls that reach other people. */
  readonly messagesPerHour?: number;
}

/** As `AgentLimits`, before it is checked. */
export type WantedLimits = { readonly [Name in keyof AgentLimits]?: AgentLimits[Name] | undefined };

const maxEntries = 100;
const maxPerHour = 100_000;

/** @throws CasementError `input-invalid` */
export function checkAgentLimits({ tools, recipients, callsPerHour, messagesPerHour }: WantedLimits): AgentLimits {
  checkList("tools", tools, /^[\w*/-]{1,64}$/, "names of tools such as calendar_create-event or calendar_*");
  checkList(
    "recipients",
    recipients,
    /^[^\s@<>,;"]*@[^\s@<>,;"]+\.[^\s@<>,;"]+$/,
    "addresses such as ada@example.com or domains such as @example.com",
  );
  checkNumber("callsPerHour", callsPerHour);
  checkNumber("messagesPerHour", messagesPerHour);
  return {
    ...(tools && { tools: tools.map((name) => name.replace("/", "_")) }),
    ...(recipients && { recipients: recipients.map((address) => address.toLowerCase()) }),
    ...(callsPerHour !== undefined && { callsPerHour }),
    ...(messagesPerHour !== undefined && { messagesPerHour }),
  };
}

function checkList(name: string, list: readonly string[] | undefined, shape: RegExp, what: string): void {
  if (list === undefined) return;
  // An empty list would look like a limit, and as a missing one it would be none.
  if (list.length === 0 || list.length > maxEntries || !list.every((entry) => shape.test(entry)))
    throw invalidInput(name, `must be 1 to ${maxEntries} ${what}; omit it for no limit`);
}

function checkNumber(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= maxPerHour)) return;
  throw invalidInput(name, `must be a whole number from 0 to ${maxPerHour}`);
}

/** Whether a stored value has this shape. */
export function isAgentLimits(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  try {
    checkAgentLimits(value as AgentLimits);
    return true;
  } catch {
    return false;
  }
}
