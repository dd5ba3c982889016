import { isDeepStrictEqual } from "node:util";
import { nearestName } from "@casement/core";
import type { ConfigFinding } from "./config-problem.ts";
import { isRecord } from "./environment.ts";

/** The keys of the app registration, which belong to the sign-in. */
export const registrationKeys = ["clientId", "clientSecret", "clientSecretExpires", "clientCertificate", "accountType", "cloud"] as const;

/** Copies the app registration's keys into accounts that use another account's sign-in. */
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

/** Checks what a schema cannot: duplicate names, and `signIn` without a matching account or with a different app registration. */
export function checkAccounts(value: unknown): readonly ConfigFinding[] {
  if (!isRecord(value) || !Array.isArray(value.accounts)) return [];
  const accounts = value.accounts as unknown[];
  const names = accounts.map((account) => (isRecord(account) ? account.name : undefined));
  return accounts.flatMap((account, i): ConfigFinding[] => {
    if (!isRecord(account)) return [];
    const isDuplicate = typeof account.name === "string" && names.indexOf(account.name) < i;
    const name: ConfigFinding[] = isDuplicate ? [{ path: ["accounts", i, "name"], message: `is already the name of another account` }] : [];
    const isTwice = account.clientSecret !== undefined && account.clientCertificate !== undefined;
    const credentials: ConfigFinding[] = isTwice
      ? [{ path: ["accounts", i, "clientCertificate"], message: "replaces clientSecret; remove one of them" }]
      : [];
    return [...name, ...credentials, ...checkSignIn(account, i, accounts, names)];
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
  if (signIn === name) return [{ path, message: "is the account itself; remove it" }];
  const signInOwner = signInOwnerOf(account, accounts);
  if (!signInOwner) {
    const others = names.filter((other): other is string => typeof other === "string" && other !== name);
    return [{ path, message: `no account is named ${signIn}`, suggestion: nearestName(signIn, others) }];
  }
  if (signInOwner.signIn !== undefined)
    return [{ path, message: `${signIn} uses the sign-in of another account; use the name of that account` }];
  const differing = registrationKeys.filter((key) => account[key] !== undefined && !isDeepStrictEqual(account[key], signInOwner[key]));
  return differing.map((key) => ({
    path: ["accounts", i, key],
    message: `differs from the account ${signIn}, whose sign-in this account uses; remove it`,
  }));
}
