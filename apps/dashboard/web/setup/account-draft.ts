import type { JsonObject } from "../api/api-types.ts";

export const registrationChoices = ["cloud-shell", "portal", "administrator"] as const;
export type RegistrationChoice = (typeof registrationChoices)[number];

/** What the person has entered so far. */
export interface AccountDraft {
  readonly type: "work" | "personal";
  readonly features: readonly string[];
  readonly enableUpdate: boolean;
  /** Who registers the app, and how. A personal account's is registered in the portal. */
  readonly registration: RegistrationChoice;
  readonly withSecret: boolean;
  readonly name: string;
  readonly clientId: string;
  readonly tenant: string;
  readonly clientSecret: string;
  readonly clientSecretExpires: string;
}

export const initialDraft: AccountDraft = {
  type: "work",
  features: ["calendar", "email", "todo"],
  enableUpdate: false,
  registration: "cloud-shell",
  withSecret: false,
  name: "home",
  clientId: "",
  tenant: "",
  clientSecret: "",
  clientSecretExpires: "",
};

/** Where the draft waits for an administrator's answer. */
const storageKey = "setup draft";

/** The draft of an earlier visit, with which the person goes on. It never contains a secret. */
export function restoreDraft(): AccountDraft {
  try {
    return { ...initialDraft, ...JSON.parse(localStorage.getItem(storageKey) ?? "{}") };
  } catch {
    return initialDraft;
  }
}

export function keepDraft({ clientSecret, ...draft }: AccountDraft): void {
  localStorage.setItem(storageKey, JSON.stringify(draft));
}

export const forgetDraft = (): void => localStorage.removeItem(storageKey);

/** The body of `POST /api/v1/set-up/accounts`. */
export function toAccountInput(draft: AccountDraft): JsonObject {
  const { type, features, enableUpdate, registration, name, clientId, tenant, clientSecret, clientSecretExpires } = draft;
  const withSecret = draft.withSecret && (type === "personal" || registration === "portal");
  return {
    name: name.trim(),
    clientId: clientId.trim(),
    accountType: type === "work" && tenant.trim() !== "" ? tenant.trim() : type,
    enableUpdate,
    plugins: [...features],
    ...(withSecret && { clientSecret: clientSecret.trim() }),
    ...(withSecret && clientSecretExpires !== "" && { clientSecretExpires }),
  };
}
