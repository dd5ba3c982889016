import { aadstsRows } from "./aadsts.ts";
import { authorityOf, findAppAt } from "./authority.ts";
import { readBasicCredentials } from "./client-authentication.ts";
import type { EntraContext, TokenFault } from "./entra-context.ts";
import { buildEntraErrorBody, createEntraError, EntraError } from "./entra-error.ts";
import { jsonResponse, readForm } from "./http.ts";
import { publicOriginOf } from "./public-origin.ts";
import { tokenGrants } from "./token-grants.ts";
import { buildTokenResponse } from "./token-response.ts";

/** Serves `/{authority}/oauth2/v2.0/token`. */
export async function tokenEndpoint(context: EntraContext, segment: string, request: Request): Promise<Response> {
  const origin = publicOriginOf(request);
  const form = await readForm(request);
  try {
    const basic = readBasicCredentials(request.headers.get("authorization"));
    const clientId = form.get("client_id") ?? basic?.clientId;
    const type = form.get("grant_type");
    const fault = takeFault(context, clientId, type);
    if (fault) throw createFaultError(fault, { app: clientId ?? "", issued: context.clock.now().toISOString() });
    const authority = authorityOf(segment, context.directory);
    const app = findAppAt(authority, clientId, context.directory);
    if (!type) throw createEntraError(900144, { parameter: "grant_type" });
    const redeem = Object.hasOwn(tokenGrants, type) ? tokenGrants[type] : undefined;
    if (!redeem) throw createEntraError(70003, { grant: type });
    const proof = {
      secret: form.get("client_secret") ?? basic?.secret,
      assertion: form.get("client_assertion"),
      browserOrigin: request.headers.get("origin") ?? undefined,
    };
    const redeemed = redeem(context, app, form, proof);
    return jsonResponse(
      await buildTokenResponse(context, { ...redeemed, app, origin, claims: form.get("claims"), isRefresh: type === "refresh_token" }),
    );
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    const correlationId = request.headers.get("client-request-id") ?? form.get("client-request-id");
    return jsonResponse(buildEntraErrorBody(error, { ...context, origin, correlationId }), error.status);
  }
}

function takeFault(context: EntraContext, clientId: string | undefined, grantType: string | undefined): TokenFault | undefined {
  const appliesToRequest = (fault: TokenFault) =>
    (fault.grantType === undefined || fault.grantType === grantType) && (fault.clientId === undefined || fault.clientId === clientId);
  const at = context.faults.findIndex(appliesToRequest);
  const fault = context.faults[at];
  if (fault && --fault.times <= 0) context.faults.splice(at, 1);
  return fault;
}

function createFaultError(fault: TokenFault, values: Record<string, string>): EntraError {
  const row = aadstsRows[fault.code];
  const text = (fault.text ?? row?.text ?? "The control interface requested this error.").replace(
    /\{(\w+)\}/g,
    (_, name) => values[name] ?? name,
  );
  return new EntraError(fault.code, {
    error: fault.error ?? row?.error ?? "invalid_grant",
    status: row?.status,
    suberror: fault.suberror ?? row?.suberror,
    text,
  });
}
