import { visibilityOf } from "../access/client-visibility.ts";
import { refTo } from "../openapi/component-schemas.ts";
import { booleanSchema, listOf, objectOf } from "../openapi/schema-builders.ts";
import { readBoolean } from "../request-fields.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

export function createAccountRoutes({ host, pendingSignIns }: RouteContext): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/accounts",
      access: "display",
      operationId: "listAccounts",
      summary: "Lists the accounts with their sign-in state and plugins",
      response: jsonResponseOf("All accounts.", objectOf({ accounts: listOf(refTo("Account")) })),
      handle: ({ client }) =>
        createJsonResponse({ accounts: host.accounts.map((account) => visibilityOf(client).account(account.status())) }),
    },
    {
      method: "DELETE",
      path: "/api/v1/accounts/{account}/session",
      access: "full",
      operationId: "signOut",
      summary: "Signs the account out and deletes its tokens and data",
      query: { keepData: { description: "Delete only the tokens.", schema: booleanSchema } },
      response: { status: 204, description: "Signed out." },
      async handle({ param, query }) {
        const account = host.account(param("account"));
        const keepData = readBoolean(query("keepData"), "keepData");
        pendingSignIns.cancel(account.name);
        await account.logout({ keepData });
        return new Response(null, { status: 204 });
      },
    },
  ];
}
