import { CasementError } from "@casement/core";
import type { User } from "../../directory.ts";
import { buildDirectoryPage } from "../../protocol/odata/directory-page.ts";
import { buildEntity } from "../../protocol/odata/list-page.ts";
import { defineRoute, type GraphRequest } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { Area, AreaContext } from "../area.ts";
import { createPeopleRoutes } from "./people-routes.ts";
import { allPropertiesOf, presentDefaultUser, presentUser } from "./present-user.ts";
import { createReportingRoutes, directReportsOf, managerOf } from "./reporting-routes.ts";

/** Changes users from outside Graph. They are given by id or user principal name. Users themselves are in `directory`. */
export interface UsersControl {
  /** Sets the manager of a user. Null removes it. */
  setManager(user: string, manager: string | null): void;
}
export type UsersArea = Area<"users", UsersControl>;

const expand = { manager: [], directReports: [] };

/** Creates the area for `/me`, `/users/{id}`, and `/users` from the directory, managers, and people. */
export function createUsersArea({ directory }: AreaContext): UsersArea {
  const present = (request: GraphRequest, user: User) => {
    const expands = (name: string) => request.query.expand.some(({ property }) => property.toLowerCase() === name.toLowerCase());
    const manager = managerOf(directory, user);
    return {
      ...presentUser(request, user),
      ...(expands("manager") && manager && { manager: { "@odata.type": "#microsoft.graph.user", ...presentDefaultUser(manager) } }),
      ...(expands("directReports") && {
        directReports: directReportsOf(directory, user).map((report) => ({
          "@odata.type": "#microsoft.graph.user",
          ...presentDefaultUser(report),
        })),
      }),
    };
  };
  const readUser = (request: GraphRequest) => {
    if (request.mailboxUser.id !== request.user.id && !request.allows("User.ReadBasic.All")) throw createRefusal("user-other-basic");
    return buildEntity(request, "users", present(request, request.mailboxUser), { alwaysId: false });
  };
  const listUsers = (request: GraphRequest) =>
    buildDirectoryPage(request, directory.users(request.user.tenantId), {
      context: "users",
      read: allPropertiesOf,
      present: (user) => present(request, user),
    });
  const find = (name: string): User => {
    const user = directory.user(name);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user;
  };
  return {
    name: "users",
    routes: [
      defineRoute("GET", "/me", readUser, { expand }),
      defineRoute("GET", "/users", listUsers, { expand }),
      ...createReportingRoutes(directory),
      ...createPeopleRoutes(directory),
    ],
    control: {
      setManager(user, manager) {
        const found = find(user);
        if (manager === null) delete found.managerId;
        else found.managerId = find(manager).id;
      },
    },
  };
}
