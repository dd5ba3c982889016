import { createRequire } from "node:module";
import { join } from "node:path";
import { runOperations } from "./operation.ts";
import { graphClientCalendarOperations } from "./operations/graph-client-calendar-operations.ts";
import { graphClientMailOperations } from "./operations/graph-client-mail-operations.ts";
import type { ClientContext } from "./run-clients.ts";
import { approveDevice, approvedScopes, clientId } from "./serve-household.ts";

/** Microsoft's Graph client for JavaScript with msal-node, both with their default settings. */
export function runGraphClient({ installed, emulator }: ClientContext): Promise<number> {
  const require = createRequire(join(installed.npm, "package.json"));
  const library = require("@microsoft/microsoft-graph-client");
  const { PublicClientApplication } = require("@azure/msal-node");
  const app = new PublicClientApplication({ auth: { clientId, authority: "https://login.microsoftonline.com/organizations" } });
  const scopes = [...approvedScopes];
  const signIn = () =>
    app.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ userCode }: { userCode: string }) => approveDevice(emulator, userCode),
    });
  const getAccessToken = async () => {
    const [account] = await app.getTokenCache().getAllAccounts();
    return (await app.acquireTokenSilent({ account, scopes })).accessToken;
  };
  const graph = library.Client.initWithMiddleware({ authProvider: { getAccessToken } });
  const world = { graph, library, signIn, emulator };
  return runOperations("microsoft-graph-client", [...graphClientMailOperations, ...graphClientCalendarOperations], ({ does }, kept) =>
    does(world, kept),
  );
}
