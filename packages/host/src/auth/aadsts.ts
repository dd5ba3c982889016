/** Why Microsoft refused a sign-in, for the person who runs the hub, and what to do. */
export interface SignInProblem {
  /** For example `AADSTS50173`, or the OAuth error if Microsoft gave no number. */
  code: string;
  means: string;
  cure: string;
  /** `approval`: an administrator must consent. `cancelled`: the person declined. */
  kind?: "approval" | "cancelled";
}

type Row = Omit<SignInProblem, "code">;

const signInAgain = "Sign in again.";
const startAgain = "Start the sign-in again.";
const acceptOrLeaveOutUpdates = "Start the sign-in again and accept all permissions, or request fewer.";
const askAdministrator = "Ask your organization's administrator.";
const registerRedirectUri = "In the app registration, under Authentication, add exactly the redirect URI that Casement shows.";
const mfa: Row = { means: "Microsoft requires multi-factor authentication.", cure: signInAgain };
const blocked = (means: string): Row => ({ means, cure: `Casement cannot change this. ${askAdministrator}` });
const needsSignIn = (means: string): Row => ({ means, cure: signInAgain });
const needsRedirectUri = (means: string): Row => ({ means, cure: registerRedirectUri });

/** From https://learn.microsoft.com/entra/identity-platform/reference-error-codes. */
const aadstsProblems: Readonly<Record<number, Row>> = {
  16000: { means: "Microsoft could not determine which of several accounts to use.", cure: signInAgain },
  50011: needsRedirectUri("The redirect URI is not in the app registration, or is listed under another platform."),
  50020: {
    means: "The account belongs to another organization, or it is a personal account and the app does not allow those.",
    cure: "Sign in with an account that matches accountType, or correct accountType.",
  },
  50034: { means: "The account does not exist in this organization.", cure: "Check the address and accountType, then sign in again." },
  50053: { means: "The account is locked after too many sign-in attempts.", cure: "Wait a few minutes, then sign in again." },
  50055: needsSignIn("The password has expired."),
  50057: blocked("The account is disabled."),
  50058: needsSignIn("The browser's sign-in at Microsoft has ended."),
  50059: { means: "Microsoft could not determine the organization.", cure: "Set accountType to your tenant's ID or domain." },
  50074: mfa,
  50076: mfa,
  50078: mfa,
  50079: {
    means: "Microsoft requires you to set up multi-factor authentication.",
    cure: "Sign in again and follow Microsoft's instructions.",
  },
  50089: needsSignIn("The sign-in has expired."),
  50097: blocked("The organization requires a registered device."),
  50105: blocked("The account is not assigned to this app."),
  50126: { means: "The user name or password is wrong.", cure: signInAgain },
  50132: needsSignIn("The sign-in was revoked, or the password changed."),
  50133: needsSignIn("The sign-in ended because the password changed or expired."),
  50158: mfa,
  50173: needsSignIn("The sign-in was revoked: the password changed, you signed out everywhere, or an administrator ended it."),
  50194: {
    means: "The app registration is for one organization only.",
    cure: "Set accountType to your tenant's ID or domain, or allow accounts in any organization in the app registration.",
  },
  53000: blocked("The organization requires a compliant device."),
  53001: blocked("The organization requires a device joined to its domain."),
  53002: blocked("The organization does not allow sign-in with this app."),
  53003: blocked("A conditional access policy of the organization blocks this sign-in (location, device or app)."),
  530003: blocked("The organization requires a managed device."),
  530033: blocked("The organization requires a managed device, and does not accept a code for it."),
  54005: { means: "The sign-in code was already used.", cure: startAgain },
  65001: {
    means: "A permission is missing or was revoked.",
    cure: "Sign in again and accept the permissions. If Microsoft does not offer that, an administrator must approve them.",
    kind: "approval",
  },
  65004: { means: "The permissions were declined.", cure: acceptOrLeaveOutUpdates, kind: "cancelled" },
  70000: {
    means: "The sign-in is no longer valid.",
    cure: "Sign in again. For a personal account, accountType must be `personal`; otherwise this error returns every hour.",
  },
  70002: { means: "Microsoft did not accept the client's credentials.", cure: "Check clientId and clientSecret." },
  70008: needsSignIn("The sign-in has expired."),
  70011: {
    means: "Microsoft does not know one of the permissions, or it is not available for this type of account.",
    cure: "Check that accountType matches the account. Personal accounts have no presence, chats, groups or shared mailboxes.",
  },
  70018: { means: "The code entered on Microsoft's page was wrong.", cure: startAgain },
  70019: { means: "The code has expired.", cure: startAgain },
  70020: { means: "The code has expired.", cure: startAgain },
  70043: needsSignIn("The organization requires a new sign-in at regular intervals."),
  70044: needsSignIn("The organization requires a new sign-in at regular intervals."),
  90002: { means: "No organization has that name.", cure: "Correct accountType (tenant ID or domain) and cloud." },
  90072: {
    means: "The account does not belong to this organization.",
    cure: "Sign in with an account of the organization, or correct accountType.",
  },
  90094: {
    means: "Only an administrator can approve one of the permissions.",
    cure: `${askAdministrator} Until then, sign in with the permissions that you can approve yourself.`,
    kind: "approval",
  },
  90095: {
    means: "Only an administrator can approve one of the permissions. You can request approval.",
    cure: `${askAdministrator} Until then, sign in with the permissions that you can approve yourself.`,
    kind: "approval",
  },
  500011: blocked("Microsoft Graph is not available in this organization."),
  500112: needsRedirectUri("The redirect URI is not the one with which the sign-in was started."),
  500113: needsRedirectUri("The app registration has no redirect URI."),
  501481: { means: "Microsoft's response does not belong to the sign-in that was started.", cure: startAgain },
  650052: blocked("The organization has not enabled a service that one of the permissions requires."),
  650053: {
    means: "Microsoft does not know one of the permissions.",
    cure: "Check the versions of the plugins. `casement scopes` lists the permissions that each plugin requests.",
  },
  650057: { means: "The app registration does not allow this request.", cure: "Check clientId and the registration's API permissions." },
  700003: blocked("The device that signed in was removed from the organization."),
  700005: { means: "The sign-in code belongs to another organization.", cure: "Correct accountType and start the sign-in again." },
  700016: {
    means: "No app in this organization has that client ID.",
    cure: "Check clientId. If the app belongs to another organization, it must allow accounts in any organization, or accountType must name its tenant.",
  },
  700025: {
    means: "The app registration treats Casement as a public client, but Casement sent a client secret or certificate.",
    cure: "Register the redirect URI under the platform Web, or remove clientSecret or clientCertificate.",
  },
  700054: {
    means: "The app registration does not allow this response type.",
    cure: "Register the redirect URI under the platform Web.",
  },
  700082: needsSignIn("The sign-in was not used for 90 days and has expired."),
  700084: {
    means: "The redirect URI is registered for a single-page app, whose sign-ins expire after one day.",
    cure: "Move it to the platform Web (with a client secret) or Mobile and desktop applications, then sign in again.",
  },
  700024: {
    means: "Microsoft refused the client certificate's signature because of its time.",
    cure: "Set the clock of the machine over the network (on Linux: timedatectl set-ntp true).",
  },
  700027: {
    means: "The client certificate is not in the app registration, or has expired.",
    cure: "Upload the certificate to the app registration under Certificates & secrets, or set clientCertificate to the one that is there.",
  },
  7000112: blocked("The app registration is disabled."),
  7000215: {
    means: "The client secret is wrong. A common cause is copying the secret's ID instead of its value.",
    cure: "Copy the value from the Value column under Certificates & secrets, or create a new secret, and set clientSecret to it.",
  },
  7000218: {
    means: "The app registration requires a client secret or certificate.",
    cure: "Set clientSecret or clientCertificate. For device code, turn on Allow public client flows in the app registration.",
  },
  7000222: {
    means: "The client secret has expired.",
    cure: "Create a new one under Certificates & secrets and set clientSecret to its value. You usually do not need to sign in again.",
  },
  900144: { means: "The request was incomplete.", cure: "Check clientId and accountType." },
  900971: needsRedirectUri("The app registration has no redirect URI."),
  900561: { means: "Microsoft did not expect this request.", cure: startAgain },
  9002313: {
    means: "The request was invalid. A common cause is an incomplete pasted address.",
    cure: "Start the sign-in again and copy the whole address.",
  },
  9002327: {
    means: "The redirect URI is registered for a single-page app.",
    cure: "Move it to the platform Web (with a client secret) or Mobile and desktop applications.",
  },
  9002331: { means: "The app is for personal accounts only.", cure: "Set accountType to `personal`." },
  9002346: { means: "The app is for personal accounts only.", cure: "Set accountType to `personal`." },
};

const oauthProblems: Readonly<Record<string, Row>> = {
  access_denied: { means: "The sign-in or its permissions were declined.", cure: acceptOrLeaveOutUpdates, kind: "cancelled" },
  authorization_declined: { means: "The sign-in or its permissions were declined.", cure: acceptOrLeaveOutUpdates, kind: "cancelled" },
  expired_token: { means: "The code has expired.", cure: startAgain },
  invalid_grant: needsSignIn("The sign-in is no longer valid."),
  interaction_required: needsSignIn("Microsoft requires you to sign in again."),
  consent_required: { means: "A permission is missing.", cure: "Sign in again and accept the permissions.", kind: "approval" },
  login_required: needsSignIn("Microsoft requires you to sign in again."),
  invalid_client: { means: "Microsoft did not accept the app's credentials.", cure: "Check clientId and clientSecret." },
  unauthorized_client: {
    means: "The app is not allowed to use this sign-in method.",
    cure: "Check clientId, accountType and the app registration.",
  },
  no_tokens_found: needsSignIn("The stored sign-in is incomplete."),
  refresh_token_expired: needsSignIn("The sign-in has expired."),
  nonce_mismatch: { means: "Microsoft's response belongs to another sign-in.", cure: startAgain },
  invalid_scope: { means: "Microsoft does not know one of the permissions.", cure: "Check that accountType matches the account." },
};

/** Microsoft puts these in front of a code that says more. */
const generalCodes = new Set([70000, 70002]);

/** The codes with an explanation. */
export const knownAadstsCodes: readonly number[] = Object.keys(aadstsProblems).map(Number);

/**
 * Explains a refusal from Microsoft's `error_description` or `error_codes`, or from `error` (the OAuth error) if no code is known.
 * Never repeats the description, which may contain an email address.
 */
export function explainAadsts(reason: string | readonly number[], error?: string): SignInProblem {
  const codes = typeof reason === "string" ? [...reason.matchAll(/AADSTS(\d{4,8})/g)].map((match) => Number(match[1])) : reason;
  const explained = codes.filter((code) => aadstsProblems[code]);
  const known = explained.find((code) => !generalCodes.has(code)) ?? explained[0];
  if (known !== undefined) return { code: `AADSTS${known}`, ...aadstsProblems[known]! };
  const code = codes.length > 0 ? `AADSTS${codes[0]}` : (error ?? "unknown");
  const row = error === undefined ? undefined : oauthProblems[error];
  if (row) return { code, ...row };
  return {
    code,
    means: "Microsoft refused the sign-in.",
    cure: `Sign in again. If the error persists, look up ${code} in Microsoft's documentation.`,
  };
}
