import { permission, type ScopeReport, scopesManifest } from "@casement/core";
import type { TextStyles } from "../terminal/text-styles.ts";
import type { PluginChoice } from "./plugin-choices.ts";

export const accountTypeIntroduction = `Which Microsoft account signs in?
  1  work      of a company, school or other organisation
  2  personal  outlook.com, hotmail.com, live.com
  3  an app of one organisation only: write its id or domain instead of a number`;

export const pluginsIntroductionOf = (choices: readonly PluginChoice[]): string => {
  const width = Math.max(...choices.map(({ id }) => id.length));
  const lines = choices.map(
    ({ id, title, unavailable }, i) =>
      `  ${unavailable === undefined ? i + 1 : "-"}  ${id.padEnd(width)}  ${unavailable?.slice(id.length + 1) ?? title}`,
  );
  return `What shall it do?\n${lines.join("\n")}`;
};

export const updatesIntroduction = `May Casement change things, too: make events, send mail, finish tasks? Without that it only reads, and asks for less.`;

export const secretIntroduction = `Does your organisation demand a client secret? Without one there is nothing that expires; most people need none.`;

/** What the choices so far will ask for. */
export function formatPermissions({ contributions }: ScopeReport, style: TextStyles): string {
  const asked = contributions.filter(({ requested }) => requested);
  const width = Math.max(...asked.map(({ scope }) => scope.length));
  const lines = asked.map(({ scope, tier, why }) => {
    const admin = findPermission(scope)?.adminConsent ? " (an administrator has to approve it)" : "";
    return `  ${scope.padEnd(width)}  ${tier === "update" ? "update" : "read  "}  ${why}${admin}`;
  });
  return `${style.bold("These permissions will be asked for when you sign in:")}\n${lines.join("\n")}`;
}

export interface RegistrationOptions {
  readonly accountType: string;
  readonly withSecret: boolean;
  readonly publicUrl: string | undefined;
}

/** The redirect addresses to register. */
export const redirectUrisOf = ({ publicUrl }: Pick<RegistrationOptions, "publicUrl">): readonly string[] => [
  "http://localhost/auth/callback",
  ...(publicUrl === undefined ? [] : [`${publicUrl.replace(/\/$/, "")}/auth/callback`]),
];

/** How to register the app at Microsoft, step by step. */
export function formatRegistration(registration: RegistrationOptions, { requested }: ScopeReport, style: TextStyles): string {
  const { accountType, withSecret } = registration;
  const audience =
    accountType === "personal"
      ? "Personal Microsoft accounts only"
      : accountType === "work"
        ? "Accounts in any organizational directory"
        : "Accounts in this organizational directory only";
  const platform = withSecret ? "Web" : "Public client/native (mobile & desktop)";
  const steps = [
    `Open ${style.cyan("https://entra.microsoft.com")} → App registrations → New registration. Any name will do.`,
    `Supported account types: ${style.bold(audience)}.`,
    `Redirect URI: choose the platform ${style.bold(platform)} and enter ${redirectUrisOf(registration).map(style.cyan).join(" and ")}`,
    `Choose Register. Then, under Authentication, set ${style.bold("Allow public client flows")} to Yes and save.`,
    ...(withSecret ? ["Under Certificates & secrets make a New client secret. Copy its Value (not its id): it is shown once."] : []),
    `Copy the ${style.bold("Application (client) ID")} from the Overview page.`,
  ];
  return `${style.bold("Register an app at Microsoft, if you have none yet:")}
${steps.map((step, i) => `  ${i + 1}. ${step}`).join("\n")}

API permissions can stay as they are. To list them there all the same, put this into the app's Manifest:

${scopesManifest(requested)}`;
}
