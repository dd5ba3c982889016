import { CasementError, invalidInput, nearestName, toWellFormed } from "@casement/core";
import type { Host } from "@casement/host";
import type { AccessGrant, GrantKind } from "./access-grant.ts";
import { checkAgentLimits, type WantedLimits } from "./agent-limits.ts";
import { checkTickable } from "./list-ticks.ts";
import { unusedName } from "./unused-name.ts";

/** A grant that somebody wants to add. Only that of an AI agent has limits. */
export interface GrantRequest extends WantedLimits {
  readonly kind: string;
  /** Default: the target, or the title of the kind. */
  readonly name?: string | undefined;
  /** An account, or the id of a sensor. What the kind allows. */
  readonly target?: string | undefined;
  /** Default: the first that the kind has. */
  readonly access?: AccessGrant["access"] | undefined;
  /** For an AI agent: the accounts that it may use. Default: all. */
  readonly accounts?: readonly string[] | undefined;
  /** For a display: the full ids of lists whose items it may complete and reopen. Default: none. */
  readonly mayTick?: readonly string[] | undefined;
  /** Names of options that are on. */
  readonly options?: readonly string[] | undefined;
}

const maxNameLength = 80;
/** Line breaks, what a terminal obeys, and what reverses the direction of text. */
const controls = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const invisible = /[\s\p{Default_Ignorable_Code_Point}]/gu;

/** @throws CasementError `input-invalid`, also if the kind is not configured */
export function findGrantKind({ kind: wanted }: GrantRequest, kinds: readonly GrantKind[]): GrantKind {
  const kind = kinds.find(({ kind: known }) => known === wanted);
  if (!kind) throw invalidInput("kind", `must be one of ${kinds.map(({ kind: known }) => known).join(", ")}`);
  if (kind.unavailable !== undefined) throw new CasementError("input-invalid", kind.unavailable);
  return kind;
}

/** What the grant may do. */
export type GrantDraft = Omit<AccessGrant, "name" | "connectedTo" | "createdAt" | "usedAt" | "expiresAt">;

/** @throws CasementError `input-invalid`, `account-unknown`, `sensor-unknown` */
export async function draftGrant(request: GrantRequest, kind: GrantKind, host: Host): Promise<GrantDraft> {
  const target = await targetOf(request, kind, host);
  return {
    kind: kind.kind,
    access: accessOf(request, kind),
    ...target,
    ...agentPartOf(request, kind, host),
    ...(await ticksOf(request, kind, host)),
    ...optionsOf(request, kind),
  };
}

/** `used`: the names of all grants. @throws CasementError `input-invalid` */
export function chooseGrantName({ name, target }: GrantRequest, kind: GrantKind, used: readonly string[]): string {
  if (name === undefined) return unusedName(target ?? kind.title, used);
  const given = toWellFormed(name).normalize().trim();
  if (given.replace(invisible, "") === "" || given.length > maxNameLength || controls.test(given))
    throw invalidInput("name", `must have 1 to ${maxNameLength} visible characters, without line breaks and control characters`);
  if (unusedName(given, used) !== given)
    throw invalidInput("name", `is used already: "${given}". Choose another name, or end that access first`);
  return given;
}

function agentPartOf(request: GrantRequest, kind: GrantKind, host: Host): Pick<AccessGrant, "accounts" | "limits"> {
  const { accounts } = request;
  const checked = checkAgentLimits(request);
  const [limit] = Object.keys(checked);
  if (!kind.isAgent && (accounts !== undefined || limit !== undefined))
    throw invalidInput(
      accounts === undefined ? `${limit}` : "accounts",
      `must be omitted, because only AI agents can have it, and not ${kind.kind}`,
    );
  if (accounts?.length === 0) throw invalidInput("accounts", "must be a list of accounts; omit it for all");
  return {
    ...(accounts && { accounts: [...new Set(accounts.map((name) => host.account(name).name))] }),
    ...(limit !== undefined && { limits: checked }),
  };
}

async function ticksOf({ mayTick = [] }: GrantRequest, kind: GrantKind, host: Host): Promise<Pick<AccessGrant, "mayTick">> {
  if (mayTick.length === 0) return {};
  if (!kind.canTick) throw invalidInput("mayTick", `must be omitted, because only displays can have it, and not ${kind.kind}`);
  return { mayTick: await checkTickable(mayTick, host) };
}

function accessOf({ access }: GrantRequest, kind: GrantKind): AccessGrant["access"] {
  const chosen = access ?? kind.access[0] ?? "read";
  if (!kind.access.includes(chosen)) throw invalidInput("access", `must be ${kind.access.join(" or ")} for ${kind.kind}`);
  return chosen;
}

async function targetOf({ target }: GrantRequest, kind: GrantKind, host: Host): Promise<Pick<AccessGrant, "accounts" | "sensors">> {
  if (kind.target === "hub") {
    if (target === undefined) return {};
    throw invalidInput("target", `must be omitted, because access of the kind ${kind.kind} is for the whole hub`);
  }
  const shape = kind.target === "account" ? "an account" : "an account, or a sensor such as home/calendar/family";
  if (target === undefined || (kind.target === "account" && target.includes("/"))) throw invalidInput("target", `must be ${shape}`);
  if (!target.includes("/")) return { accounts: [host.account(target).name] };
  const { id, account } = await host.sensor(target);
  return { accounts: [account], sensors: [id] };
}

function optionsOf({ options = [] }: GrantRequest, kind: GrantKind): Pick<AccessGrant, "options"> {
  const known = Object.keys(kind.options ?? {});
  const unknown = options.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, known);
    throw invalidInput("options", `has ${unknown}, which ${kind.kind} does not have${nearest ? `; did you mean ${nearest}?` : ""}`);
  }
  return options.length === 0 ? {} : { options: Object.fromEntries(options.map((name) => [name, true])) };
}
