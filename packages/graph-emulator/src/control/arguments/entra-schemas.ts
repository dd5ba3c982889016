import { z } from "zod";
import type { EntraControl } from "../../entra/entra-control.ts";
import { anyText, guidText, isoTime, listOf, objectOf, oneOf, textList, trueOrFalse, webAddress, wholeNumber } from "./argument-types.ts";
import type { ControlSchemas } from "./check-arguments.ts";

const clientId = guidText;
const tenant = anyText;
const user = anyText;
const scopes = textList;
const ending = oneOf("expired", "revoked");
const newApp = objectOf({
  clientId,
  name: anyText.optional(),
  audience: oneOf("single-tenant", "multi-tenant", "multi-tenant-and-personal", "personal").optional(),
  tenantId: anyText.optional(),
  redirectUris: objectOf({ web: textList.optional(), publicClient: textList.optional(), spa: textList.optional() }).optional(),
  secrets: listOf(objectOf({ id: anyText, value: anyText, expires: z.date().or(isoTime).optional() })).optional(),
  certificates: textList.optional(),
  allowPublicClient: trueOrFalse.optional(),
  permissions: textList.optional(),
  verifiedPublisher: trueOrFalse.optional(),
  unregistered: trueOrFalse.optional(),
});
const tokenFault = objectOf({
  code: wholeNumber(1),
  error: anyText.optional(),
  text: anyText.optional(),
  suberror: anyText.optional(),
  grantType: anyText.optional(),
  clientId: guidText.optional(),
  times: wholeNumber(1).optional(),
});
const signInOptions = objectOf({
  user,
  decision: oneOf("accept", "organization", "cancel", "request-approval").optional(),
  justification: anyText.optional(),
  signedInBefore: trueOrFalse.optional(),
  mfa: trueOrFalse.optional(),
});

/** What the functions of `entra` accept. */
export const entraSchemas: ControlSchemas<{ entra: EntraControl }>["entra"] = {
  settings: {
    accessTokenLifetime: wholeNumber(1),
    refreshTokenInactivity: wholeNumber(1),
    refusePersonalRefreshThroughCommon: trueOrFalse,
    missingScopeAtRefresh: oneOf("refuse", "shrink"),
    bareScopesAtPersonalRefresh: oneOf("usable", "unusable"),
    deviceCodeLifetime: wholeNumber(1),
    deviceCodeInterval: wholeNumber(),
    enforceDeviceCodeInterval: trueOrFalse,
  },
  deviceCodes: {},
  approveDevice: { userCode: anyText, user, decision: oneOf("accept", "organization").optional() },
  denyDevice: { userCode: anyText },
  signIn: { authorizeUrl: webAddress, options: signInOptions },
  grant: { principal: anyText, clientId, scopes },
  revoke: { principal: anyText, clientId, scopes: scopes.optional() },
  setTenantPolicy: {
    tenant,
    policy: objectOf({ adminOnlyScopes: scopes.optional(), signInFrequency: wholeNumber(1).nullable().optional() }),
  },
  consentPolicy: { tenant, regime: oneOf("legacy", "microsoft-managed", "verified-low", "none") },
  adminConsentRequests: { tenant, on: trueOrFalse.optional() },
  decideAdminConsentRequest: { id: anyText, decision: oneOf("approve", "deny", "block"), admin: anyText, reply: anyText.optional() },
  conditionalAccess: {
    tenant,
    policy: objectOf({
      deviceCode: oneOf("allow", "block", "block-at-device").optional(),
      mfa: trueOrFalse.optional(),
      compliantDevice: trueOrFalse.optional(),
      guests: oneOf("allow", "block").optional(),
    }),
  },
  inviteGuest: { tenant, user },
  challengeClaims: { user },
  registerApp: { app: newApp },
  setStrict: { strict: trueOrFalse },
  expireSecrets: { clientId },
  endRefreshTokens: { reason: ending, user: user.optional() },
  endAccessTokens: { reason: ending, user: user.optional() },
  failToken: { fault: tokenFault },
  clearFaults: {},
  counts: {},
};
