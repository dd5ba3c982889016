import type { RequestPlace } from "../addresses/request-place.ts";
import { OAuthError } from "./oauth-error.ts";

/** The hub as an authorization server, at the address under which the client knows it: `https://home.example/casement`. */
export const issuerOf = ({ origin, basePath }: RequestPlace): string => origin + basePath;

/** What tokens are for (RFC 8707). */
export const resourceOf = (place: RequestPlace): string => `${issuerOf(place)}/mcp`;

/** Below the hub's own path: what is above it may belong to another program. */
export const resourceMetadataAddressOf = (place: RequestPlace): string => `${issuerOf(place)}/.well-known/oauth-protected-resource`;

/** Protected resource metadata (RFC 9728). */
export const createResourceMetadata = (place: RequestPlace): object => ({
  resource: resourceOf(place),
  resource_name: "Casement",
  authorization_servers: [issuerOf(place)],
  bearer_methods_supported: ["header"],
});

/**
 * Authorization server metadata (RFC 8414). With a path, clients look for it at the address that OpenID Connect appends, and expect the fields of
 * OpenID Connect there. The hub signs nobody in to other programs, so it has no keys.
 */
export function createServerMetadata(place: RequestPlace): object {
  const issuer = issuerOf(place);
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    registration_endpoint: `${issuer}/oauth/register`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    jwks_uri: `${issuer}/oauth/keys`,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
    revocation_endpoint_auth_methods_supported: ["none"],
    client_id_metadata_document_supported: true,
    authorization_response_iss_parameter_supported: true,
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [],
    service_documentation: "https://github.com/casement/casement/blob/main/docs/mcp.md",
  };
}

/** Programs of before 2025-06-18 name no resource. @throws OAuthError */
export function requireOwnResource(resources: readonly string[], place: RequestPlace): void {
  const own = resourceOf(place);
  const isOwn = (text: string): boolean => URL.canParse(text) && text.replace(/\?.*$|\/$/g, "") === own;
  if (!resources.every(isOwn)) throw new OAuthError("invalid_target", `Tokens of this hub are for ${own} only.`);
}
