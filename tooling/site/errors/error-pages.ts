import { type ErrorCode, type ErrorKind, errorCodes } from "../../../packages/core/src/errors/error-codes.ts";
import { explainAadsts, knownAadstsCodes } from "../../../packages/host/src/auth/aadsts.ts";
import { escapeForVitePress } from "../markdown.ts";
import { errorCures } from "./error-cures.ts";

/** A page for one code. Its links are relative to `docs/errors.md`. */
export interface ErrorPage {
  readonly at: string;
  /** What search engines show. */
  readonly description: string;
  readonly text: string;
}

const whoActs: Readonly<Record<ErrorKind, string>> = {
  user: "The request or the configuration has to be corrected.",
  operator: "Somebody has to sign in, approve something, or repair the machine.",
  wait: "It is temporary. Nobody has to do anything.",
  bug: "It is usually a fault of Casement or of a plugin.",
};

export const errorPageOf = (code: string): string => `errors/${code.toLowerCase()}`;

/** One page for each code of Casement and for each code of Microsoft's sign-in service that Casement explains. */
export const errorPages = (messages: ReadonlyMap<string, readonly string[]>): readonly ErrorPage[] => [
  ...(Object.keys(errorCodes) as ErrorCode[]).map((code) => ({
    at: errorPageOf(code),
    description: errorCodes[code].means,
    text: codePage(code, messages.get(code) ?? []),
  })),
  ...knownAadstsCodes.map((number) => ({
    at: errorPageOf(`AADSTS${number}`),
    description: explainAadsts([number]).means,
    text: aadstsPage(number),
  })),
];

function codePage(code: ErrorCode, messages: readonly string[]): string {
  const { means, status, kind } = errorCodes[code];
  const title = means.replace(/\. .*$|\.$/s, "");
  const shown =
    messages.length === 0
      ? ""
      : `\n## Messages with this code\n\n\`…\` stands for what is filled in.\n\n${messages.map(item).join("\n")}\n`;
  return `# \`${code}\`: ${title}

## What you see

Programs get the code \`${code}\` and, over HTTP, the status ${status}. The command line prints the message, and the code with \`--json\`.

## What happened

${means} ${whoActs[kind]}

## What to do

${errorCures[code]}
${shown}
[All errors](errors.md) · [Troubleshooting](troubleshooting.md)
`;
}

function item(message: string): string {
  const line = message.replace(/\s+/g, " ").replace("….", "…");
  // Addresses in messages are examples, not links.
  return `- ${escapeForVitePress(line.includes("`") ? line : line.replace(/\b[a-z]+:\/\/[^\s,)]*[^\s,).]/g, "`$&`"))}`;
}

function aadstsPage(number: number): string {
  const { means, cure } = explainAadsts([number]);
  const code = `AADSTS${number}`;
  return `# \`${code}\`: ${means.replace(/\.$/, "")}

## What you see

Microsoft's page shows the number ${number}, or the message of the command line or the dashboard ends with (${code}).

## What happened

${means}

## What to do

${cure}${hintFor(cure)}

[All codes of Microsoft's sign-in](sign-in.md#what-microsofts-codes-mean) · [Troubleshooting](troubleshooting.md#sign-in) · [Microsoft's page](https://login.microsoftonline.com/error?code=${number})
`;
}

/** Where the steps are that a cure names. The first that fits. */
const hints: readonly (readonly [RegExp, string])[] = [
  [/client flows/, "The steps are in [Register an app at Microsoft](start.md#2-register-an-app-at-microsoft)."],
  [
    /permissions that you can approve|administrator must approve/,
    "[Sign in with fewer permissions](sign-in.md#signing-in-with-fewer-permissions) says how, and [Scopes explained](scopes.md#when-an-administrator-must-approve) has the request for the administrator.",
  ],
  [
    /cannot change this/,
    "[Policies, second factors and guests](sign-in.md#policies-second-factors-and-guests) says which sign-in method may still work.",
  ],
  [/registration|Certificates|platform/, "The steps are in [Register an app at Microsoft](start.md#2-register-an-app-at-microsoft)."],
  [/accountType|clientId|clientSecret/, "These keys are in `casement.yaml`: see [Write casement.yaml](start.md#3-write-casementyaml)."],
  [
    /[Ss]ign in again|sign-in again/,
    "Run `casement login home`, with the name of your account, or choose *Sign in* on the dashboard. Sensors keep their last values until then.",
  ],
];

function hintFor(cure: string): string {
  const hint = hints.find(([words]) => words.test(cure))?.[1];
  return hint === undefined ? "" : ` ${hint}`;
}

/** Links the codes of a document's tables to their pages. */
export function linkCodes(text: string): string {
  const rows = text.split("\n").map((line) => {
    if (!/^\| (<a id="[^"]+"><\/a>)?`/.test(line)) return line;
    const end = line.indexOf(" |", 2);
    const cell = line.slice(0, end).replace(/`([^`]+)`/g, (whole, code) => (isKnown(code) ? `[${whole}](/${errorPageOf(code)})` : whole));
    return cell + line.slice(end);
  });
  return rows.join("\n");
}

const knownCodes: ReadonlySet<string> = new Set([...Object.keys(errorCodes), ...knownAadstsCodes.map((number) => `AADSTS${number}`)]);
const isKnown = (code: string): boolean => knownCodes.has(code);
