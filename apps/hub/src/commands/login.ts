import { CasementError, type RequestedSet, requestedSets, type ScopeReport } from "@casement/core";
import type { AccountStatus } from "@casement/host";
import type { CommandContext } from "../command-context.ts";
import type { HubClient, PendingSignIn, SignInOutcome, SignInRequest } from "../hub/hub-client.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { raceInterrupt } from "../interrupt.ts";
import { hasBrowser, openBrowser } from "../terminal/open-browser.ts";
import { UsageError } from "../usage-error.ts";
import { waitingNoteOf } from "./accounts.ts";
import { askForSmallerSet, setTexts } from "./smaller-sets.ts";
import { waitForSwitch } from "./wait-for-switch.ts";

export interface LoginOptions {
  readonly code?: boolean;
  readonly callback?: boolean;
  readonly paste?: boolean;
  readonly requestedSet?: string;
}

/**
 * Signs in to an account: with a browser on this machine, with a device code, or by pasting the last address of a browser. Without an option,
 * the first of the first two that fits, and the other one if that fails.
 */
export async function runLogin(context: CommandContext, account: string, options: LoginOptions): Promise<void> {
  const [method, ...others] = (["callback", "device-code", "paste"] as const).filter((each) => options[optionOf[each]]);
  if (others.length > 0) throw new UsageError("Use one of --callback, --code and --paste.");
  const requestedSet = options.requestedSet === undefined ? "all" : parseRequestedSet(options.requestedSet);
  await withHubClient(context, async (hub) => {
    const report = await hub.scopes(account);
    const statusNow = async () => (await hub.accounts()).find(({ name }) => name === account);
    const before = await statusNow();
    if (options.requestedSet === undefined && isWaiting(before)) {
      // Perhaps the approval is there, and nobody has to sign in.
      await hub.renew(account).catch(() => undefined);
      const after = await statusNow();
      if (after && !isWaiting(after))
        return printOutcome(context, report, { outcome: "signed-in", username: after.username ?? "", missing: [] }, after);
    }
    const request = { method: method ?? defaultMethodOf(context, report), requestedSet };
    const result = await attemptSignIn(context, hub, account, report, request, method === undefined);
    printOutcome(context, report, result, await statusNow(), requestedSet);
  });
}

const optionOf = { callback: "callback", "device-code": "code", paste: "paste" } as const;

/** Many organizations block codes. Programs that read JSON show the code themselves. */
const defaultMethodOf = ({ io, json }: CommandContext, { accountType }: ScopeReport): SignInRequest["method"] =>
  accountType === "work" && io.terminal && !json && hasBrowser(io.env) ? "callback" : "device-code";

const isWaiting = (status: AccountStatus | undefined): boolean =>
  status?.state === "signed-in" && status.plugins.some(({ state }) => state === "waiting-for-approval");

function parseRequestedSet(text: string): RequestedSet {
  const known = requestedSets.find((set) => set === text);
  if (known) return known;
  throw new UsageError(`--requested-set ${text} is not known. Use one of: ${requestedSets.join(", ")}.`);
}

/**
 * Signs in once. If an administrator must approve something, offers to sign in again with a smaller set. `mayChange`: whether the other method
 * is tried if this one fails.
 */
async function attemptSignIn(
  context: CommandContext,
  hub: HubClient,
  account: string,
  report: ScopeReport,
  request: SignInRequest,
  mayChange: boolean,
): Promise<SignInOutcome> {
  const { io, style } = context;
  const { method, requestedSet } = request;
  const retry = (change: Partial<SignInRequest>) => attemptSignIn(context, hub, account, report, { ...request, ...change }, false);
  const started = await hub.signIn(account, request).catch((error) => {
    const other = mayChange && CasementError.is(error) ? error.details.otherMethod : undefined;
    if (other !== "device-code" && other !== "callback") throw error;
    io.warn(style.yellow(error.message));
    return other;
  });
  if (typeof started === "string") return retry({ method: started });
  printInstructions(context, account, request, started);
  const finished = finishSignIn(context, hub, account, request, started);
  const choice = method === "paste" ? undefined : await waitForSwitch(context, { report, method, requestedSet, finished });
  const sets = requestedSet === "all" ? report.smallerSets : [];
  if (choice) {
    started.cancel();
    finished.catch(() => undefined);
    return retry(choice === "smaller-set" ? { requestedSet: sets[0]! } : { method: choice });
  }
  const result = await finished;
  if (mayChange && result.otherMethod) {
    io.warn(style.yellow(`${result.means} ${result.cure} (${result.code})`));
    return retry({ method: result.otherMethod });
  }
  const mayOffer = result.outcome === "approval-required" || result.outcome === "cancelled";
  if (!mayOffer || sets.length === 0) return result;
  io.warn(style.yellow(`${result.means} ${result.cure} (${result.code})`));
  const smaller = await askForSmallerSet(context, sets);
  return smaller === undefined ? result : retry({ requestedSet: smaller });
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
  const noBrowser = method === "callback" && io.terminal ? " Without a browser here, press C for a code." : "";
  const instruction = opened
    ? `Your browser opens. If it does not, open this address${onThisMachine}`
    : `Open this address in a browser${onThisMachine}`;
  io.print(
    `\n  To sign in to ${style.bold(account)}: ${instruction}\n\n      ${style.cyan(url)}\n\n  It is valid until ${until}.${noBrowser}${method === "callback" ? " Waiting …" : ""}\n`,
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
      "No address was entered. Without a terminal, pipe the address to standard input, or use --code to sign in with a code.",
    );
  return hub.complete(account, pasted.trim());
}

/** `requestedSet`: what the user asked for. */
function printOutcome(
  { io, style, json }: CommandContext,
  report: ScopeReport,
  result: SignInOutcome,
  status: AccountStatus | undefined,
  requestedSet: RequestedSet = "all",
): void {
  const { account } = report;
  if (result.outcome === "approved") {
    io.print(
      json ? JSON.stringify({ account, outcome: result.outcome }) : `The permissions are approved. Now run: casement login ${account}`,
    );
    return;
  }
  if (result.outcome !== "signed-in") throw signInError(report, result, requestedSet);
  if (json) {
    io.print(JSON.stringify({ account, outcome: result.outcome, username: result.username, missing: result.missing }));
    return;
  }
  io.print(`${style.green("✓")} ${style.bold(account)} is signed in as ${result.username}.`);
  for (const { id, access, reason } of status?.plugins ?? []) io.print(`  ${id}: ${access}${reason === undefined ? "" : `. ${reason}`}`);
  if (isWaiting(status)) io.print(style.yellow(`  ${waitingNoteOf(account)}`));
}

function signInError(
  { account, accountType, smallerSets }: ScopeReport,
  { means, cure, code, outcome }: SignInOutcome,
  requestedSet: RequestedSet,
): CasementError {
  const isWall = outcome === "approval-required" || outcome === "cancelled";
  const sets = isWall && requestedSet === "all" ? smallerSets : [];
  const cures = sets.map((set) => ` To sign in with ${setTexts[set]}, run: casement login ${account} --requested-set ${set}`);
  if (isWall && accountType === "work")
    cures.push(` For the request to your administrator, run: casement scopes --account ${account} --format request`);
  return new CasementError("sign-in-failed", `${means} ${cure} (${code})${cures.join("")}`, {
    details: { account, outcome, reason: code },
  });
}
