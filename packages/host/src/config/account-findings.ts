import { nearestName } from "@casement/core";
import { isRecord } from "./environment.ts";
import type { Finding } from "./problem.ts";

const borrowed = ["clientId", "clientSecret", "clientSecretExpires", "accountType", "cloud"] as const;

/** An account with `signIn` has the other's registration: its keys may be left out, and are filled in. */
export function borrowRegistration(value: unknown): unknown {
  if (!isRecord(value) || !Array.isArray(value.accounts)) return value;
  const accounts = value.accounts.map((account) => {
    const lender = lenderOf(account, value.accounts as unknown[]);
    if (!lender) return account;
    const lent = borrowed.filter((key) => lender[key] !== undefined && account[key] === undefined);
    return { ...account, ...Object.fromEntries(lent.map((key) => [key, lender[key]])) };
  });
  return { ...value, accounts };
}

function lenderOf(account: unknown, accounts: readonly unknown[]): Record<string, unknown> | undefined {
  if (!isRecord(account) || typeof account.signIn !== "string" || account.signIn === account.name) return undefined;
  return accounts.filter(isRecord).find(({ name }) => name === account.signIn);
}

/** What no schema can say of the accounts: names given twice, `signIn` that leads nowhere or to another registration. */
export function accountFindings(value: unknown): readonly Finding[] {
  if (!isRecord(value) || !Array.isArray(value.accounts)) return [];
  const accounts = value.accounts as unknown[];
  const names = accounts.map((account) => (isRecord(account) ? account.name : undefined));
  return accounts.flatMap((account, i): Finding[] => {
    if (!isRecord(account)) return [];
    const twice = typeof account.name === "string" && names.indexOf(account.name) < i;
    const name: Finding[] = twice ? [{ path: ["accounts", i, "name"], message: `another account is called ${account.name} already` }] : [];
    return [...name, ...signInFindings(account, i, accounts, names)];
  });
}

function signInFindings(account: Record<string, unknown>, i: number, accounts: readonly unknown[], names: readonly unknown[]): Finding[] {
  const { signIn, name } = account;
  if (typeof signIn !== "string") return [];
  const path = ["accounts", i, "signIn"];
  if (signIn === name) return [{ path, message: "names the account itself; leave it out" }];
  const lender = lenderOf(account, accounts);
  if (!lender) {
    const others = names.filter((other): other is string => typeof other === "string" && other !== name);
    return [{ path, message: `no account is called ${signIn}`, suggestion: nearestName(signIn, others) }];
  }
  if (lender.signIn !== undefined) return [{ path, message: `${signIn} itself uses the sign-in of another account; name that one` }];
  const differing = borrowed.filter((key) => account[key] !== undefined && account[key] !== lender[key]);
  return differing.map((key) => ({
    path: ["accounts", i, key],
    message: `differs from the account ${signIn}, whose sign-in this one uses; leave it out`,
  }));
}
