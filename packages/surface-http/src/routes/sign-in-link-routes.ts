import { CasementError } from "@casement/core";
import { textSchema } from "../openapi/schema-builders.ts";
import { describeUnknownError } from "../responses/describe-unknown-error.ts";
import type { Route, RouteRequest } from "../route.ts";
import type { RouteContext } from "../route-context.ts";
import type { AccountSetup } from "../setup/account-setup.ts";
import { createSignInLinks } from "../sign-in/sign-in-links.ts";
import { createSignInPageResponse, type SignInPageText } from "../sign-in/sign-in-page.ts";

/** The link that somebody got to sign in to an account. It needs no access to the hub. */
export function createSignInLinkRoutes(
  { host, log, clock, addresses, guesses, pendingSignIns }: RouteContext,
  accountSetup: AccountSetup | undefined,
): Route[] {
  const links = createSignInLinks(host, clock, async (account) => accountSetup?.idOf?.(account));
  const open = async ({ param, place }: RouteRequest): Promise<Response> => {
    const [name, expires, code] = [param("account"), param("expires"), param("code")];
    if (!(await links.isValid(name, expires, code))) throw guesses.failed(place, noLink);
    const account = host.account(name);
    if (account.status().state === "signed-in") return createSignInPageResponse(alreadyDone, false);
    const { url } = await pendingSignIns.begin(account, {
      method: "callback",
      requestedSet: "all",
      redirectUri: addresses.redirectUri(place),
    });
    const headers = { location: url, "cache-control": "no-store", "referrer-policy": "no-referrer" };
    return new Response(null, { status: 303, headers });
  };
  return [
    {
      method: "GET",
      path: "/sign-in/{account}/{expires}/{code}",
      access: "open",
      operationId: "openSignInLink",
      summary: "Begins the sign-in of one account: sends the browser to Microsoft",
      response: {
        status: 303,
        description: "The page of Microsoft. If the account is signed in already, a page says so.",
        errorContent: { "text/html": textSchema },
      },
      async handle(request) {
        try {
          return await open(request);
        } catch (error) {
          if (!CasementError.is(error)) log.error(`HTTP: a link to sign in failed: ${describeUnknownError(error)}`);
          const known = CasementError.is(error) ? error : new CasementError("internal", "An unexpected error occurred in the hub.");
          // Who has no valid link must not learn which accounts there are.
          const shown = known.code === "account-unknown" ? noLink : known;
          return createSignInPageResponse({ status: shown.status, title: "Sign-in not possible", lines: [shown.message] }, false);
        }
      },
    },
  ];
}

const alreadyDone: SignInPageText = {
  status: 200,
  title: "You are signed in",
  lines: ["This link is no longer needed. You can close this page."],
};

const noLink = new CasementError(
  "sign-in-expired",
  "This link is not valid, or is no longer valid. Ask the person who sent it for another one.",
);
