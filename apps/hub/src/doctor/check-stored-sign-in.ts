import { CasementError } from "@casement/core";
import type { AccountOptions } from "@casement/host";
import { permissionsOf } from "@casement/host/config";
import { accountCheckIdOf, checkPermissions, notSignedInCheck } from "./check-permissions.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck, withTimeLimit } from "./doctor-check.ts";

/** What is stored of an account's sign-in, whether Microsoft renews it, and what it grants. */
export async function checkStoredSignIn(
  account: AccountOptions,
  dataDir: string,
  world: DoctorEnvironment,
  offline: boolean,
): Promise<readonly DoctorCheck[]> {
  const { inspectSignIn } = await import("@casement/host");
  const { name } = account;
  const found = await inspectSignIn(account, { dataDir, wire: world.transport, env: world.io.env, clock: world.clock });
  if (found.state === "none") return [notSignedInCheck(name)];
  if (found.state === "foreign")
    return [
      problemCheck(accountCheckIdOf(name), `${name}: the stored sign-in is of another clientId or cloud.`, `Run: casement login ${name}`),
    ];
  if (found.state === "unreadable")
    return [
      problemCheck(
        accountCheckIdOf(name),
        `${name}: the stored sign-in cannot be read. ${found.reason}`,
        `If nothing else helps: casement login ${name}`,
      ),
    ];
  const kind = found.client === "public" ? "without a secret" : "with the client secret";
  const permissions = async (granted = found.granted) => checkPermissions(await permissionsOf(account, granted));
  const good = async (how: string, granted?: readonly string[]) => [
    okCheck(accountCheckIdOf(name), `${name}: signed in ${kind}${how}.`),
    ...(await permissions(granted)),
  ];
  if (offline) return good(found.fresh ? "; the token is fresh" : "; the token has to be renewed");
  const tried = await withTimeLimit(world, (signal) => found.tryRenewal(signal).catch((error: unknown) => ({ error })));
  if (tried && !("error" in tried)) return good(", and Microsoft renews the token", tried);
  const error = tried?.error;
  const { code, details } = CasementError.is(error) ? error : { code: undefined, details: {} as Record<string, unknown> };
  if (code === "sign-in-failed" || code === "config-invalid")
    return [
      problemCheck(
        accountCheckIdOf(name),
        `${name}: Microsoft does not renew the sign-in${details.means === undefined ? "" : `: ${details.means} (${details.code})`}`,
        `${details.cure ?? (error as Error).message} To sign in: casement login ${name}`,
      ),
      ...(await permissions()),
    ];
  return [
    warningCheck(
      accountCheckIdOf(name),
      `${name}: signed in ${kind}, but the token could not be renewed now.`,
      "See the lines about Microsoft's hosts.",
    ),
    ...(await permissions()),
  ];
}
