import { CasementError } from "@casement/core";
import { redirectAddressOf } from "./authorize-endpoint.ts";
import { type AuthorizeRequest, runAuthorizeStep } from "./authorize-step.ts";
import type { ConsentDecision } from "./consent.ts";
import { findPendingDevice, runDeviceStep } from "./device-flow.ts";
import type { BrowserSession, DeviceRecord, EntraContext } from "./entra-context.ts";
import { createEntraError, EntraError } from "./entra-error.ts";
import type { InteractionPage, SignInAction } from "./interaction.ts";

/** Result of a sign-in without a browser. `page` is the page where a browser would stop. */
export type SignInResult =
  | { readonly redirect: string; readonly form?: Readonly<Record<string, string>> }
  | { readonly page: StoppedAt; readonly code?: number; readonly message?: string };

type StoppedAt =
  | "sign-in"
  | "confirm"
  | "consent"
  | "need-admin"
  | "approval-required"
  | "approval-requested"
  | "verify"
  | "blocked"
  | "error";

export type DeviceResult = { readonly approved: true } | { readonly approved: false; readonly code?: number; readonly message: string };

/** What a user does in `signIn`. `request-approval` submits a request where the page offers it. */
export type SignInDecision = ConsentDecision | "request-approval";

export interface SignInOptions {
  /** Id or name. */
  user: string;
  /** Default: `accept`. */
  decision?: SignInDecision;
  /** Text of a request for approval. */
  justification?: string;
  /** The browser already has a session of this user, so that `prompt=none` works. */
  signedInBefore?: boolean;
  /** Does multi-factor authentication where it is required. Default: true. */
  mfa?: boolean;
}

/** Signs users in without a browser. */
export interface SignInControl {
  /** Device codes that are pending. */
  deviceCodes(): { userCode: string; clientId: string; scopes: readonly string[]; expires: Date }[];
  /**
   * Enters the code, signs in, and consents as the user (`organization`: as an administrator for all users), with multi-factor
   * authentication where it is required. If refused, the code stays pending.
   */
  approveDevice(userCode: string, user: string, decision?: Exclude<ConsentDecision, "cancel">): DeviceResult;
  denyDevice(userCode: string): void;
  /**
   * Follows an authorize URL as a user. `cancel` cancels on the consent page and returns from "Need admin approval" and "Approval
   * required"; `accept` stops there.
   */
  signIn(authorizeUrl: string, options: SignInOptions): SignInResult;
}

const codes: Partial<Record<StoppedAt, number>> = { "need-admin": 90094, "approval-required": 90095, verify: 50076 };

export function createSignInControl(context: EntraContext): SignInControl {
  const { directory, clock } = context;
  const userOf = (name: string) => directory.user(name) ?? throwUnknown("user");
  const deviceOf = (userCode: string): DeviceRecord => findPendingDevice(context, userCode) ?? throwUnknown("pending device code");
  const sessionOf = (...userIds: string[]): BrowserSession => ({
    users: new Map(userIds.map((id) => [id, clock.now()])),
    verified: new Set(),
  });
  return {
    deviceCodes: () =>
      [...context.devices.values()]
        .filter(({ state, expires }) => state.kind === "pending" && clock.now() < expires)
        .map(({ userCode, clientId, requested, expires }) => ({
          userCode,
          clientId,
          expires,
          scopes: [...requested.graph, ...requested.oidc],
        })),
    approveDevice(userCode, name, decision = "accept") {
      const device = deviceOf(userCode);
      const user = userOf(name);
      const session = sessionOf(user.id);
      const decide: SignInAction = { kind: "decide", userId: user.id, decision };
      try {
        let { step } = runDeviceStep(context, device, decide, session);
        if (step.kind === "verify") {
          runDeviceStep(context, device, { kind: "verify", userId: user.id }, session);
          ({ step } = runDeviceStep(context, device, decide, session));
        }
        if (step.kind === "done") return { approved: true };
        throw step.kind === "verify" ? createEntraError(50076) : createEntraError(50058);
      } catch (error) {
        return { approved: false, ...reasonOf(error) };
      }
    },
    denyDevice(userCode) {
      deviceOf(userCode).state = { kind: "declined" };
    },
    signIn(authorizeUrl, { user: name, decision = "accept", justification = "", signedInBefore = false, mfa = true }) {
      const url = new URL(authorizeUrl);
      const user = userOf(name);
      const request: AuthorizeRequest = {
        segment: url.pathname.split("/")[1] ?? "",
        parameters: new Map(url.searchParams),
        origin: url.origin,
      };
      const session = signedInBefore ? sessionOf(user.id) : sessionOf();
      const run = (action: SignInAction) => runAuthorizeStep(context, request, action, session);
      const signIn: SignInAction = { kind: "sign-in", userName: user.userPrincipalName, password: user.password ?? "" };
      let outcome = run(signedInBefore ? { kind: "arrive" } : signIn);
      if (outcome.kind === "page" && (outcome.step.kind === "choose" || outcome.step.kind === "sign-in")) outcome = run(signIn);
      if (outcome.kind === "page" && outcome.step.kind === "verify" && mfa) outcome = run({ kind: "verify", userId: user.id });
      const goesOn = decision === "cancel" || decision === "request-approval";
      if (outcome.kind === "page" && outcome.step.kind !== "verify" && (outcome.step.kind === "consent" || goesOn))
        outcome = run(
          decision === "request-approval"
            ? { kind: decision, userId: user.id, justification }
            : { kind: "decide", userId: user.id, decision },
        );
      if (outcome.kind === "redirect")
        return { redirect: redirectAddressOf(outcome), ...(outcome.mode === "form_post" && { form: outcome.parameters }) };
      if (outcome.kind === "refused") return { page: outcome.refusal.isBlocked ? "blocked" : "error", ...reasonOf(outcome.refusal) };
      return stoppedAt(outcome.step.kind);
    },
  };
}

function reasonOf(error: unknown): { code?: number; message: string } {
  if (!(error instanceof EntraError)) throw error;
  return { message: error.message, ...(error.code !== undefined && { code: error.code }) };
}

/** The page at which a browser without a person would stop. */
function stoppedAt(kind: InteractionPage["kind"]): SignInResult {
  const page = kind === "choose" ? "sign-in" : kind;
  const code = codes[page];
  return { page, ...(code !== undefined && { code }) };
}

function throwUnknown(kind: string): never {
  throw new CasementError("not-found", `The emulator has no such ${kind}.`);
}
