import { CasementError } from "@casement/core";
import type { Host, PreviewedCall } from "@casement/host";
import type { ServiceTool } from "../tools/service-tool.ts";

/** `outside`: what reaches other people or cannot be undone. `always`: whatever changes something in Microsoft 365. */
export type ConfirmMode = "always" | "outside" | "never";

/** The settings of `mcp:` that limit calls. */
export interface CallRules {
  readonly confirm: ConfirmMode;
  /** No call may reach other people. */
  readonly draftsOnly: boolean;
}

/** A call, as the host runs it. */
export interface ServiceCall {
  readonly tool: ServiceTool;
  readonly account: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What it would do. Asks the host once. */
  preview(): Promise<PreviewedCall>;
}

export function createServiceCall(host: Host, call: Omit<ServiceCall, "preview">): ServiceCall {
  let previewed: Promise<PreviewedCall> | undefined;
  return {
    ...call,
    preview: () => (previewed ??= host.account(call.account).preview(call.tool.service, call.input)),
  };
}

/** Whether a person must agree to some calls of the tool. */
export function mayNeedConfirmation({ effect, isLocal, reachesOthers }: ServiceTool, { confirm }: CallRules): boolean {
  if (effect === "read" || isLocal || confirm === "never") return false;
  return confirm === "always" || effect === "remove" || reachesOthers !== "never";
}

/**
 * Whether a person must agree to the call.
 * @throws CasementError `forbidden` if the rules exclude it; `input-invalid` if its input decides, and is wrong
 */
export async function requiresConfirmation(host: Host, call: ServiceCall, rules: CallRules): Promise<boolean> {
  const { tool } = call;
  const { confirm, draftsOnly } = rules;
  if (!draftsOnly && !mayNeedConfirmation(tool, rules)) return false;
  const reachesOthers = await reachesOthersBy(host, call);
  if (draftsOnly && reachesOthers)
    throw new CasementError(
      "forbidden",
      "This call would reach other people, and the hub allows only drafts (mcp.draftsOnly). Nothing was done. Make a draft, which the user can send.",
    );
  return mayNeedConfirmation(tool, rules) && (confirm === "always" || reachesOthers || tool.effect === "remove");
}

export async function reachesOthersBy(host: Host, { tool, account, input }: ServiceCall): Promise<boolean> {
  return tool.reachesOthers === "sometimes" ? host.account(account).reachesOthers(tool.service, input) : tool.reachesOthers === "always";
}
