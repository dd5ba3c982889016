import { CasementError } from "@casement/core";
import type { AccountOptions } from "@casement/host";
import { permissionsOf } from "@casement/host/config";
import { accountCheckIdOf, checkPermissions, notSignedInCheck } from "./check-permissions.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck, withTimeLimit } from "./doctor-check.ts";

/** Checks the stored sign-in of an account: whether Microsoft renews its token, and which permissions it grants. */
export async function checkStoredSignIn(
  account: AccountOptions,
  dataDir: string,
  environment: DoctorEnvironment,
  offline: boolean,
): Promise<readonly DoctorCheck[]> {
  const { inspectSignIn } = await import("@casement/host");
  const { name } = account;
  const found = await inspectSignIn(account, {
    dataDir,
    transport: environment.transport,
    env: environment.io.env,
    clock: environment.clock,
  });
  if (found.state === "none") return [notSignedInCheck(name)];
  if (found.state === "foreign")
    return [
      problemCheck(
        accountCheckIdOf(name),
        `${name}: the stored sign-in belongs to another clientId or cloud.`,
        `Run: casement login ${name}`,
      ),
    ];
  if (found.state === "unreadable")
    return [
      problemCheck(
        accountCheckIdOf(name),
        `${name}: could not read the stored sign-in. ${found.reason}`,
        `If nothing else helps, run: casement login ${name}`,
      ),
    ];
  const kind = found.client === "public" ? "without a client secret" : "with the client secret";
  const permissions = async (granted = found.granted) => checkPermissions(await permissionsOf(account, granted));
  const signedInChecks = async (detail: string, granted?: readonly string[]) => [
    okCheck(accountCheckIdOf(name), `${name}: signed in ${kind}${detail}.`),
    ...(await permissions(granted)),
  ];
  if (offline) return signedInChecks(found.fresh ? "; the token is valid" : "; the token must be renewed");
  const renewed = await withTimeLimit(environment, (signal) => found.tryRenewal(signal).catch((error: unknown) => ({ error })));
  if (renewed && !("error" in renewed)) return signedInChecks(", and Microsoft renews the token", renewed);
  const error = renewed?.error;
  const { code, details } = CasementError.is(error) ? error : { code: undefined, details: {} as Record<string, unknown> };
  if (code === "sign-in-failed" || code === "config-invalid")
    return [
      problemCheck(
        accountCheckIdOf(name),
        `${name}: Microsoft did not renew the sign-in${details.means === undefined ? "" : `: ${details.means} (${details.code})`}`,
        `${details.cure ?? (error as Error).message} To sign in, run: casement login ${name}`,
      ),
      ...(await permissions()),
    ];
  return [
    warningCheck(
      accountCheckIdOf(name),
      `${name}: signed in ${kind}, but the token could not be renewed.`,
      "See the results for Microsoft's hosts.",
    ),
    ...(await permissions()),
  ];
}
