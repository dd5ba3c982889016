import type { StoredGroup } from "./group-store.ts";

/** A group as a GET returns it. Shape: `groupCalendar--group-get--1`. */
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

/** What is given only when `$select` names it. */
export const presentSelectOnlyProperties = (): Record<string, unknown> => ({
  allowExternalSenders: false,
  autoSubscribeNewMembers: false,
  isSubscribedByMail: false,
  unseenCount: 0,
});

/** A membership that the token may not look into. */
export const presentLimitedGroup = (group: StoredGroup): Record<string, unknown> =>
  Object.fromEntries(Object.keys(presentGroup(group)).map((name) => [name, name === "id" ? group.id : null]));
