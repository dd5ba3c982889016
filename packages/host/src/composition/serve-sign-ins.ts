import { CasementError } from "@casement/core";
import type { AccountHandle, CallbackSignIn, DeviceCodeSignIn } from "../api.ts";
import type { AccountOperation, CallHandler } from "../ports/index.ts";

type OfSignIn = Extract<
  AccountOperation,
  { readonly do: "signIn" | "awaitSignIn" | "cancelSignIn" | "completeSignIn" | "renew" | "logout" }
>;

/** Signs accounts in and out for other processes. */
export function serveSignIns() {
  /** By account and id. */
  const pending = new Map<string, DeviceCodeSignIn | CallbackSignIn>();
  const find = (account: AccountHandle, id: string): DeviceCodeSignIn | CallbackSignIn => {
    const found = pending.get(`${account.name}/${id}`);
    if (found) return found;
    throw new CasementError("sign-in-expired", "This sign-in has ended, or the process in which it began has. Start it again.");
  };

  return async (account: AccountHandle, operation: OfSignIn, { signal }: Parameters<CallHandler>[2]): Promise<unknown> => {
    switch (operation.do) {
      case "signIn": {
        const begun = await begin(account, operation);
        const id = idOf(begun);
        const key = `${account.name}/${id}`;
        pending.set(key, begun);
        void begun.done.finally(() => pending.delete(key));
        const { done: _, cancel: __, expiresAt, ...shown } = begun;
        return { ...shown, id, expiresAt: expiresAt.toISOString() };
      }
      case "awaitSignIn":
        return unlessAborted(signal, find(account, operation.id).done);
      case "cancelSignIn":
        return find(account, operation.id).cancel();
      case "completeSignIn":
        return account.signIn.complete(operation.url);
      case "renew":
        return account.signIn.renew();
      case "logout":
        return account.logout({ keepData: operation.keepData ?? false });
    }
  };
}

function begin(account: AccountHandle, operation: OfSignIn & { readonly do: "signIn" }): Promise<DeviceCodeSignIn | CallbackSignIn> {
  const options = operation.requestedSet === undefined ? {} : { requestedSet: operation.requestedSet };
  return operation.method === "callback" ? account.signIn.callback(operation.redirectUri, options) : account.signIn.deviceCode(options);
}

/** What a process that waits for the outcome calls it. */
const idOf = (signIn: DeviceCodeSignIn | CallbackSignIn): string =>
  signIn.method === "device-code" ? signIn.userCode : (new URL(signIn.url).searchParams.get("state") ?? "");

function unlessAborted<T>(signal: AbortSignal, done: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    done.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
