import { mkdir } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { azRegistration, buildConsentRequest, renderRequest, type ScopeReport, scopesManifest } from "@casement/core";
import { authorityOf } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { distributionClientId } from "./distribution-client-id.ts";
import {
  formatCloudShell,
  formatRegistration,
  formatRequestSent,
  redirectUrisOf,
  registrationIntroduction,
  secretIntroduction,
} from "./init-texts.ts";
import { parseRegistration, parseRegistrationChoice, parseSecretValue, type RegistrationChoice } from "./parse-replies.ts";
import { type InitQuestion, parseYesNo, resolveQuestion } from "./resolve-question.ts";
import { writeNewFile } from "./write-new-file.ts";

export interface RegistrationQuestions {
  readonly accountType: string;
  readonly report: ScopeReport;
  readonly publicUrl: string | undefined;
  /** Absolute path of the configuration. */
  readonly file: string;
  readonly options: { readonly registration?: string; readonly clientId?: string; readonly yes?: boolean };
  /** Of `--secret-file`. */
  readonly secret: string | undefined;
  /** The command that goes on with the same answers. A registration line completes it. */
  readonly resume: string;
}

export interface AskedRegistration {
  readonly clientId: string;
  /** The account type: the organization, if the registration names one. */
  readonly accountType: string;
  readonly clientSecret: string | undefined;
}

/** Asks for the app registration of the account, and helps to make one. Undefined: an administrator has the request, and the user stopped. */
export async function askForRegistration(
  context: CommandContext,
  questions: RegistrationQuestions,
): Promise<AskedRegistration | { readonly requestFile: string }> {
  const { accountType, report, options, secret, publicUrl } = questions;
  const { io, style, json } = context;
  const yes = options.yes === true;
  const resolveOne = <T>(question: InitQuestion<T>): Promise<T> => resolveQuestion(context, yes, question);
  const printStep = (text: string) => {
    if (!yes && !json) io.warn(`\n${text}`);
  };
  const ownClientId = accountType === "personal" && secret === undefined ? distributionClientId(io.env) : undefined;
  if (options.clientId === undefined && ownClientId !== undefined) {
    printStep("You do not need to register an app: this installation brings one for personal accounts.");
    return { clientId: ownClientId, accountType, clientSecret: undefined };
  }
  const choice = await chooseRegistration(context, questions);
  // With --client-id, the app is already registered, and --secret-file tells whether it has a secret.
  const withSecret =
    secret !== undefined ||
    (choice === "portal" &&
      (await resolveOne({
        option: "--secret-file",
        given: options.clientId === undefined ? undefined : "n",
        introduction: secretIntroduction,
        prompt: "Use a client secret? (y/n)",
        suggestion: "n",
        parse: parseYesNo,
      })));
  const isRequested = choice === "administrator" && options.clientId === undefined;
  const requestFile = isRequested ? await writeRequest(questions) : "";
  if (isRequested && !json)
    io.warn(`\n${formatRequestSent(relative(io.cwd, requestFile) || requestFile, questions.resume, !yes && io.terminal, style)}`);
  if (isRequested && (yes || json)) return { requestFile };
  if (options.clientId === undefined && choice === "cloud-shell") printStep(formatCloudShell(commandsFor(questions), style));
  if (options.clientId === undefined && choice === "portal") printStep(formatRegistration({ accountType, withSecret, publicUrl }, style));
  const parse = parseRegistration(accountType);
  const app = await resolveOne({
    option: "--client-id",
    given: options.clientId,
    introduction: "",
    prompt: isRequested ? "The line from your administrator (empty: later):" : "Application (client) ID, or the line from Cloud Shell:",
    ...(isRequested && { suggestion: "", canBeLeftOpen: true }),
    more: { m: scopesManifest(report.requested) },
    parse: (reply: string) => (isRequested && reply === "" ? undefined : parse(reply)),
  });
  if (!app) return { requestFile };
  const clientSecret =
    secret ??
    (withSecret
      ? await resolveOne({
          option: "--secret-file",
          given: undefined,
          prompt: "Value of the secret (hidden):",
          hidden: true,
          parse: parseSecretValue,
        })
      : undefined);
  return { clientId: app.clientId, accountType: app.tenant ?? accountType, clientSecret };
}

/** A personal account registers by hand. So does an app with a secret. */
async function chooseRegistration(
  context: CommandContext,
  { accountType, options, secret }: RegistrationQuestions,
): Promise<RegistrationChoice> {
  if (accountType === "personal" || secret !== undefined || options.clientId !== undefined) return "portal";
  return resolveQuestion(context, options.yes === true, {
    option: "--registration",
    given: options.registration,
    introduction: registrationIntroduction,
    prompt: "Number or name:",
    suggestion: "cloud-shell",
    parse: parseRegistrationChoice,
  });
}

const commandsFor = ({ report, accountType, publicUrl }: RegistrationQuestions): string =>
  azRegistration({
    scopes: report.signIn.all,
    redirectUris: redirectUrisOf({ publicUrl }),
    graphOrigin: authorityOf(accountType).graph,
    person: "runs-it",
  });

/** Writes the request beside the configuration. A request that is there may wait for its answer, and stays. */
async function writeRequest({ report, accountType, publicUrl, file }: RegistrationQuestions): Promise<string> {
  const blocks = buildConsentRequest({
    report,
    clientId: undefined,
    redirectUris: redirectUrisOf({ publicUrl }),
    accountType,
    user: undefined,
    adminConsentUrl: undefined,
    graphOrigin: authorityOf(accountType).graph,
    date: new Date(),
  });
  await mkdir(dirname(file), { recursive: true });
  return writeNewFile(dirname(file), "casement-request", ".html", `${renderRequest(blocks, "html")}\n`);
}
