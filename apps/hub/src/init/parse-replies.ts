import { parseRegistrationLine, type RegisteredApp, readPastedClientId, readPastedTenant } from "@casement/core";
import type { PluginChoice } from "./plugin-choices.ts";
import { InvalidReply } from "./resolve-question.ts";

export const guidPattern: RegExp = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

// Each function throws InvalidReply, which says what is wrong and what is valid.

export const parseAccountName =
  (existing: readonly string[]) =>
  (reply: string): string => {
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(reply))
      throw new InvalidReply("Use lowercase letters, digits, and hyphens, begin with a letter, and use at most 32 characters.");
    if (existing.includes(reply)) throw new InvalidReply(`The account ${reply} already exists. Choose another name.`);
    return reply;
  };

export function parseAccountType(reply: string): string {
  const type = { "1": "work", "2": "personal" }[reply] ?? reply.toLowerCase();
  if (type === "3")
    throw new InvalidReply("Enter the ID of the organization (Directory (tenant) ID on the app's Overview page) or its domain.");
  if (type === "work" || type === "personal") return type;
  const tenant = readPastedTenant(reply);
  if (tenant !== undefined) return tenant;
  throw new InvalidReply("Enter work, personal, or the ID or domain of the organization.");
}

/** Parses the numbers shown, plugin IDs, or `all`. */
export const parsePluginIds =
  (choices: readonly PluginChoice[]) =>
  (reply: string): readonly string[] => {
    const available = choices.filter(({ unavailable }) => unavailable === undefined);
    if (reply === "all") return available.map(({ id }) => id);
    const entries = reply.split(/[\s,]+/).filter(Boolean);
    if (entries.length === 0) throw new InvalidReply(`Choose at least one: ${available.map(({ id }) => id).join(", ")}.`);
    const ids = entries.map((entry) => {
      const choice = choices[/^\d+$/.test(entry) ? Number(entry) - 1 : choices.findIndex(({ id }) => id === entry)];
      if (!choice) throw new InvalidReply(`"${entry}" is not a known feature. Available: ${choices.map(({ id }) => id).join(", ")}.`);
      if (choice.unavailable !== undefined) throw new InvalidReply(choice.unavailable);
      return choice.id;
    });
    return [...new Set(ids)];
  };

/** Parses a client ID, or the line that the registration commands print, which also names the organization. */
export const parseRegistration =
  (accountType: string) =>
  (reply: string): Omit<RegisteredApp, "tenant"> & Partial<RegisteredApp> => {
    const line = parseRegistrationLine(reply);
    if (line && accountType === "personal")
      throw new InvalidReply("This line is for a work account. For a personal account, enter the Application (client) ID.");
    if (line && guidPattern.test(accountType) && line.tenant !== accountType.toLowerCase())
      throw new InvalidReply(`This app is registered in another organization than ${accountType}.`);
    if (line) return line;
    const clientId = readPastedClientId(reply);
    if (clientId === undefined)
      throw new InvalidReply(
        "This is not a client ID. Copy the Application (client) ID from the Overview page. It looks like 11111111-1111-4111-8111-111111111111.",
      );
    if (clientId === accountType.toLowerCase())
      throw new InvalidReply(
        "This is the ID of the organization (tenant). Copy the Application (client) ID, which is above it on the Overview page.",
      );
    return { clientId };
  };

export const registrationChoices = ["cloud-shell", "portal", "administrator"] as const;
/** Who registers the app of a work account, and how. */
export type RegistrationChoice = (typeof registrationChoices)[number];

export function parseRegistrationChoice(reply: string): RegistrationChoice {
  const choice = registrationChoices.find((each, at) => reply === each || reply === String(at + 1));
  if (choice) return choice;
  throw new InvalidReply(`Enter ${registrationChoices.join(", ")}, or its number.`);
}

export function parseSecretValue(reply: string): string {
  if (reply === "") throw new InvalidReply("Copy the value of the secret: the column Value under Certificates & secrets.");
  if (guidPattern.test(reply))
    throw new InvalidReply(
      "This is the ID of the secret. Copy the column Value. It is shown only once: if you cannot see it, create a new secret.",
    );
  return reply;
}

export function parseExpiryDate(reply: string): string | undefined {
  if (reply === "") return undefined;
  const date = new Date(`${reply}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(reply) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(reply)) return reply;
  throw new InvalidReply("Enter a date such as 2027-06-30, or leave it empty.");
}
