import { findPermission } from "./permission-tables.ts";
import type { RegistryAccount, RegistryPlugin } from "./registry-input.ts";
import type { ScopeProblem, ScopeTier } from "./scope-report.ts";
import { sharedForm } from "./shared-form.ts";

/** A permission that a plugin's configuration brings into force. */
export interface PermissionRequest {
  readonly plugin: string;
  /** As declared by the plugin. */
  readonly declared: string;
  /** As requested: with a shared mailbox the `.Shared` form. */
  readonly scope: string;
  readonly tier: ScopeTier;
  readonly why: string;
  /** Why it is not requested; undefined: it is. */
  readonly withheld: WithheldReason | undefined;
}
export type WithheldReason = "updates-off" | "declined" | "personal";

export const withheldTexts: Readonly<Record<WithheldReason, string>> = {
  "updates-off": "updates are switched off (enableUpdate)",
  declined: "the account signed in without updates; sign in again with them once they are approved",
  personal: "it is not available to personal accounts",
};

/** The account's own wishes: every sign-in needs them. */
export const accountRequests: readonly PermissionRequest[] = [
  {
    plugin: "account",
    declared: "User.Read",
    scope: "User.Read",
    tier: "read",
    why: "Sign you in and know who you are",
    withheld: undefined,
  },
  { plugin: "account", declared: "offline_access", scope: "offline_access", tier: "read", why: "Stay signed in", withheld: undefined },
];

/** What one plugin wishes for, and what is wrong with it. A plugin with a problem wishes for nothing. */
export function permissionRequestsOf(
  entry: RegistryPlugin,
  account: RegistryAccount,
): { wishes: readonly PermissionRequest[]; problem: ScopeProblem | undefined } {
  if (entry.enabled === false) return { wishes: [], problem: undefined };
  const wishes: PermissionRequest[] = [];
  for (const [declared, { tier, why, when, optIn }] of Object.entries(entry.plugin.scopes)) {
    const problem = (code: ScopeProblem["code"], message: string) => {
      return { wishes: [], problem: { code, plugin: entry.plugin.id, scope: declared, message } };
    };
    let isOptedIn = false;
    try {
      if (when && !when(entry.config)) continue;
      isOptedIn = optIn?.(entry.config) === true;
    } catch {
      return problem("plugin-failed", `The plugin ${entry.plugin.id} failed to say whether it needs ${declared}. Report it to its author.`);
    }
    const form = account.sharedMailbox === undefined ? { scope: declared } : sharedForm(declared);
    if ("refused" in form) {
      const cure = `Remove the plugin from the account ${account.name}, or give it an account of its own without sharedMailbox.`;
      return problem("no-shared-form", `${entry.plugin.id} cannot use a shared mailbox: ${form.refused}. ${cure}`);
    }
    const known = findPermission(form.scope);
    if (!known) {
      return problem(
        "unknown-permission",
        `${entry.plugin.id} asks for ${form.scope}, which Microsoft's list of permissions does not have. Report it to its author.`,
      );
    }
    const workOnly = account.type === "personal" && !known.personal;
    if (workOnly && tier === "read") {
      const what = `No personal account can have ${form.scope}.`;
      return problem(
        "needs-work-account",
        `${entry.plugin.id} needs a work or school account. ${what} Remove the plugin from ${account.name}.`,
      );
    }
    wishes.push({
      plugin: entry.plugin.id,
      declared,
      scope: form.scope,
      tier,
      why,
      withheld: withheldReason(tier, workOnly, isOptedIn, entry, account),
    });
  }
  const [first] = wishes;
  if (first && wishes.every((wish) => wish.withheld === "personal")) {
    const message = `${first.plugin} needs a work or school account. Remove the plugin from ${account.name}.`;
    return { wishes: [], problem: { code: "needs-work-account", plugin: first.plugin, scope: first.declared, message } };
  }
  return { wishes, problem: undefined };
}

function withheldReason(
  tier: ScopeTier,
  workOnly: boolean,
  isOptedIn: boolean,
  entry: RegistryPlugin,
  account: RegistryAccount,
): WithheldReason | undefined {
  if (tier === "read") return undefined;
  if (workOnly) return "personal";
  if (!isOptedIn && !(entry.enableUpdate ?? account.enableUpdate ?? false)) return "updates-off";
  return account.updatesDeclined ? "declined" : undefined;
}
