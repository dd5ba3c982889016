import type { Directory, User } from "../../directory.ts";
import { buildDirectoryPage } from "../../protocol/odata/directory-page.ts";
import { buildEntity } from "../../protocol/odata/list-page.ts";
import { defineRoute, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { allPropertiesOf, presentUser } from "./present-user.ts";

export const managerOf = (directory: Directory, { managerId }: User): User | undefined =>
  managerId === undefined ? undefined : directory.user(managerId);

export const directReportsOf = (directory: Directory, { id, tenantId }: User): User[] =>
  directory.users(tenantId).filter(({ managerId }) => managerId === id);

/** Creates the routes for a user's manager and direct reports. */
export function createReportingRoutes(directory: Directory): Route[] {
  return [
    defineRoute("GET", "/me/manager", (request) => {
      const manager = managerOf(directory, request.mailboxUser);
      if (!manager) throw createRefusal("user-without-manager");
      const item = { "@odata.type": "#microsoft.graph.user", ...presentUser(request, manager) };
      return buildEntity(request, "directoryObjects", item, { alwaysId: false });
    }),
    defineRoute("GET", "/me/directReports", (request) =>
      buildDirectoryPage(request, directReportsOf(directory, request.mailboxUser), {
        context: "directoryObjects",
        read: allPropertiesOf,
        present: (user) => ({ "@odata.type": "#microsoft.graph.user", ...presentUser(request, user) }),
      }),
    ),
  ];
}
