import { CasementError } from "@casement/core";
import { textSchema } from "../openapi/schema-builders.ts";
import { describeUnknownError } from "../responses/describe-unknown-error.ts";
import type { Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";
import { createSignInPageResponse, type SignInPageText, signInPageTextOf } from "../sign-in/sign-in-page.ts";

/** The redirect URI: Microsoft sends the browser here after a sign-in or an administrator's consent. */
/** Anybody can open this address, so the page claims nothing about what the administrator did. */
const afterAdminConsent: SignInPageText = {
  status: 200,
  title: "Continue in Casement",
  lines: [
    "If an administrator has approved the permissions, Casement uses them within about an hour. To use them now, sign in again.",
    "If not, ask the administrator again, or sign in with the permissions that you can approve yourself.",
  ],
};

export function createCallbackRoutes({ host, log }: RouteContext): Route[] {
  const complete = async (url: URL): Promise<Response> => {
    const account = await host.signInFor(url.href);
    if (account) return createSignInPageResponse(signInPageTextOf(await account.signIn.complete(url.href), account.name));
    if (!url.searchParams.has("admin_consent"))
      throw new CasementError(
        "sign-in-expired",
        "No sign-in is waiting for this response: it has expired or was started elsewhere. Start the sign-in again in Casement.",
      );
    return createSignInPageResponse(afterAdminConsent);
  };
  return [
    {
      method: "GET",
      path: "/auth/callback",
      access: "open",
      anyQuery: true,
      operationId: "finishSignIn",
      summary: "Completes a sign-in: Microsoft redirects the browser to this address",
      response: {
        status: 200,
        description: "A page that shows the result of the sign-in.",
        content: { "text/html": textSchema },
        errorContent: { "text/html": textSchema },
      },
      async handle({ url }) {
        try {
          return await complete(url);
        } catch (error) {
          if (!CasementError.is(error)) log.error(`HTTP: the sign-in callback failed: ${describeUnknownError(error)}`);
          const known = CasementError.is(error) ? error : new CasementError("internal", "An unexpected error occurred in the hub.");
          return createSignInPageResponse({
            status: known.status,
            title: known.code === "sign-in-expired" ? "No sign-in to complete" : "Sign-in failed",
            lines: [known.message],
          });
        }
      },
    },
  ];
}
