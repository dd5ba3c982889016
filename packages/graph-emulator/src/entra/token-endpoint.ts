import { aadstsRows } from "./aadsts.ts";
import { appAt, authorityOf } from "./authority.ts";
import { basicCredentials } from "./client-authentication.ts";
import { json, readForm } from "./http.ts";
import { publicOrigin } from "./public-origin.ts";
import { Refusal, refusal, refusalDetails } from "./refusal.ts";
import type { EntraContext, TokenFault } from "./state.ts";
import { tokenAnswer } from "./token-answer.ts";
import { grants } from "./token-grants.ts";

/** `/{authority}/oauth2/v2.0/token`. */
export async function tokenEndpoint(context: EntraContext, segment: string, request: Request): Promise<Response> {
  const origin = publicOrigin(request);
  const form = await readForm(request);
  try {
    const basic = basicCredentials(request.headers.get("authorization"));
    const clientId = form.get("client_id") ?? basic?.clientId;
    const type = form.get("grant_type");
    const fault = takeFault(context, clientId, type);
    if (fault) throw faultRefusal(fault, { app: clientId ?? "", issued: context.clock.now().toISOString() });
    const authority = authorityOf(segment, context.directory);
    const app = appAt(authority, clientId, context.directory);
    if (!type) throw refusal(900144, { parameter: "grant_type" });
    const redeem = Object.hasOwn(grants, type) ? grants[type] : undefined;
    if (!redeem) throw refusal(70003, { grant: type });
    const proof = { secret: form.get("client_secret") ?? basic?.secret, browserOrigin: request.headers.get("origin") ?? undefined };
    const redeemed = redeem(context, app, form, proof);
    return json(await tokenAnswer(context, { ...redeemed, app, origin, again: type === "refresh_token" }));
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const correlationId = request.headers.get("client-request-id") ?? form.get("client-request-id");
    return json(refusalDetails(problem, { ...context, origin, correlationId }), problem.status);
  }
}

function takeFault(context: EntraContext, clientId: string | undefined, grantType: string | undefined): TokenFault | undefined {
  const fits = (fault: TokenFault) =>
    (fault.grantType === undefined || fault.grantType === grantType) && (fault.clientId === undefined || fault.clientId === clientId);
  const at = context.faults.findIndex(fits);
  const fault = context.faults[at];
  if (fault && --fault.times <= 0) context.faults.splice(at, 1);
  return fault;
}

function faultRefusal(fault: TokenFault, values: Record<string, string>): Refusal {
  const row = aadstsRows[fault.code];
  const text = (fault.text ?? row?.text ?? "The emulator was told to refuse this.").replace(
    /\{(\w+)\}/g,
    (_, name) => values[name] ?? name,
  );
  return new Refusal(fault.code, {
    error: fault.error ?? row?.error ?? "invalid_grant",
    status: row?.status,
    suberror: fault.suberror ?? row?.suberror,
    text,
  });
}
