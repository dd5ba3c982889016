import type { Platform } from "../directory.ts";
import { appAt, authorityOf } from "./authority.ts";
import { type Prompt, prompts } from "./identify.ts";
import { type Act, interact, type SignInAsk, type StepPage } from "./interact.ts";
import { redirectTarget } from "./redirects.ts";
import { Refusal, refusal, refusalDetails } from "./refusal.ts";
import { requestedScopes } from "./requested-scopes.ts";
import type { CodeRecord, EntraContext, Session } from "./state.ts";

type ResponseMode = "query" | "fragment" | "form_post";

/** What the browser gets. A refusal is shown on a page where no redirect address is proven or the person should try another account. */
export type AuthorizeOutcome =
  | { kind: "page"; ask: SignInAsk; step: StepPage }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "redirect"; uri: string; mode: ResponseMode; parameters: Record<string, string> };

export interface AuthorizeCall {
  /** First part of the path. */
  readonly segment: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Our own origin. */
  readonly origin: string;
}

/** `/{authority}/oauth2/v2.0/authorize`: one step of it. */
export function authorize(context: EntraContext, call: AuthorizeCall, act: Act, session: Session): AuthorizeOutcome {
  const { parameters } = call;
  const state = parameters.get("state");
  const withState = (answer: Record<string, string>) => ({ ...answer, ...(state !== undefined && { state }) });
  let back: { uri: string; platform: Platform; mode: ResponseMode } | undefined;
  try {
    const authority = authorityOf(call.segment, context.directory);
    const app = appAt(authority, parameters.get("client_id"), context.directory);
    back = { ...redirectTarget(app, parameters.get("redirect_uri")), mode: "query" };
    back.mode = responseMode(parameters.get("response_mode"));
    const ask = readAsk(context, { authority, app }, parameters);
    const step = interact(context, ask, act, session);
    if (step.kind !== "done") return { kind: "page", ask, step };
    const code = issueCode(context, {
      userId: step.user.id,
      signedIn: step.signedIn,
      clientId: app.clientId,
      platform: back.platform,
      authority: authority.segment,
      requested: ask.requested,
      redirectUri: back.uri,
      issued: context.clock.now(),
      nonce: parameters.get("nonce") || undefined,
      challenge: challengeOf(parameters),
      redeemed: false,
    });
    return { kind: "redirect", ...back, parameters: { ...withState({ code }), session_state: context.random.guid() } };
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    if (!back || problem.code === 50020) return { kind: "refused", refusal: problem };
    const details = refusalDetails(problem, { ...context, origin: call.origin, correlationId: parameters.get("client-request-id") });
    return {
      kind: "redirect",
      ...back,
      parameters: withState({
        error: details.error,
        ...(problem.code === 65004 && { error_subcode: "cancel" }),
        error_description: details.error_description,
        ...(details.error_uri !== undefined && { error_uri: details.error_uri }),
      }),
    };
  }
}

function readAsk(context: EntraContext, at: Pick<SignInAsk, "authority" | "app">, parameters: ReadonlyMap<string, string>): SignInAsk {
  const type = parameters.get("response_type");
  if (!type) throw refusal(900144, { parameter: "response_type" });
  if (type !== "code") throw refusal(700054, { type });
  const scope = parameters.get("scope");
  if (!scope) throw refusal(900144, { parameter: "scope" });
  const prompt = parameters.get("prompt");
  if (prompt !== undefined && !prompts.includes(prompt as Prompt)) throw refusal(90023);
  return {
    ...at,
    requested: requestedScopes(scope, context.permissions),
    prompt: prompt as Prompt | undefined,
    loginHint: parameters.get("login_hint"),
    domainHint: parameters.get("domain_hint"),
  };
}

function responseMode(mode = "query"): ResponseMode {
  if (mode === "query" || mode === "fragment" || mode === "form_post") return mode;
  throw refusal(70007, { mode });
}

function challengeOf(parameters: ReadonlyMap<string, string>): CodeRecord["challenge"] {
  const value = parameters.get("code_challenge");
  if (!value) return undefined;
  return { value, method: parameters.get("code_challenge_method")?.toUpperCase() === "S256" ? "S256" : "plain" };
}

const dayMs = 24 * 3600_000;

function issueCode(context: EntraContext, record: CodeRecord): string {
  for (const [old, { issued }] of context.codes) if (issued.getTime() + dayMs < record.issued.getTime()) context.codes.delete(old);
  const code = `1.A${context.random.opaque(180)}`;
  context.codes.set(code, record);
  return code;
}
