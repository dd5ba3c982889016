import { nearestName } from "@casement/core";
import type { ConfigFinding } from "./config-problem.ts";
import { isRecord } from "./environment.ts";

const registrationKeys = ["clientId", "clientSecret", "clientSecretExpires", "accountType", "cloud"] as const;

/** An account with `signIn` has the other's registration: its keys may be left out, and are filled in. */
export function copySharedRegistration(value: unknown): unknown {
  if (!isRecord(value) || !Array.isArray(value.accounts)) return value;
  const accounts = value.accounts.map((account) => {
    const signInOwner = signInOwnerOf(account, value.accounts as unknown[]);
    if (!signInOwner) return account;
    const copiedKeys = registrationKeys.filter((key) => signInOwner[key] !== undefined && account[key] === undefined);
    return { ...account, ...Object.fromEntries(copiedKeys.map((key) => [key, signInOwner[key]])) };
  });
  return { ...value, accounts };
}

function signInOwnerOf(account: unknown, accounts: readonly unknown[]): Record<string, unknown> | undefined {
  if (!isRecord(account) || typeof account.signIn !== "string" || account.signIn === account.name) return undefined;
  return accounts.filter(isRecord).find(({ name }) => name === account.signIn);
}

/** What no schema can say of the accounts: names given twice, `signIn` that leads nowhere or to another registration. */
export function checkAccounts(value: unknown): readonly ConfigFinding[] {
  if (!isRecord(value) || !Array.isArray(value.accounts)) return [];
  const accounts = value.accounts as unknown[];
  const names = accounts.map((account) => (isRecord(account) ? account.name : undefined));
  return accounts.flatMap((account, i): ConfigFinding[] => {
    if (!isRecord(account)) return [];
    const isDuplicate = typeof account.name === "string" && names.indexOf(account.name) < i;
    const name: ConfigFinding[] = isDuplicate
      ? [{ path: ["accounts", i, "name"], message: `another account is called ${account.name} already` }]
      : [];
    return [...name, ...checkSignIn(account, i, accounts, names)];
  });
}

function checkSignIn(
  account: Record<string, unknown>,
  i: number,
  accounts: readonly unknown[],
  names: readonly unknown[],
): ConfigFinding[] {
  const { signIn, name } = account;
  if (typeof signIn !== "string") return [];
  const path = ["accounts", i, "signIn"];
  if (signIn === name) return [{ path, message: "names the account itself; leave it out" }];
  const signInOwner = signInOwnerOf(account, accounts);
  if (!signInOwner) {
    const others = names.filter((other): other is string => typeof other === "string" && other !== name);
    return [{ path, message: `no account is called ${signIn}`, suggestion: nearestName(signIn, others) }];
  }
  if (signInOwner.signIn !== undefined) return [{ path, message: `${signIn} itself uses the sign-in of another account; name that one` }];
  const differing = registrationKeys.filter((key) => account[key] !== undefined && account[key] !== signInOwner[key]);
  return differing.map((key) => ({
    path: ["accounts", i, key],
    message: `differs from the account ${signIn}, whose sign-in this one uses; leave it out`,
  }));
}
