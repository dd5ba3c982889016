import { CasementError, type Clock, type Logger } from "@casement/core";
import type { Host } from "@casement/host";
import { agentKindName } from "../access/agent-kind.ts";
import { draftGrant, findGrantKind, type GrantRequest } from "../access/grant-request.ts";
import type { HubAccess } from "../access/hub-access.ts";
import { unusedName } from "../access/unused-name.ts";
import type { RequestPlace } from "../addresses/request-place.ts";
import { createAuthorizationCodes } from "./authorization-codes.ts";
import { type AuthorizationRequest, parameterOf, readAuthorizationRequest } from "./authorization-request.ts";
import { createClientDocuments, type DocumentClient, isDocumentAddress } from "./client-document.ts";
import { type ClientRegistration, createClientRegistration } from "./client-registration.ts";
import type { OAuthClient } from "./oauth-client.ts";
import { OAuthError } from "./oauth-error.ts";
import { accessTokenLifetime, type ProgramTokens, type RenewableGrant } from "./program-tokens.ts";
import { requireOwnResource } from "./server-metadata.ts";

/** What a person decides about a request. */
export type AgentGrantRequest = Omit<GrantRequest, "kind" | "name" | "target" | "options">;

/** The hub as the authorization server of its own `/mcp` (OAuth 2.1). */
export interface AuthorizationServer {
  readonly register: ClientRegistration["register"];
  /** Reads a request of a program. @throws OAuthError if nothing may be sent to the program */
  read(query: string, place: RequestPlace): ReturnType<typeof readAuthorizationRequest>;
  /** Returns the address that gives the program its code. @throws CasementError `input-invalid`, `account-unknown` */
  allow(request: AuthorizationRequest, wanted: AgentGrantRequest): Promise<string>;
  /** Answers a request for tokens. @throws OAuthError; CasementError `store-unwritable` */
  exchange(form: URLSearchParams, place: RequestPlace): Promise<object>;
}

export interface AuthorizationServerOptions {
  readonly host: Host;
  readonly access: HubAccess;
  readonly tokens: ProgramTokens;
  readonly clock: Clock;
  readonly log: Logger;
  readonly documentClient?: DocumentClient | undefined;
}

export function createAuthorizationServer(options: AuthorizationServerOptions): AuthorizationServer {
  const { host, access, tokens, clock, log, documentClient } = options;
  const registration = createClientRegistration(() => host.sealedState("oauth"));
  const documents = createClientDocuments(clock, documentClient);
  const openCodes = () => host.sealedState("oauth-codes");
  const codes = createAuthorizationCodes(clock, openCodes, (family) => {
    tokens.endFamily(family);
    log.warn("Access: somebody sent an authorization code for the second time, so the access that it had given has ended.");
  });
  const findClient = (id: string): Promise<OAuthClient> => (isDocumentAddress(id) ? documents.read(id) : registration.read(id));
  const names = (): string[] => access.store.list().map(({ name }) => name);

  async function redeem(form: URLSearchParams): Promise<RenewableGrant> {
    const proof = {
      code: parameterOf(form, "code"),
      clientId: parameterOf(form, "client_id"),
      redirectUri: parameterOf(form, "redirect_uri"),
      verifier: parameterOf(form, "code_verifier"),
    };
    const { name, draft, clientId, family } = await codes.redeem(proof);
    return tokens.begin({ name: unusedName(name, names()), ...draft }, clientId, family);
  }
  async function exchangeOf(form: URLSearchParams): Promise<RenewableGrant> {
    const type = parameterOf(form, "grant_type");
    if (type === "authorization_code") return redeem(form);
    if (type === "refresh_token") return tokens.renew(parameterOf(form, "refresh_token"), parameterOf(form, "client_id"));
    throw new OAuthError("unsupported_grant_type", "grant_type must be authorization_code or refresh_token.");
  }
  return {
    register: registration.register,
    read: (query, place) => readAuthorizationRequest(query, place, findClient),
    async allow({ client, redirectUri, target, challenge, answer }, wanted) {
      const request = { ...wanted, kind: agentKindName };
      const draft = await draftGrant(request, findGrantKind(request, access.kinds), host);
      const connectedTo = target.name;
      return answer({
        code: await codes.create({ clientId: client.id, redirectUri, challenge, name: client.name, draft: { ...draft, connectedTo } }),
      });
    },
    async exchange(form, place) {
      requireOwnResource(form.getAll("resource"), place);
      const { grant, refreshToken } = await exchangeOf(form);
      // A program that has a token which is not on the disk would be locked out by a restart.
      await access.store.saved().catch((cause) => {
        throw new CasementError("store-unwritable", "The hub cannot save the access. Make room on the disk of its data folder.", { cause });
      });
      return {
        access_token: tokens.createAccessToken(refreshToken),
        token_type: "Bearer",
        expires_in: accessTokenLifetime,
        refresh_token: refreshToken,
        scope: grant.access,
      };
    },
  };
}
