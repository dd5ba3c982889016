import { type ConsentClass, formatForecast, type ScopeReport } from "@casement/core";
import { addressBelow } from "@casement/host/config";
import type { TextStyles } from "../terminal/text-styles.ts";
import type { PluginChoice } from "./plugin-choices.ts";

export const accountTypeIntroduction = `Which type of Microsoft account do you use?
  1  work      account of a company, school, or other organization
  2  personal  outlook.com, hotmail.com, live.com
  3  if your app registration is for one organization only: enter its ID or domain instead of a number`;

export const pluginsIntroductionOf = (choices: readonly PluginChoice[]): string => {
  const width = Math.max(...choices.map(({ id }) => id.length));
  const lines = choices.map(
    ({ id, title, unavailable, needsAdministrator }, i) =>
      `  ${unavailable === undefined ? i + 1 : "-"}  ${id.padEnd(width)}  ${unavailable?.slice(id.length + 1) ?? title}${needsAdministrator ? " (an administrator must approve it)" : ""}`,
  );
  return `Which features do you want?\n${lines.join("\n")}`;
};

export const updatesIntroduction = `Should Casement also be allowed to make changes, such as creating events, sending mail, and completing tasks?
Otherwise, it only reads and requests fewer permissions.`;

export const registrationIntroduction = `Casement signs in through an app of your own, which is registered in your organization. Who registers it?
  1  cloud-shell    you, with one paste into Azure Cloud Shell, if you administer the organization
  2  portal         you, by hand in the Microsoft Entra admin center
  3  administrator  an administrator, who gets a request from you`;

export const secretIntroduction = `Does your organization require a client secret? Most people do not need one. A secret expires and must be renewed.`;

const consentNotes: Readonly<Record<ConsentClass, string>> = {
  self: "",
  "administrator-where-managed": " (requires an administrator where Microsoft manages consent)",
  administrator: " (requires an administrator)",
};

/** Lists the permissions that the choices so far require. */
export function formatPermissions(report: ScopeReport, style: TextStyles): string {
  const { contributions, plugins } = report;
  const listed = contributions.filter(({ requested }) => requested);
  const width = Math.max(...listed.map(({ scope }) => scope.length));
  const lines = listed.map(({ scope, tier, why, consent }) => {
    return `  ${scope.padEnd(width)}  ${tier === "update" ? "update" : "read  "}  ${why}${consentNotes[consent]}`;
  });
  const forecast = formatForecast(report, {
    plugin: (id) => plugins.find(({ plugin }) => plugin === id)?.title ?? id,
    service: (plugin, name) => `${plugin}/${name}`,
  });
  return `${style.bold("When you sign in, Casement will request these permissions:")}\n${lines.join("\n")}${forecast === undefined ? "" : `\n${forecast}`}`;
}

export interface RegistrationOptions {
  readonly accountType: string;
  readonly withSecret: boolean;
  readonly publicUrl: string | undefined;
}

/** The redirect URIs to register. */
export const redirectUrisOf = ({ publicUrl }: Pick<RegistrationOptions, "publicUrl">): readonly string[] => [
  "http://localhost/auth/callback",
  ...(publicUrl === undefined ? [] : [addressBelow(publicUrl, "/auth/callback")]),
];

/** The paste for Azure Cloud Shell. */
export const formatCloudShell = (commands: string, style: TextStyles): string =>
  `${style.bold("Register the app and approve its permissions for yourself:")}
  1. Open ${style.cyan("https://shell.azure.com")} and choose Bash.
  2. Paste all of this, and press Enter:

${commands}

  3. It prints one line. Paste that line here.`;

/** After the request to an administrator was written. `asks`: whether the line can be entered at once. */
export const formatRequestSent = (file: string, resume: string, asks: boolean, style: TextStyles): string =>
  `${style.green("✓")} Wrote the request: ${style.bold(file)}. Send it to your administrator, who sends you one line back.
${asks ? "You can wait for it here, or stop now and later run:" : "With that line, run:"}
  ${resume}`;

/** Explains the app registration step by step. */
export function formatRegistration(registration: RegistrationOptions, style: TextStyles): string {
  const { accountType, withSecret } = registration;
  const audience =
    accountType === "personal" ? "Personal accounts only" : accountType === "work" ? "Multiple Entra ID tenants" : "Single tenant only";
  const platform = withSecret ? "Web" : "Public client/native (mobile & desktop)";
  const steps = [
    `Open ${style.cyan("https://entra.microsoft.com")} → App registrations → New registration. Enter any name.`,
    `Supported account types: ${style.bold(audience)}.`,
    `Redirect URI: select the platform ${style.bold(platform)} and enter ${redirectUrisOf(registration).map(style.cyan).join(" and ")}`,
    `Select Register. Then, under Authentication, Settings, turn on ${style.bold("Allow public client flows")} and select Save.`,
    ...(withSecret
      ? ["Under Certificates & secrets, create a New client secret. Copy its Value, not its ID. The value is shown only once."]
      : []),
    `Copy the ${style.bold("Application (client) ID")} from the Overview page.`,
  ];
  return `${style.bold("If you do not have an app registration yet, create one:")}
${steps.map((step, i) => `  ${i + 1}. ${step}`).join("\n")}

You do not need to change API permissions. If you want to list the permissions there, enter m to see what to add to the app's Manifest.`;
}
