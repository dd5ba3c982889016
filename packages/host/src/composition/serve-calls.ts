import { CasementError, type Clock } from "@casement/core";
import type { AccountHandle, Host } from "../api.ts";
import type { AccountOperation, CallHandler } from "../ports/index.ts";
import { isOfCollection, type OfCollection, serveCollections } from "./serve-collections.ts";

type AskedHost = Pick<Host, "account" | "services" | "plugins" | "graphMetrics" | "history">;
type Context = Parameters<CallHandler>[2];

/** Runs what other processes ask of the accounts of this host. */
export function createCallHandler(host: AskedHost, clock: Clock): CallHandler {
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
    if (operation.do === "awaitSignIn") return waitAWhile(clock, context.signal, host.account(name).signIn.outcome(operation.id));
    const account = host.account(name);
    return isOfCollection(operation) ? serveCollections(account, operation) : run(account, operation, context);
  };
}

type OfHost = Extract<AccountOperation, { readonly do: "services" | "plugins" | "graphMetrics" | "history" | "awaitSignIn" }>;
type OfAccount = Exclude<AccountOperation, OfHost | OfCollection>;

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
    case "renew":
      return account.signIn.renew();
    case "logout":
      return account.logout({ keepData: operation.keepData ?? false });
    case "signIn":
      return beginSignIn(account, operation);
    case "cancelSignIn":
      return account.signIn.cancel(operation.id);
    case "completeSignIn":
      return account.signIn.complete(operation.url);
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

/** What to show. `awaitSignIn` says how it ends. */
async function beginSignIn(account: AccountHandle, operation: AccountOperation & { readonly do: "signIn" }): Promise<unknown> {
  const options = operation.requestedSet === undefined ? {} : { requestedSet: operation.requestedSet };
  const begun =
    operation.method === "callback"
      ? await account.signIn.callback(operation.redirectUri, options)
      : await account.signIn.deviceCode(options);
  const { done: _, cancel: __, expiresAt, ...shown } = begun;
  return { ...shown, expiresAt: expiresAt.toISOString() };
}

/** How long a call waits for something that a person does (ms): an account cannot be given back while a call of it runs. */
const awhileMs = 2_000;

/** The outcome, or undefined if it takes longer. */
function waitAWhile<T>(clock: Clock, signal: AbortSignal, outcome: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const end = (): void => resolve(undefined);
    const stop = clock.after(awhileMs, end);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    outcome.then(resolve, reject).finally(() => {
      stop();
      signal.removeEventListener("abort", end);
    });
  });
}
