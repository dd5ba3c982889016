import type { AccountHandle, Host } from "../api.ts";
import type { AccountOperation, CallHandler } from "../ports/index.ts";

/** Runs what other processes ask of the accounts of this host. */
export const createCallHandler =
  (host: Pick<Host, "account" | "services" | "plugins">): CallHandler =>
  async (account, operation, context) => {
    if (operation.do === "services" || operation.do === "plugins") return host[operation.do](account);
    return run(host.account(account), operation, context);
  };

type OfAccount = Exclude<AccountOperation, { readonly do: "services" } | { readonly do: "plugins" }>;

function run(account: AccountHandle, operation: OfAccount, { signal, progress }: Parameters<CallHandler>[2]): Promise<unknown> {
  switch (operation.do) {
    case "call": {
      const { service, input = {}, via } = operation;
      return account.call(service, input, { signal, progress, ...(via !== undefined && { via }) });
    }
    case "preview":
    case "reachesOthers":
      return account[operation.do](operation.service, operation.input ?? {});
    case "refresh":
      return account.refresh(operation.sensor);
    case "rescan":
    case "scopes":
      return account[operation.do]();
    case "renew":
      return account.signIn.renew();
    case "logout":
      return account.logout({ keepData: operation.keepData ?? false });
    case "signIn":
      return beginSignIn(account, operation);
    case "completeSignIn":
      return account.signIn.complete(operation.url);
  }
}

/** What to show. The account's state says how the sign-in ends. */
async function beginSignIn(account: AccountHandle, operation: AccountOperation & { readonly do: "signIn" }): Promise<unknown> {
  const options = operation.requestedSet === undefined ? {} : { requestedSet: operation.requestedSet };
  if (operation.method === "callback") {
    const { method, url, redirectUri, expiresAt } = await account.signIn.callback(operation.redirectUri, options);
    return { method, url, redirectUri, expiresAt: expiresAt.toISOString() };
  }
  const { method, userCode, verificationUri, message, expiresAt } = await account.signIn.deviceCode(options);
  return { method, userCode, verificationUri, message, expiresAt: expiresAt.toISOString() };
}
