/** What an AADSTS code means to the person who runs the hub, and what to do. */
export interface SignInProblem {
  /** Such as `AADSTS50173`, or the OAuth error where Microsoft gave no number. */
  code: string;
  means: string;
  cure: string;
  /** `approval`: only an administrator may consent. `cancelled`: the person said no. */
  kind?: "approval" | "cancelled";
}

type Row = Omit<SignInProblem, "code">;

const signInAgain = "Sign in again.";
const startAgain = "Start the sign-in again.";
const acceptOrLeaveOutUpdates = "Start the sign-in again and accept them all, or sign in without updates.";
const askAdministrator = "Ask an administrator of your organisation.";
const registerRedirectUri = "In the app registration under Authentication, add exactly the redirect address that Casement shows.";
const mfa: Row = { means: "Microsoft asks for another proof that it is you.", cure: signInAgain };
const blocked = (means: string): Row => ({ means, cure: `Casement cannot change that. ${askAdministrator}` });
const needsSignIn = (means: string): Row => ({ means, cure: signInAgain });
const needsRedirectUri = (means: string): Row => ({ means, cure: registerRedirectUri });

/** Meanings after https://learn.microsoft.com/entra/identity-platform/reference-error-codes and the threads named in the reference-system notes. */
const aadstsProblems: Readonly<Record<number, Row>> = {
  16000: { means: "Microsoft could not tell which of several accounts to use.", cure: signInAgain },
  50011: needsRedirectUri("The redirect address is not in the app registration, or under another platform."),
  50020: {
    means: "The account belongs to another organisation, or is a personal one that this app does not admit.",
    cure: "Sign in with an account that fits accountType, or correct accountType.",
  },
  50034: { means: "The account does not exist in this organisation.", cure: "Check the address and accountType, then sign in again." },
  50053: { means: "The account is locked after too many tries.", cure: "Wait some minutes, then sign in again." },
  50055: needsSignIn("The password has expired."),
  50057: blocked("The account is disabled."),
  50058: needsSignIn("Microsoft has no sign-in session any more."),
  50059: { means: "Microsoft could not tell the organisation.", cure: "Set accountType to your tenant's id or domain." },
  50074: mfa,
  50076: mfa,
  50078: mfa,
  50079: { means: "Microsoft wants a second factor to be set up.", cure: "Sign in again and follow what Microsoft shows." },
  50089: needsSignIn("The sign-in has expired."),
  50097: blocked("The organisation demands a registered device."),
  50105: blocked("The account is not assigned to this app."),
  50126: { means: "The name or password is wrong.", cure: signInAgain },
  50132: needsSignIn("The sign-in was ended, or the password changed."),
  50133: needsSignIn("The sign-in ended because the password changed or expired."),
  50158: mfa,
  50173: needsSignIn("The sign-in was revoked: password changed, signed out everywhere, or ended by an administrator."),
  50194: {
    means: "The app registration is for one organisation only.",
    cure: "Set accountType to your tenant's id or domain, or let the app registration admit any organisation.",
  },
  53000: blocked("The organisation demands a compliant device."),
  53001: blocked("The organisation demands a device joined to its domain."),
  53002: blocked("The organisation does not admit this app to sign in."),
  53003: blocked("A conditional access policy of the organisation blocks this sign-in (place, device or app)."),
  530003: blocked("The organisation demands a managed device."),
  54005: { means: "The sign-in code was already used.", cure: startAgain },
  65001: { means: "The permission was not given, or was taken back.", cure: "Sign in again and accept the permissions." },
  65004: { means: "The permissions were declined.", cure: acceptOrLeaveOutUpdates, kind: "cancelled" },
  70000: {
    means: "The sign-in is no longer valid.",
    cure: "Sign in again. For a personal account accountType must be `personal`, or this comes back every hour.",
  },
  70002: { means: "Microsoft did not accept the client's credentials.", cure: "Check clientId and clientSecret." },
  70008: needsSignIn("The sign-in has expired."),
  70011: {
    means: "Microsoft does not know one of the permissions, or the account's kind cannot have it.",
    cure: "Check that accountType fits the account; personal accounts have no presence, chats, groups and shared mailboxes.",
  },
  70018: { means: "The code typed on Microsoft's page was wrong.", cure: startAgain },
  70019: { means: "The code has expired.", cure: startAgain },
  70020: { means: "The code has expired.", cure: startAgain },
  70043: needsSignIn("The organisation demands a new sign-in at intervals, and the interval is over."),
  70044: needsSignIn("The organisation demands a new sign-in at intervals, and the interval is over."),
  90002: { means: "There is no organisation of that name.", cure: "Correct accountType (tenant id or domain) and cloud." },
  90072: {
    means: "The account does not belong to this organisation.",
    cure: "Sign in with an account of the organisation, or correct accountType.",
  },
  90094: {
    means: "Only an administrator can approve one of the permissions.",
    cure: `${askAdministrator} Until then you can sign in without updates.`,
    kind: "approval",
  },
  90095: {
    means: "Only an administrator can approve one of the permissions; a request for approval can be sent.",
    cure: `${askAdministrator} Until then you can sign in without updates.`,
    kind: "approval",
  },
  500011: blocked("The organisation does not know Microsoft Graph under that name."),
  500112: needsRedirectUri("The redirect address differs from the one the sign-in began with."),
  500113: needsRedirectUri("The app registration has no redirect address."),
  501481: { means: "The sign-in was finished by another one than it was begun by.", cure: startAgain },
  650052: blocked("The organisation has not switched on a service that a permission needs."),
  650053: {
    means: "Microsoft does not know one of the permissions.",
    cure: "Check the plugins' versions; `casement scopes` lists what each asks for.",
  },
  650057: { means: "The app registration does not admit this request.", cure: "Check clientId and the registration's API permissions." },
  700003: blocked("The device that signed in was removed from the organisation."),
  700005: { means: "The sign-in code belongs to another organisation.", cure: "Correct accountType and start the sign-in again." },
  700016: {
    means: "No app has that client id in this organisation.",
    cure: "Check clientId. An app of another organisation must admit any organisation, or accountType must name its tenant.",
  },
  700025: {
    means: "The app registration treats Casement as a public client, but a secret was sent.",
    cure: "Register the redirect address under the platform Web, or remove clientSecret.",
  },
  700054: {
    means: "The app registration does not admit this kind of answer.",
    cure: "Register the redirect address under the platform Web.",
  },
  700082: needsSignIn("The sign-in was not used for 90 days and has expired."),
  700084: {
    means: "The redirect address is registered for a single-page app, whose sign-ins end after a day.",
    cure: "Move it to the platform Web (with a secret) or Mobile and desktop, then sign in again.",
  },
  7000112: blocked("The app registration is disabled."),
  7000215: {
    means: "The client secret is wrong. Often the secret's id was copied instead of its value.",
    cure: "Copy the Value column under Certificates & secrets, or make a new secret, and put it in clientSecret.",
  },
  7000218: {
    means: "The app registration demands a secret.",
    cure: "Set clientSecret; for device code switch on Allow public client flows in the app registration.",
  },
  7000222: {
    means: "The client secret has expired.",
    cure: "Make a new one under Certificates & secrets and put its value in clientSecret. A new sign-in is usually not needed.",
  },
  900144: { means: "The request lacked something Microsoft needs.", cure: "Check clientId and accountType." },
  900971: needsRedirectUri("The app registration has no redirect address."),
  900561: { means: "Microsoft did not expect this request.", cure: startAgain },
  9002313: {
    means: "Microsoft found the request invalid: often the pasted address is incomplete.",
    cure: "Start the sign-in again and copy the whole address.",
  },
  9002327: {
    means: "The redirect address is registered for a single-page app.",
    cure: "Move it to the platform Web (with a secret) or Mobile and desktop.",
  },
  9002331: { means: "The app is for personal accounts only.", cure: "Set accountType to `personal`." },
  9002346: { means: "The app is for personal accounts only.", cure: "Set accountType to `personal`." },
};

const oauthProblems: Readonly<Record<string, Row>> = {
  access_denied: { means: "The sign-in or its permissions were declined.", cure: acceptOrLeaveOutUpdates, kind: "cancelled" },
  authorization_declined: { means: "The sign-in or its permissions were declined.", cure: acceptOrLeaveOutUpdates, kind: "cancelled" },
  expired_token: { means: "The code has expired.", cure: startAgain },
  invalid_grant: needsSignIn("The sign-in is no longer valid."),
  interaction_required: needsSignIn("Microsoft wants to see you sign in again."),
  consent_required: { means: "A permission is missing.", cure: "Sign in again and accept the permissions." },
  login_required: needsSignIn("Microsoft wants to see you sign in again."),
  invalid_client: { means: "Microsoft did not accept the app's credentials.", cure: "Check clientId and clientSecret." },
  unauthorized_client: { means: "The app may not sign in this way.", cure: "Check clientId, accountType and the app registration." },
  no_tokens_found: needsSignIn("The stored sign-in is incomplete."),
  refresh_token_expired: needsSignIn("The sign-in has expired."),
  nonce_mismatch: { means: "Microsoft's answer belongs to another sign-in.", cure: startAgain },
  invalid_scope: { means: "Microsoft does not know one of the permissions.", cure: "Check that accountType fits the account." },
};

/** The codes that have a row. */
export const knownAadstsCodes: readonly number[] = Object.keys(aadstsProblems).map(Number);

/**
 * Explains Microsoft's reason: its `error_description` or its `error_codes`. `error` (the OAuth error) serves where no code is known.
 * Nothing of the description is repeated: it can hold an address.
 */
export function explainAadsts(reason: string | readonly number[], error?: string): SignInProblem {
  const codes = typeof reason === "string" ? [...reason.matchAll(/AADSTS(\d{4,8})/g)].map((match) => Number(match[1])) : reason;
  const known = codes.find((code) => aadstsProblems[code]);
  if (known !== undefined) return { code: `AADSTS${known}`, ...aadstsProblems[known]! };
  const code = codes.length > 0 ? `AADSTS${codes[0]}` : (error ?? "unknown");
  const row = error === undefined ? undefined : oauthProblems[error];
  if (row) return { code, ...row };
  return { code, means: "Microsoft refused the sign-in.", cure: `Sign in again; if it stays, look up ${code} at Microsoft.` };
}
