import { CasementError } from "@casement/core";
import type { AccountStatus } from "@casement/host";
import type { CommandContext } from "../command-context.ts";
import type { HubClient, PendingSignIn, SignInOutcome, SignInRequest } from "../hub/hub-client.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { raceInterrupt } from "../interrupt.ts";
import { openBrowser } from "../terminal/open-browser.ts";
import { UsageError } from "../usage-error.ts";

export interface LoginOptions {
  readonly callback?: boolean;
  readonly paste?: boolean;
  readonly withoutUpdates?: boolean;
}

/** Signs in to an account: with a device code, with a browser on this machine, or by pasting the last address of a browser. */
export async function runLogin(context: CommandContext, account: string, options: LoginOptions): Promise<void> {
  if (options.callback && options.paste) throw new UsageError("Use either --callback or --paste, not both.");
  const method = options.callback ? "callback" : options.paste ? "paste" : "device-code";
  await withHubClient(context, async (hub) => {
    await hub.scopes(account);
    const result = await attemptSignIn(context, hub, account, { method, withoutUpdates: options.withoutUpdates === true });
    const status = (await hub.accounts()).find(({ name }) => name === account);
    printOutcome(context, account, result, status);
  });
}

/** Signs in once. If only an administrator can approve changes, offers to sign in again with read permissions only. */
async function attemptSignIn(context: CommandContext, hub: HubClient, account: string, request: SignInRequest): Promise<SignInOutcome> {
  const { io, style } = context;
  const started = await hub.signIn(account, request);
  printInstructions(context, account, request, started);
  const result = await finishSignIn(context, hub, account, request, started);
  const mayOffer = result.outcome === "approval-required" || result.outcome === "cancelled";
  if (!mayOffer || request.withoutUpdates) return result;
  io.warn(style.yellow(`${result.means} ${result.cure} (${result.code})`));
  const reply = await io.ask("Sign in with read permissions only for now? [Y/n] ");
  if (reply === undefined || /^n/i.test(reply.trim())) return result;
  return attemptSignIn(context, hub, account, { ...request, withoutUpdates: true });
}

function printInstructions(
  { io, style, json }: CommandContext,
  account: string,
  { method }: SignInRequest,
  { url, userCode, expiresAt }: PendingSignIn,
): void {
  if (json) {
    io.print(JSON.stringify({ account, method, url, ...(userCode !== undefined && { userCode }), expiresAt }));
    return;
  }
  const until = expiresAt.toLocaleTimeString();
  if (userCode !== undefined) {
    io.print(
      `\n  To sign in to ${style.bold(account)}, open\n\n      ${style.cyan(style.bold(url))}\n\n  and enter the code\n\n      ${style.bold(userCode)}\n\n  The code is valid until ${until}. Waiting …\n`,
    );
    return;
  }
  const opened = method === "callback" && io.terminal && openBrowser(url, io.env);
  const onThisMachine = method === "callback" ? " on this machine" : "";
  const instruction = opened
    ? `Your browser opens. If it does not, open this address${onThisMachine}`
    : `Open this address in a browser${onThisMachine}`;
  io.print(
    `\n  To sign in to ${style.bold(account)}: ${instruction}\n\n      ${style.cyan(url)}\n\n  It is valid until ${until}.${method === "callback" ? " Waiting …" : ""}\n`,
  );
}

async function finishSignIn(
  { io }: CommandContext,
  hub: HubClient,
  account: string,
  { method }: SignInRequest,
  { done }: PendingSignIn,
): Promise<SignInOutcome> {
  if (method !== "paste") return done;
  io.warn("After you sign in, the browser opens a page that may not load. Copy the full address of that page.");
  const pasted = (await io.ask("Address: ")) ?? (await raceInterrupt(io.readInput(), io.signal));
  if (pasted.trim() === "")
    throw new UsageError(
      "No address was entered. Without a terminal, pipe the address to standard input, or omit --paste to sign in with a device code.",
    );
  return hub.complete(account, pasted.trim());
}

function printOutcome(
  { io, style, json }: CommandContext,
  account: string,
  result: SignInOutcome,
  status: AccountStatus | undefined,
): void {
  if (result.outcome === "approved") {
    io.print(
      json ? JSON.stringify({ account, outcome: result.outcome }) : `The permissions are approved. Now run: casement login ${account}`,
    );
    return;
  }
  if (result.outcome !== "signed-in") throw signInError(account, result);
  if (json) {
    io.print(JSON.stringify({ account, outcome: result.outcome, username: result.username, missing: result.missing }));
    return;
  }
  io.print(`${style.green("✓")} ${style.bold(account)} is signed in as ${result.username}.`);
  for (const { id, access, reason } of status?.plugins ?? []) io.print(`  ${id}: ${access}${reason === undefined ? "" : `. ${reason}`}`);
  if (status?.updatesDeclined)
    io.print(
      style.yellow(`  Signed in with read permissions only. After an administrator has approved changes, run: casement login ${account}`),
    );
}

function signInError(account: string, { means, cure, code, outcome }: SignInOutcome): CasementError {
  const readOnlyCure =
    outcome === "approval-required" || outcome === "cancelled"
      ? ` To sign in with read permissions only, run: casement login ${account} --without-updates`
      : "";
  return new CasementError("sign-in-failed", `${means} ${cure} (${code})${readOnlyCure}`, { details: { account, outcome, reason: code } });
}
