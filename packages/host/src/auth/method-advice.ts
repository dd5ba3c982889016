import type { SignInProblem } from "./aadsts.ts";

export type BrowserOrCode = "callback" | "device-code";

/** Where a browser can succeed: https://learn.microsoft.com/entra/identity/conditional-access/concept-authentication-flows */
const blocksCodes = new Set(["AADSTS53003", "AADSTS530033", "AADSTS53000", "AADSTS53001", "AADSTS50097", "AADSTS530003"]);
const blocksThisAddress = new Set([
  "AADSTS50011",
  "AADSTS500112",
  "AADSTS500113",
  "AADSTS900971",
  "AADSTS9002327",
  "AADSTS700025",
  "AADSTS7000218",
]);

/** An explanation of a refusal for the method that was used, with the other method where that can work. */
export interface MethodAdvice {
  readonly cure: string;
  readonly otherMethod?: BrowserOrCode;
}

/** Adds to the cure what depends on the method. `redirectUri`: of the method `callback`. */
export function adviseMethod({ code, cure }: Pick<SignInProblem, "code" | "cure">, redirectUri: string | undefined): MethodAdvice {
  if (redirectUri === undefined) {
    if (code === "AADSTS7000218")
      return {
        cure: "In the app registration, under Authentication, turn on Allow public client flows. Or sign in with the browser.",
        otherMethod: "callback",
      };
    if (!blocksCodes.has(code)) return { cure };
    return { cure: `Sign in with the browser: many organizations block codes. If that fails too: ${cure}`, otherMethod: "callback" };
  }
  if (!blocksThisAddress.has(code)) return { cure };
  const cureHere =
    code === "AADSTS7000218"
      ? "In the app registration, under Authentication, move the redirect URI from the platform Web to Mobile and desktop applications, or set clientSecret."
      : cure;
  // Microsoft accepts any port of localhost.
  const registered = redirectUri.replace(/^http:\/\/localhost:\d+/, "http://localhost");
  return { cure: `${cureHere} The redirect URI is ${registered}. Until then, sign in with a code.`, otherMethod: "device-code" };
}
