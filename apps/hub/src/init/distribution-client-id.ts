import { type HubManifest, readHubManifest } from "../hub-manifest.ts";
import { UsageError } from "../usage-error.ts";
import { guidPattern } from "./parse-replies.ts";

/**
 * The public client that personal accounts use, so that nobody has to register an app: that of `CASEMENT_CLIENT_ID`, or of the distribution.
 * @throws UsageError when it is not a client ID
 */
export function distributionClientId(
  env: Readonly<Record<string, string | undefined>>,
  manifest: Pick<HubManifest, "casement"> = readHubManifest(),
): string | undefined {
  const clientId = env.CASEMENT_CLIENT_ID ?? manifest.casement?.clientId;
  if (clientId === undefined || clientId === "") return undefined;
  if (guidPattern.test(clientId)) return clientId.toLowerCase();
  throw new UsageError("CASEMENT_CLIENT_ID is not the application (client) ID of an app registration. Correct it, or remove it.");
}
