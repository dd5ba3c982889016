import { createJsonResponse } from "../responses/json-response.ts";

export type OAuthErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_client_metadata"
  | "invalid_grant"
  | "invalid_redirect_uri"
  | "invalid_target"
  | "unsupported_grant_type"
  | "unsupported_response_type";

/** A refusal with a code of OAuth 2.1, RFC 7591 or RFC 8707. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode;
  constructor(code: OAuthErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** @throws what is no `OAuthError` */
export function toOAuthErrorResponse(error: unknown): Response {
  if (!(error instanceof OAuthError)) throw error;
  return createJsonResponse({ error: error.code, error_description: error.message }, { status: 400 });
}
