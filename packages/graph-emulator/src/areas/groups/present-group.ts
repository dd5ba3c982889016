import type { StoredGroup } from "./group-store.ts";

/** Presents a group as a GET returns it. Shape: Microsoft's example 1 of group-get. */
export function presentGroup(group: StoredGroup): Record<string, unknown> {
  const createdDateTime = group.createdAt.toISOString();
  return {
    id: group.id,
    deletedDateTime: null,
    classification: null,
    createdDateTime,
    description: group.description,
    displayName: group.displayName,
    expirationDateTime: null,
    groupTypes: group.unified ? ["Unified"] : [],
    isAssignableToRole: null,
    mail: group.mail,
    mailEnabled: group.unified,
    mailNickname: group.mailNickname,
    membershipRule: null,
    membershipRuleProcessingState: null,
    onPremisesDomainName: null,
    onPremisesLastSyncDateTime: null,
    onPremisesNetBiosName: null,
    onPremisesSamAccountName: null,
    onPremisesSecurityIdentifier: null,
    onPremisesSyncEnabled: null,
    preferredDataLocation: null,
    preferredLanguage: null,
    proxyAddresses: group.mail ? [`SMTP:${group.mail}`] : [],
    renewedDateTime: createdDateTime,
    resourceBehaviorOptions: [],
    resourceProvisioningOptions: [],
    securityEnabled: !group.unified,
    securityIdentifier: `S-1-12-1-${Number.parseInt(group.id.slice(0, 8), 16)}`,
    theme: null,
    visibility: group.unified ? group.visibility : null,
    onPremisesProvisioningErrors: [],
  };
}

/** Properties that are sent only if `$select` names them. */
export const presentSelectOnlyProperties = (): Record<string, unknown> => ({
  allowExternalSenders: false,
  autoSubscribeNewMembers: false,
  isSubscribedByMail: false,
  unseenCount: 0,
});

/** Presents a group that the token may not read: only the id. */
export const presentLimitedGroup = (group: StoredGroup): Record<string, unknown> =>
  Object.fromEntries(Object.keys(presentGroup(group)).map((name) => [name, name === "id" ? group.id : null]));
