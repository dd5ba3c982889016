import type { AppPlatform } from "../directory.ts";
import { authorityOf, findAppAt } from "./authority.ts";
import type { BrowserSession, CodeRecord, EntraContext } from "./entra-context.ts";
import { buildEntraErrorBody, createEntraError, EntraError } from "./entra-error.ts";
import { type PromptValue, promptValues } from "./identify-user.ts";
import { type InteractionPage, runInteraction, type SignInAction, type SignInRequest } from "./interaction.ts";
import { findRedirectTarget } from "./redirect-target.ts";
import { parseRequestedScopes } from "./requested-scopes.ts";

type ResponseMode = "query" | "fragment" | "form_post";

/**
 * What the browser receives. An error is shown on a page if the redirect address is not verified or the user should try another account.
 */
export type AuthorizeOutcome =
  | { kind: "page"; ask: SignInRequest; step: InteractionPage }
  | { kind: "refused"; refusal: EntraError }
  | { kind: "redirect"; uri: string; mode: ResponseMode; parameters: Record<string, string> };

export interface AuthorizeRequest {
  /** First segment of the path: the authority. */
  readonly segment: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Origin of Entra as the browser sees it. */
  readonly origin: string;
}

/** Runs one step of `/{authority}/oauth2/v2.0/authorize`. */
export function runAuthorizeStep(
  context: EntraContext,
  request: AuthorizeRequest,
  action: SignInAction,
  session: BrowserSession,
): AuthorizeOutcome {
  const { parameters } = request;
  const state = parameters.get("state");
  const withState = (result: Record<string, string>) => ({ ...result, ...(state !== undefined && { state }) });
  let target: { uri: string; platform: AppPlatform; mode: ResponseMode } | undefined;
  try {
    const authority = authorityOf(request.segment, context.directory);
    const app = findAppAt(authority, parameters.get("client_id"), context.directory);
    target = { ...findRedirectTarget(app, parameters.get("redirect_uri")), mode: "query" };
    target.mode = responseMode(parameters.get("response_mode"));
    const signInRequest = readSignInRequest(context, { authority, app }, parameters);
    const step = runInteraction(context, signInRequest, action, session);
    if (step.kind !== "done") return { kind: "page", ask: signInRequest, step };
    const code = issueCode(context, {
      userId: step.user.id,
      signedInAt: step.signedInAt,
      mfa: step.mfa,
      viaDeviceCode: false,
      clientId: app.clientId,
      platform: target.platform,
      authority: authority.segment,
      requested: signInRequest.requested,
      redirectUri: target.uri,
      issued: context.clock.now(),
      nonce: parameters.get("nonce") || undefined,
      challenge: codeChallengeOf(parameters),
      redeemed: false,
    });
    return { kind: "redirect", ...target, parameters: { ...withState({ code }), session_state: context.random.guid() } };
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    if (!target || error.code === 50020 || (error.isBlocked && parameters.get("prompt") !== "none"))
      return { kind: "refused", refusal: error };
    const details = buildEntraErrorBody(error, { ...context, origin: request.origin, correlationId: parameters.get("client-request-id") });
    return {
      kind: "redirect",
      ...target,
      parameters: withState({
        error: details.error,
        ...(error.code === 65004 && { error_subcode: "cancel" }),
        error_description: details.error_description,
        ...(details.error_uri !== undefined && { error_uri: details.error_uri }),
      }),
    };
  }
}

function readSignInRequest(
  context: EntraContext,
  at: Pick<SignInRequest, "authority" | "app">,
  parameters: ReadonlyMap<string, string>,
): SignInRequest {
  const type = parameters.get("response_type");
  if (!type) throw createEntraError(900144, { parameter: "response_type" });
  if (type !== "code") throw createEntraError(700054, { type });
  const scope = parameters.get("scope");
  if (!scope) throw createEntraError(900144, { parameter: "scope" });
  const prompt = parameters.get("prompt");
  if (prompt !== undefined && !promptValues.includes(prompt as PromptValue)) throw createEntraError(90023);
  return {
    ...at,
    requested: parseRequestedScopes(scope, context.permissions),
    viaDeviceCode: false,
    prompt: prompt as PromptValue | undefined,
    loginHint: parameters.get("login_hint"),
    domainHint: parameters.get("domain_hint"),
  };
}

function responseMode(mode = "query"): ResponseMode {
  if (mode === "query" || mode === "fragment" || mode === "form_post") return mode;
  throw createEntraError(70007, { mode });
}

function codeChallengeOf(parameters: ReadonlyMap<string, string>): CodeRecord["challenge"] {
  const value = parameters.get("code_challenge");
  if (!value) return undefined;
  return { value, method: parameters.get("code_challenge_method")?.toUpperCase() === "S256" ? "S256" : "plain" };
}

const dayMs = 24 * 3600_000;

function issueCode(context: EntraContext, record: CodeRecord): string {
  for (const [oldCode, { issued }] of context.codes) if (issued.getTime() + dayMs < record.issued.getTime()) context.codes.delete(oldCode);
  const code = `1.A${context.random.opaque(180)}`;
  context.codes.set(code, record);
  return code;
}
