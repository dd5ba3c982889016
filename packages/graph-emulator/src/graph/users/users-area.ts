import type { User } from "../../directory.ts";
import { createRefusal } from "../../refusals.ts";
import type { Area, AreaContext } from "../area.ts";
import { buildEntity, buildListPage } from "../odata/list-page.ts";
import { defineRoute, type GraphRequest } from "../route.ts";

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

export type UsersArea = Area<"users", object>;

/** Serves `/me`, `/users/{id}`, and `/users` from the directory. */
export function createUsersArea({ directory }: AreaContext): UsersArea {
  const readUser = (request: GraphRequest) => {
    if (request.mailboxUser.id !== request.user.id && !request.allows("User.ReadBasic.All")) throw createRefusal("user-other-basic");
    return buildEntity(request, "users", present(request, request.mailboxUser), { alwaysId: false });
  };
  const listUsers = (request: GraphRequest) =>
    buildListPage(request, directory.users(request.user.tenantId), {
      context: "users",
      read: allPropertiesOf,
      present: (user) => present(request, user),
      defaultTop: 100,
      maxTop: 999,
      above: "refuse",
      paging: "skiptoken",
      alwaysId: false,
      searchText: ({ displayName, mail }) => `${displayName} ${mail}`,
    });
  return { name: "users", routes: [defineRoute("GET", "/me", readUser), defineRoute("GET", "/users", listUsers)], control: {} };
}

/** All properties in the directory, with Graph's names. */
const allPropertiesOf = (user: User): Record<string, unknown> => ({
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
  userType: "Member",
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

function present(request: GraphRequest, user: User): object {
  const all = allPropertiesOf(user);
  return request.query.select ? all : Object.fromEntries(defaultProperties.map((name) => [name, all[name]]));
}
