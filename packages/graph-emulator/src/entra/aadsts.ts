/**
 * Entra's error codes and texts. Sources: https://learn.microsoft.com/entra/identity-platform/reference-error-codes and errors quoted in
 * public issues. `createEntraError` replaces the `{name}` placeholders.
 */
interface AadstsRow {
  error: string;
  /** The part that no public source shows. Clients should not depend on it. */
  unproven?: "error" | "error and text";
  /** Default: 400. */
  status?: 401;
  suberror?: string;
  text: string;
}

const consumersOnly =
  "Application '{app}' is configured for use by Microsoft Account users only. Please use the /consumers endpoint to serve this request.";

export const aadstsTable = {
  16000: {
    error: "interaction_required",
    text: "Either multiple user identities are available for the current request or selected account is not supported for the scenario.",
  },
  50011: {
    error: "invalid_request",
    text: "The redirect URI '{redirect}' specified in the request does not match the redirect URIs configured for the application '{app}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.",
  },
  50020: {
    error: "access_denied",
    text: "User account '{user}' from identity provider '{provider}' does not exist in tenant '{tenant}' and cannot access the application '{app}'({name}) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different account.",
  },
  50034: { error: "access_denied", text: "The user account '{user}' does not exist in this directory." },
  50058: {
    error: "login_required",
    text: "Session information is not sufficient for single-sign-on. A silent sign-in request was sent but no user is signed in.",
  },
  50076: {
    error: "invalid_grant",
    suberror: "basic_action",
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
  },
  50079: {
    error: "invalid_grant",
    suberror: "basic_action",
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
  },
  50126: { error: "access_denied", text: "Error validating credentials due to invalid username or password." },
  50158: {
    error: "interaction_required",
    suberror: "basic_action",
    text: "External security challenge not satisfied. User will be redirected to another page or authentication provider to satisfy additional authentication challenges.",
  },
  50173: {
    error: "invalid_grant",
    suberror: "bad_token",
    text: "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '{issued}' and the TokensValidFrom date (before which tokens are not valid) for this user is '{validFrom}'.",
  },
  50194: {
    error: "invalid_request",
    text: "Application '{app}'({name}) is not configured as a multi-tenant application. Usage of the /{authority} endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
  },
  53000: {
    error: "invalid_grant",
    suberror: "message_only",
    text: "Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant.",
  },
  53003: {
    error: "invalid_grant",
    suberror: "message_only",
    text: "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
  },
  530033: {
    error: "invalid_grant",
    suberror: "message_only",
    unproven: "error",
    text: "Remote device flow blocked due to device based conditional access.",
  },
  54005: {
    error: "invalid_grant",
    text: "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
  },
  65001: {
    error: "invalid_grant",
    suberror: "consent_required",
    text: "The user or administrator has not consented to use the application with ID '{app}' named '{name}'. Send an interactive authorization request for this user and resource.",
  },
  65004: { error: "access_denied", text: "User declined to consent to access the app." },
  70000: {
    error: "invalid_grant",
    text: "The request was denied because one or more scopes requested are unauthorized or expired. The user must first sign in and grant the client application access to the requested scope.",
  },
  70003: { error: "unsupported_grant_type", text: "The app requested an unsupported grant type '{grant}'." },
  70007: { error: "unsupported_response_mode", text: "'{mode}' is not a supported value of 'response_mode' when requesting a token." },
  70008: {
    error: "invalid_grant",
    text: "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
  },
  70011: {
    error: "invalid_scope",
    text: "The provided value for the input parameter 'scope' is not valid. The scope '{scope}' does not exist.",
  },
  70016: { error: "authorization_pending", text: "OAuth 2.0 device flow error. Authorization is pending. Continue polling." },
  70018: {
    error: "bad_verification_code",
    text: "Invalid verification code due to user typing in wrong user code for device code flow.",
  },
  70020: {
    error: "expired_token",
    text: "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
  },
  70043: {
    error: "invalid_grant",
    suberror: "bad_token",
    text: "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued on {issued} and the maximum allowed lifetime for this request is {seconds}.",
  },
  90002: {
    error: "invalid_request",
    text: "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
  },
  90023: { error: "invalid_request", text: "Unsupported 'prompt' value." },
  90094: {
    error: "access_denied",
    text: "{name} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.",
  },
  90095: {
    error: "access_denied",
    unproven: "error and text",
    text: "{name} needs permission to access resources in your organization that only an admin can grant. Request approval from your admin before you can use it.",
  },
  500112: {
    error: "invalid_client",
    text: "The reply address '{redirect}' does not match the reply address '{expected}' provided when requesting Authorization code.",
  },
  500113: { error: "invalid_request", text: "No reply address is registered for the application." },
  501481: {
    error: "invalid_grant",
    text: "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
  },
  650053: {
    error: "invalid_client",
    text: "The application '{name}' asked for scope '{scope}' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'. Contact the app vendor.",
  },
  700016: {
    error: "unauthorized_client",
    text: "Application with identifier '{app}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  700025: {
    error: "invalid_client",
    status: 401,
    text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  },
  700054: { error: "unsupported_response_type", text: "response_type '{type}' is not enabled for the application." },
  700082: {
    error: "invalid_grant",
    text: "The refresh token has expired due to inactivity. The token was issued on {issued} and was inactive for 90.00:00:00.",
  },
  900144: { error: "invalid_request", text: "The request body must contain the following parameter: '{parameter}'." },
  900971: { error: "invalid_request", text: "No reply address provided." },
  50027: {
    error: "invalid_request",
    text: "JWT token is invalid or malformed.",
  },
  700021: {
    error: "invalid_client",
    status: 401,
    text: "Client assertion application identifier doesn't match 'client_id' parameter.",
  },
  700024: {
    error: "invalid_client",
    status: 401,
    text: "Client assertion is not within its valid time range.",
  },
  700027: {
    error: "invalid_client",
    status: 401,
    text: "Client assertion failed signature validation. [Reason - {reason}] Application: '{app}'.",
  },
  7000112: {
    error: "unauthorized_client",
    text: "Application '{app}'({name}) is disabled.",
  },
  7000215: {
    error: "invalid_client",
    status: 401,
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{app}'.",
  },
  7000218: {
    error: "invalid_client",
    status: 401,
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  7000222: {
    error: "invalid_client",
    status: 401,
    text: "The provided client secret keys for app '{app}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
  },
  9002313: { error: "invalid_grant", text: "Invalid request. Request is malformed or invalid." },
  9002325: {
    error: "invalid_request",
    text: "Proof Key for Code Exchange is required for cross-origin authorization code redemption.",
  },
  9002327: {
    error: "invalid_request",
    text: "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
  },
  9002331: { error: "invalid_request", text: consumersOnly },
  9002346: { error: "invalid_request", text: consumersOnly },
} as const satisfies Record<number, AadstsRow>;

export type AadstsCode = keyof typeof aadstsTable;
export const aadstsRows: Readonly<Record<number, AadstsRow>> = aadstsTable;
