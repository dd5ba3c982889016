import { consentOf } from "./consent-class.ts";
import { type ConsentClass, findPermission } from "./permission-tables.ts";
import type { RegistryAccount, RegistryPlugin } from "./registry-input.ts";
import type { ScopeProblem, ScopeTier } from "./scope-report.ts";
import { sharedForm } from "./shared-form.ts";

/** A scope that a plugin needs under its configuration. */
export interface PermissionRequest {
  readonly plugin: string;
  /** As declared by the plugin. */
  readonly declared: string;
  /** As requested. With a shared mailbox, the `.Shared` form. */
  readonly scope: string;
  readonly tier: ScopeTier;
  readonly why: string;
  readonly consent: ConsentClass;
  /** Why it is not requested. Undefined when it is. */
  readonly withheld: WithheldReason | undefined;
  /** The configuration asks for it, but the sign-in left it out. */
  readonly leftOut: boolean;
  /** Microsoft granted it, under its own name. What is left out and not granted waits for approval. */
  readonly isGranted: boolean;
}

export type WithheldReason = "updates-off" | "personal" | LeftOutReason;
type LeftOutReason = "declined" | "waiting";

export const withheldTexts: Readonly<Record<WithheldReason, string>> = {
  "updates-off": "updates are switched off (enableUpdate)",
  declined: "the account signed in with read permissions only; it is requested again at the next full sign-in, or once it is approved",
  waiting: "it waits for an administrator's approval",
  personal: "it is not available to personal accounts",
};

/** What every sign-in requests. */
export const accountRequests: readonly PermissionRequest[] = [
  {
    plugin: "account",
    declared: "User.Read",
    scope: "User.Read",
    tier: "read",
    why: "Sign you in and know who you are",
    consent: "self",
    withheld: undefined,
    leftOut: false,
    isGranted: false,
  },
  {
    plugin: "account",
    declared: "offline_access",
    scope: "offline_access",
    tier: "read",
    why: "Stay signed in",
    consent: "self",
    withheld: undefined,
    leftOut: false,
    isGranted: false,
  },
];

/** What one plugin requests, or the problem that prevents it. A plugin with a problem requests nothing. `granted`: by the latest token. */
export function permissionRequestsOf(
  entry: RegistryPlugin,
  account: RegistryAccount,
  granted: readonly string[],
): { requests: readonly PermissionRequest[]; problem: ScopeProblem | undefined } {
  if (entry.enabled === false) return { requests: [], problem: undefined };
  const requests: PermissionRequest[] = [];
  for (const [declared, { tier, why, when, optIn }] of Object.entries(entry.plugin.scopes)) {
    const problem = (code: ScopeProblem["code"], message: string) => {
      return { requests: [], problem: { code, plugin: entry.plugin.id, scope: declared, message } };
    };
    let isOptedIn = false;
    try {
      if (when && !when(entry.config)) continue;
      isOptedIn = optIn?.(entry.config) === true;
    } catch {
      return problem(
        "plugin-failed",
        `Plugin "${entry.plugin.id}" failed in \`when\` or \`optIn\` of ${declared}. Report it to the plugin's author.`,
      );
    }
    const form = account.sharedMailbox === undefined ? { scope: declared } : sharedForm(declared);
    if ("refused" in form) {
      const cure = `Remove the plugin from the account ${account.name}, or move it to an account without sharedMailbox.`;
      return problem("no-shared-form", `${entry.plugin.id} cannot use a shared mailbox: ${form.refused}. ${cure}`);
    }
    const known = findPermission(form.scope);
    if (!known) {
      return problem(
        "unknown-permission",
        `${entry.plugin.id} requests ${form.scope}, which Microsoft's list of permissions does not have. Report it to the plugin's author.`,
      );
    }
    const workOnly = account.type === "personal" && !known.personal;
    if (workOnly && tier === "read") {
      const what = `${form.scope} is not available to personal accounts.`;
      return problem(
        "needs-work-account",
        `${entry.plugin.id} needs a work or school account. ${what} Remove the plugin from ${account.name}.`,
      );
    }
    const { scope } = form;
    const consent = consentOf(scope, account.type === "personal" ? "personal" : "work");
    const isOff = tier === "update" && !isOptedIn && !(entry.enableUpdate ?? account.enableUpdate ?? false);
    const isGranted = granted.includes(scope);
    const leftOut = leftOutReason({ tier, consent, isGranted }, account.requestedSet);
    const withheld = workOnly ? "personal" : isOff ? "updates-off" : leftOut;
    requests.push({
      plugin: entry.plugin.id,
      declared,
      scope,
      tier,
      why,
      consent,
      withheld,
      leftOut: leftOut !== undefined && withheld === leftOut,
      isGranted,
    });
  }
  const [first] = requests;
  if (first && requests.every(({ withheld }) => withheld === "personal")) {
    const message = `${first.plugin} needs a work or school account. Remove the plugin from ${account.name}.`;
    return { requests: [], problem: { code: "needs-work-account", plugin: first.plugin, scope: first.declared, message } };
  }
  return { requests, problem: undefined };
}

/** A scope of the set `self` that is granted meanwhile is no longer left out. To leave out updates can be a choice, and stays. */
function leftOutReason(
  { tier, consent, isGranted }: Pick<PermissionRequest, "tier" | "consent" | "isGranted">,
  requestedSet: RegistryAccount["requestedSet"],
): LeftOutReason | undefined {
  if (requestedSet === "read") return tier === "update" ? "declined" : undefined;
  return requestedSet === "self" && consent !== "self" && !isGranted ? "waiting" : undefined;
}
