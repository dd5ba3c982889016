import { createHash, randomBytes } from "node:crypto";
import type { HttpOptions } from "../../src/http-options.ts";
import type { McpEndpoint } from "../../src/mcp-endpoint.ts";
import { createHttpRig, type HttpRig, testOrigin } from "../http-rig.fixture.ts";

/** Answers with the client that it got. */
const mcp: McpEndpoint = { fetch: async (_, client) => Response.json(client), endClient: async () => {} };

export const redirectUri = "https://assistant.example/callback";
export const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");

export const createOAuthRig = (options: HttpOptions = {}): Promise<HttpRig> => createHttpRig({}, { mcp, ...options });

/** Posts a form as a program does, without a token of the hub. */
export async function postForm(rig: HttpRig, path: string, fields: Readonly<Record<string, string>>, from?: string) {
  const response = await rig.request(path, {
    method: "POST",
    token: null,
    body: new URLSearchParams(fields).toString(),
    ...(from && { from }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

export async function register(rig: HttpRig, metadata: object = {}): Promise<string> {
  const body = { client_name: "Assistant", redirect_uris: [redirectUri], ...metadata };
  const answer = await rig.requestJson("/oauth/register", { method: "POST", token: null, body });
  return answer.body.client_id;
}

/** The query of an address of `/oauth/authorize`. */
export const queryOf = (clientId: string, more: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: challenge,
    code_challenge_method: "S256",
    state: "s t&te",
    resource: `${testOrigin}/mcp`,
    ...more,
  }).toString();

export const readRequest = (rig: HttpRig, request: string) =>
  rig.requestJson("/api/v1/authorization", { method: "POST", body: { request } });

export async function allow(rig: HttpRig, request: string, more: object = {}) {
  const body = { request, access: "read", accounts: ["home"], tools: ["tasks_*"], ...more };
  const answer = await rig.requestJson("/api/v1/authorization/allow", { method: "POST", body });
  const address = answer.status === 200 ? new URL(answer.body.address) : undefined;
  return { ...answer, address, code: address?.searchParams.get("code") ?? "" };
}

export const exchangeCode = (rig: HttpRig, clientId: string, code: string, more: Readonly<Record<string, string>> = {}) =>
  postForm(rig, "/oauth/token", {
    grant_type: "authorization_code",
    client_id: clientId,
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...more,
  });

export const refresh = (rig: HttpRig, clientId: string, token: string) =>
  postForm(rig, "/oauth/token", { grant_type: "refresh_token", client_id: clientId, refresh_token: token });

/** Registers a program, allows it access and fetches its tokens. */
export async function connect(rig: HttpRig, more: object = {}) {
  const clientId = await register(rig);
  const { code } = await allow(rig, queryOf(clientId), more);
  const { body } = await exchangeCode(rig, clientId, code);
  return { clientId, code, accessToken: body.access_token as string, refreshToken: body.refresh_token as string, body };
}

/** The client that `/mcp` knows for a token, or the status that refuses it. */
export async function clientOf(rig: HttpRig, token: string): Promise<unknown> {
  const response = await rig.request("/mcp", { method: "POST", token, body: {} });
  const body = await response.json();
  return response.status === 200 ? body : response.status;
}
