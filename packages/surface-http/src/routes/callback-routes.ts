import { CasementError } from "@casement/core";
import { unknownError } from "../answers/unknown-error.ts";
import { text } from "../openapi/schemas.ts";
import type { Route } from "../route.ts";
import { pageText, signInPage } from "../sign-in/sign-in-page.ts";
import type { Surface } from "../surface.ts";

/** Where the browser comes back from Microsoft, after a sign-in or an administrator's approval. */
export function callbackRoutes({ host, log }: Surface): Route[] {
  const complete = async (url: URL): Promise<Response> => {
    const account = host.accounts.find(({ signIn }) => signIn.expects(url.href));
    if (account) return signInPage(pageText(await account.signIn.complete(url.href), account.name));
    if (url.searchParams.get("admin_consent")?.toLowerCase() !== "true")
      throw new CasementError(
        "sign-in-expired",
        "No sign-in waits for this answer: it is too old, or was begun elsewhere. Start it again in Casement.",
      );
    if (url.searchParams.has("error")) {
      const lines = ["The administrator did not approve the permissions.", "Ask again, or sign in without updates."];
      return signInPage({ status: 403, title: "The permissions are not approved", lines });
    }
    return signInPage(pageText({ outcome: "approved" }, undefined));
  };
  return [
    {
      method: "GET",
      path: "/auth/callback",
      access: "open",
      id: "finishSignIn",
      summary: "Where the browser comes back after signing in: a page for the person",
      answer: { status: 200, description: "How it ended, in words.", content: { "text/html": text } },
      async handle({ url }) {
        try {
          return await complete(url);
        } catch (error) {
          if (!CasementError.is(error)) log.error(`HTTP: the sign-in callback failed: ${unknownError(error)}`);
          const known = CasementError.is(error) ? error : new CasementError("internal", "Something went wrong inside the hub.");
          return signInPage({
            status: known.status,
            title: known.code === "sign-in-expired" ? "There is nothing to finish here" : "The sign-in did not succeed",
            lines: [known.message],
          });
        }
      },
    },
  ];
}
