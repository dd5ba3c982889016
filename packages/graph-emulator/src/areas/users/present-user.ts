import type { User } from "../../directory.ts";
import type { GraphRequest } from "../../protocol/route.ts";

/** Properties of a user without `$select`. */
const defaultProperties = [
  "businessPhones",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
  "id",
] as const;

/** All properties in the directory, with Graph's names. */
export const allPropertiesOf = (user: User): Record<string, unknown> => ({
  businessPhones: [],
  displayName: user.displayName,
  givenName: user.givenName,
  jobTitle: user.jobTitle ?? null,
  mail: user.mail,
  mobilePhone: null,
  officeLocation: null,
  preferredLanguage: user.locale,
  surname: user.surname,
  userPrincipalName: user.userPrincipalName,
  id: user.id,
  accountEnabled: true,
  mailNickname: user.mail.split("@")[0],
  userType: user.userType ?? "Member",
  city: null,
  country: null,
  department: null,
  postalCode: null,
  state: null,
  streetAddress: null,
  otherMails: [],
  proxyAddresses: [`SMTP:${user.mail}`],
  identities: [{ signInType: "userPrincipalName", issuer: user.mail.split("@")[1], issuerAssignedId: user.userPrincipalName }],
});

/** Presents a user: the properties without `$select`, or all of them for `$select` to pick from. */
export function presentUser({ query }: Pick<GraphRequest, "query">, user: User): Record<string, unknown> {
  const all = allPropertiesOf(user);
  return query.select ? all : presentDefaultUser(user);
}

/** Presents a user inside another object, such as a member of a group. */
export function presentDefaultUser(user: User): Record<string, unknown> {
  const all = allPropertiesOf(user);
  return Object.fromEntries(defaultProperties.map((name) => [name, all[name]]));
}
