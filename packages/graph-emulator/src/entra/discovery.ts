import { consumersTenantId } from "../directory.ts";
import { authorityOf } from "./authority.ts";
import type { EntraContext } from "./entra-context.ts";
import { buildEntraErrorBody, EntraError } from "./entra-error.ts";
import { jsonResponse } from "./http.ts";
import { publicOriginOf } from "./public-origin.ts";
import { graphOriginOf } from "./requested-scopes.ts";
import { getSigningKey } from "./signing-key.ts";

/** Serves `/{authority}/v2.0/.well-known/openid-configuration`. */
export function openidConfigurationEndpoint(context: EntraContext, segment: string, request: Request): Response {
  const origin = publicOriginOf(request);
  try {
    const { kind, tenant } = authorityOf(segment, context.directory);
    const issuer = kind === "consumers" ? consumersTenantId : (tenant?.id ?? "{tenantid}");
    const path = `${origin}/${segment}`;
    return jsonResponse({
      token_endpoint: `${path}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
      jwks_uri: `${path}/discovery/v2.0/keys`,
      response_modes_supported: ["query", "fragment", "form_post"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      response_types_supported: ["code"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
      issuer: `${origin}/${issuer}/v2.0`,
      authorization_endpoint: `${path}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${path}/oauth2/v2.0/devicecode`,
      end_session_endpoint: `${path}/oauth2/v2.0/logout`,
      claims_supported: ["sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "oid", "ver", "email"],
      msgraph_host: new URL(graphOriginOf(origin)).host,
    });
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    return jsonResponse(buildEntraErrorBody(error, { ...context, origin }), error.status);
  }
}

/** Serves `/{authority}/discovery/v2.0/keys`. */
export async function signingKeysEndpoint(): Promise<Response> {
  return jsonResponse({ keys: [(await getSigningKey()).jwk] });
}

/** Serves `/common/discovery/instance`, which lists the hosts of a cloud. */
export function instanceDiscoveryEndpoint(request: Request): Response {
  const origin = publicOriginOf(request);
  const host = new URL(origin).host;
  return jsonResponse({
    tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}
