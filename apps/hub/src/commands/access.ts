import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { AccessGrant, AddedGrant, GrantKind, GrantRequest } from "@casement/surface-http";
import { type CommandContext, printResult } from "../command-context.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { formatQrCode } from "../terminal/format-qr-code.ts";
import { formatRelativeTime } from "../terminal/format-relative-time.ts";
import { formatTable } from "../terminal/format-table.ts";
import { UsageError } from "../usage-error.ts";

export interface AddAccessOptions {
  readonly readOnly?: boolean;
  readonly busyOnly?: boolean;
  /** Of a display. */
  readonly mayTick?: readonly string[];
  /** Of a program or an AI agent. */
  readonly may?: string;
  readonly account?: readonly string[];
  readonly tool?: readonly string[];
  readonly recipient?: readonly string[];
  readonly callsPerHour?: string;
  readonly messagesPerHour?: string;
  /** The file to write the profile for Apple's devices to. */
  readonly profile?: string;
}

/** Lists whom the hub lets in. */
export async function runAccessList(context: CommandContext): Promise<void> {
  const { grants } = await withHubClient(context, (hub) => hub.access());
  printResult(context, { grants }, () => formatGrants(grants, context));
}

/** The target and the name. A kind for the whole hub has no target, and its name comes first. */
type AccessWords = readonly [first: string | undefined, second: string | undefined];

/** Adds access, and prints its secret. */
export async function runAccessAdd(context: CommandContext, kind: string, words: AccessWords, options: AddAccessOptions): Promise<void> {
  const file = options.profile === undefined ? undefined : resolve(context.io.cwd, options.profile);
  const [request, added] = await withHubClient(context, async (hub) => {
    const { kinds } = await hub.access();
    const wanted = requestOf(kind, kinds.find((known) => known.kind === kind)?.target ?? "hub", words, options);
    if (file !== undefined && !kindsWithProfile.has(kind))
      throw new UsageError("Only access of the kinds caldav and ics has a profile. Omit --profile.");
    if (file !== undefined && existsSync(file)) throw new UsageError(`${file} exists. Choose another file for the profile.`);
    return [wanted, await hub.addAccess(wanted)] as const;
  });
  const { qrCode: _, ...credentials } = added.credentials;
  const { profile } = credentials;
  // It contains the secret.
  if (file !== undefined && profile) await writeFile(file, profile.content, { mode: 0o600, flag: "wx" });
  printResult(context, { grant: added.grant, credentials }, () => formatAdded(added, request, context));
}

export async function runAccessRevoke(context: CommandContext, name: string): Promise<void> {
  await withHubClient(context, (hub) => hub.revokeAccess(name));
  printResult(context, { name, revoked: true }, () => `The access "${name}" has ended.`);
}

/** Those with a profile for Apple's devices. */
const kindsWithProfile = new Set(["caldav", "ics"]);

function requestOf(kind: string, targetKind: GrantKind["target"], words: AccessWords, options: AddAccessOptions): GrantRequest {
  if (targetKind === "hub" && words[1] !== undefined)
    throw new UsageError(`Too many words. Put a name with spaces into quotes: casement access add ${kind} "Living room"`);
  const [target, name] = targetKind === "hub" ? [undefined, words[0]] : words;
  return {
    kind,
    ...(target !== undefined && { target }),
    ...(name !== undefined && { name }),
    ...(options.readOnly && { access: "read" }),
    ...agentPartOf(options),
    ...(options.mayTick && { mayTick: options.mayTick }),
    ...(options.busyOnly && { options: ["busyOnly"] }),
  };
}

function agentPartOf({ may, account, tool, recipient, callsPerHour, messagesPerHour }: AddAccessOptions): Partial<GrantRequest> {
  if (may !== undefined && may !== "read" && may !== "add" && may !== "change") throw new UsageError("--may must be read, add or change.");
  return {
    ...(may !== undefined && { access: may }),
    ...(account && { accounts: account }),
    ...(tool && { tools: tool }),
    ...(recipient && { recipients: recipient }),
    ...(callsPerHour !== undefined && { callsPerHour: Number(callsPerHour) }),
    ...(messagesPerHour !== undefined && { messagesPerHour: Number(messagesPerHour) }),
  };
}

function formatGrants(grants: readonly AccessGrant[], { style, io }: CommandContext): string {
  if (grants.length === 0) return "Nobody has access except with the hub's token.";
  const now = new Date();
  return formatTable<AccessGrant>(
    [
      { title: "NAME", text: ({ name }) => name, style: style.bold, elastic: true },
      { title: "KIND", text: ({ kind }) => kind },
      { title: "MAY", text: describeGrant, elastic: true },
      { title: "LAST USED", text: ({ usedAt, expiresAt }) => (expiresAt ? "not opened" : formatRelativeTime(usedAt ?? null, now)) },
    ],
    grants,
    io.columns,
  );
}

const mayTexts = { full: "read and change", read: "read", add: "read and add", change: "read, add, change and remove" } as const;

function describeGrant({ access, accounts, sensors, limits = {}, options = {}, connectedTo, mayTick = [] }: AccessGrant): string {
  const targets = sensors ?? accounts ?? [];
  const chosen = Object.keys(options).map((name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  const may = mayTexts[access];
  const { tools, recipients, callsPerHour, messagesPerHour } = limits;
  const parts = [
    mayTick.length > 0 && `tick ${mayTick.join(", ")}`,
    connectedTo !== undefined && `connected to ${connectedTo}`,
    tools && `tools ${tools.join(", ")}`,
    recipients && `to ${recipients.join(", ")}`,
    callsPerHour !== undefined && `${callsPerHour} calls an hour`,
    messagesPerHour !== undefined && `${messagesPerHour} messages an hour`,
  ].filter((part) => typeof part === "string");
  return [targets.length > 0 ? `${may} ${targets.join(", ")}` : may, ...parts, ...chosen].join("; ");
}

function formatAdded({ grant, credentials }: AddedGrant, request: GrantRequest, { style, io }: CommandContext): string {
  const { address, userName, password } = credentials;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [grant.expiresAt === undefined ? "Address" : "Link", address],
    ["User name", userName],
    [userName === undefined ? "Token" : "Password", password],
  ];
  const lines = rows.flatMap(([label, value]) => (value === undefined ? [] : [`  ${label.padEnd(10)} ${style.cyan(value)}`]));
  const code = formatQrCode(credentials.qrCode, io);
  if (code !== undefined) lines.push("", code);
  const shownOnce =
    grant.expiresAt === undefined
      ? "This is shown only once."
      : "The link is shown only once. It opens one browser within ten minutes; the hub must be running.";
  // The browser that opens a link without a name gives it another one.
  const isFinal = grant.expiresAt === undefined || request.name !== undefined;
  const name = /^[\w./-]+$/.test(grant.name) ? grant.name : `"${grant.name}"`;
  const cure = isFinal ? `To end the access: casement access revoke ${name}` : "To list and end access: casement access";
  return [`${style.bold(grant.name)} may ${describeGrant(grant)}.`, "", ...lines, "", `${shownOnce} ${cure}`].join("\n");
}
