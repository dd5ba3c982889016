import type { User } from "../../directory.ts";
import { refuse } from "../../refusals.ts";
import type { Area, AreaContext } from "../area.ts";
import { entity, listPage } from "../odata/list-page.ts";
import { type GraphCall, route } from "../route.ts";

/** What a user has without `$select`. */
const defaults = [
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

/** `/me`, `/users/{id}` and `/users`, read from the directory. */
export function usersArea({ directory }: AreaContext): UsersArea {
  const one = (call: GraphCall) => {
    if (call.mailboxUser.id !== call.user.id && !call.allows("User.ReadBasic.All")) throw refuse("user-other-basic");
    return entity(call, "users", present(call, call.mailboxUser), { alwaysId: false });
  };
  const list = (call: GraphCall) =>
    listPage(call, directory.users(call.user.tenantId), {
      context: "users",
      read: everything,
      present: (user) => present(call, user),
      defaultTop: 100,
      maxTop: 999,
      above: "refuse",
      paging: "skiptoken",
      alwaysId: false,
      searchText: ({ displayName, mail }) => `${displayName} ${mail}`,
    });
  return { name: "users", routes: [route("GET", "/me", one), route("GET", "/users", list)], control: {} };
}

/** Everything the directory knows, in Graph's names. */
const everything = (user: User): Record<string, unknown> => ({
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

function present(call: GraphCall, user: User): object {
  const all = everything(user);
  return call.query.select ? all : Object.fromEntries(defaults.map((name) => [name, all[name]]));
}
