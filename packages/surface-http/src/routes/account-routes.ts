import { yesOrNo } from "../fields.ts";
import { boolean, list, object } from "../openapi/schemas.ts";
import { jsonAnswer, type Route } from "../route.ts";
import type { Surface } from "../surface.ts";

export function accountRoutes({ host, signIns }: Surface): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/accounts",
      access: "read",
      id: "listAccounts",
      summary: "The accounts, their sign-in and their plugins",
      answer: jsonAnswer("All accounts.", object({ accounts: list("Account") })),
      handle: () => Response.json({ accounts: host.accounts.map((account) => account.status()) }),
    },
    {
      method: "DELETE",
      path: "/api/v1/accounts/{account}/session",
      access: "full",
      id: "signOut",
      summary: "Deletes the account's tokens and data",
      query: { keepData: { description: "Delete the tokens only.", schema: boolean } },
      answer: { status: 204, description: "Signed out." },
      async handle({ param, query }) {
        const account = host.account(param("account"));
        const keepData = yesOrNo(query("keepData"), "keepData");
        signIns.cancel(account.name);
        await account.logout({ keepData });
        return new Response(null, { status: 204 });
      },
    },
  ];
}
