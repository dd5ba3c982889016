import { type Directory, isPersonal, type User } from "../../directory.ts";
import { buildListPage, outlookPageSizes } from "../../protocol/odata/list-page.ts";
import { defineRoute, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";

/**
 * Creates the route for the people who are relevant to a user: the manager first, then direct reports, colleagues of the same manager, and
 * everybody else in the tenant. Microsoft does not publish its own order.
 */
export function createPeopleRoutes(directory: Directory): Route[] {
  return [
    defineRoute("GET", "/me/people", (request) => {
      const { mailboxUser: self, user, query } = request;
      if (query.search !== undefined && self.id !== user.id) throw createRefusal("people-search-other");
      if (query.search !== undefined && query.skip !== undefined) throw createRefusal("people-search-skip");
      const others = isPersonal(self) ? [] : directory.users(self.tenantId).filter(({ id }) => id !== self.id);
      const people = others.map((other) => presentPerson(other, relevanceOf(self, other)));
      const relevance = ({ scoredEmailAddresses: [scored] }: Person) => scored!.relevanceScore;
      return buildListPage(
        request,
        people.sort((a, b) => relevance(b) - relevance(a)),
        {
          context: `users('${self.id}')/people`,
          read: (person) => person,
          present: (person) => person,
          searchText: ({ displayName, userPrincipalName }) => `${displayName} ${userPrincipalName}`,
          ...outlookPageSizes,
        },
      );
    }),
  ];
}

function relevanceOf(self: User, other: User): number {
  if (self.managerId === other.id) return 30;
  if (other.managerId === self.id) return 25;
  return self.managerId !== undefined && self.managerId === other.managerId ? 20 : 10;
}

type Person = ReturnType<typeof presentPerson>;

/** Shape: Microsoft's example of user-list-people. */
const presentPerson = (user: User, relevanceScore: number) => ({
  id: user.id,
  displayName: user.displayName,
  givenName: user.givenName,
  surname: user.surname,
  birthday: "",
  personNotes: "",
  isFavorite: false,
  jobTitle: user.jobTitle ?? null,
  companyName: null,
  yomiCompany: "",
  department: null,
  officeLocation: null,
  profession: "",
  userPrincipalName: user.userPrincipalName,
  imAddress: `sip:${user.mail}`,
  scoredEmailAddresses: [{ address: user.mail, relevanceScore }],
  phones: [],
  postalAddresses: [],
  websites: [],
  personType: { class: "Person", subclass: "OrganizationUser" },
});
