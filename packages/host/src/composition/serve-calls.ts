import { CasementError } from "@casement/core";
import type { AccountHandle, Host } from "../api.ts";
import type { AccountOperation, CallHandler } from "../ports/index.ts";
import { serveSignIns } from "./serve-sign-ins.ts";

type AskedHost = Pick<Host, "account" | "services" | "plugins" | "graphMetrics" | "history">;
type Context = Parameters<CallHandler>[2];

/** Runs what other processes ask of the accounts of this host. */
export function createCallHandler(host: AskedHost): CallHandler {
  const signIns = serveSignIns();
  return async (name, operation, context) => {
    switch (operation.do) {
      case "services":
      case "plugins":
        return host[operation.do](name);
      case "graphMetrics":
        return (await host.graphMetrics(name))[name];
      case "history":
        return host.history(operation.sensor, operation.days);
    }
    const account = host.account(name);
    return isSignIn(operation) ? signIns(account, operation, context) : run(account, operation, context);
  };
}

type OfSignIn = Extract<
  AccountOperation,
  { readonly do: "signIn" | "awaitSignIn" | "cancelSignIn" | "completeSignIn" | "renew" | "logout" }
>;
type OfHost = Extract<AccountOperation, { readonly do: "services" | "plugins" | "graphMetrics" | "history" }>;
type OfAccount = Exclude<AccountOperation, OfSignIn | OfHost>;

const signInOperations: ReadonlySet<string> = new Set<OfSignIn["do"]>([
  "signIn",
  "awaitSignIn",
  "cancelSignIn",
  "completeSignIn",
  "renew",
  "logout",
]);
const isSignIn = (operation: Exclude<AccountOperation, OfHost>): operation is OfSignIn => signInOperations.has(operation.do);

function run(account: AccountHandle, operation: OfAccount, { signal, progress }: Context): Promise<unknown> {
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
    case "status":
      return Promise.resolve({ status: account.status(), userId: account.userId() });
    case "reportFailedCall": {
      const { code, message } = operation.error;
      return account.reportFailedCall({ ...operation.call, error: new CasementError(code, message) });
    }
    case "reportWebhook":
      return account.reportWebhook(operation.webhook);
    case "reportRefusedAgent":
      return account.reportRefusedAgent(operation.call);
  }
}
