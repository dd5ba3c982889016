import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import type { Emulator } from "@casement/graph-emulator";
import { createDebianFolder, type DebianFolder } from "../../harness/debian-folder.ts";
import { findFreePort } from "../../harness/find-free-port.ts";
import { startProgram } from "../../harness/programs.ts";
import { waitFor } from "../../harness/wait-for.ts";
import type { CalendarAccount } from "../calendar-check.ts";

/** DavMail's own app registration, and what it asks for. */
const clientId = "facd6cff-a294-4415-b59f-c5b01937d7bd";
const scope =
  "openid profile offline_access Mail.ReadWrite Calendars.ReadWrite Calendars.ReadWrite.Shared MailboxSettings.Read Mail.ReadWrite.Shared Contacts.ReadWrite Tasks.ReadWrite Mail.Send People.Read";

export interface DavmailGateway extends CalendarAccount, AsyncDisposable {
  /** The folder of the main calendar, which has the others below it. */
  readonly home: string;
  readonly pid: number;
}

/** Unpacks DavMail 7.1 of Debian's unstable release into a folder. @throws AcceptanceSkipped without root or Debian */
export const installDavmail = (path: string): Promise<DebianFolder> =>
  createDebianFolder(path, "sid", ["davmail-server", "default-jre-headless"]);

/** Starts DavMail with Graph as its only source: the emulator at an address. */
export async function startDavmail(
  debian: DebianFolder,
  folder: string,
  { emulator, url, user }: { emulator: Emulator; url: string; user: string },
): Promise<DavmailGateway> {
  const port = await findFreePort();
  const tokens = join(folder, "tokens.properties");
  const properties = {
    server: true,
    mode: "O365Graph",
    enableGraph: true,
    enableOidc: true,
    authentication: "O365DeviceCode",
    url,
    loginUrl: url,
    graphUrl: url,
    outlookUrl: url,
    graphVersion: "v1.0",
    "oauth.tenantId": "common",
    "oauth.persistToken": true,
    "oauth.tokenFilePath": tokens,
    caldavPort: port,
    ...Object.fromEntries(["imapPort", "ldapPort", "popPort", "smtpPort"].map((name) => [name, ""])),
    bindAddress: "127.0.0.1",
    disableUpdateCheck: true,
    enableProxy: false,
    useSystemProxies: false,
  };
  const file = join(folder, "davmail.properties");
  await mkdir(folder, { recursive: true });
  await writeFile(
    file,
    Object.entries(properties)
      .map(([name, value]) => `davmail.${name}=${value}\n`)
      .join(""),
  );
  await writeFile(tokens, `${user}=${await signIn(emulator, url, user)}\n`);
  const [program, ...args] = debian.command(["/usr/bin/davmail-server", file]);
  const davmail = startProgram(program, args, { cwd: folder });
  await waitFor("DavMail to start", 60, () => isListening(port));
  const address = `http://127.0.0.1:${port}/`;
  return {
    address,
    userName: user,
    password: "any",
    home: `${address}users/${user}/calendar/`,
    pid: davmail.pid,
    [Symbol.asyncDispose]: davmail.stop,
  };
}

/** Signs in with a device code. DavMail keeps the refresh token. */
async function signIn(emulator: Emulator, url: string, user: string): Promise<string> {
  const post = async (path: string, form: Record<string, string>): Promise<any> =>
    (
      await fetch(`${url}/common/oauth2/v2.0/${path}`, { method: "POST", body: new URLSearchParams({ client_id: clientId, ...form }) })
    ).json();
  const { device_code, user_code } = await post("devicecode", { scope });
  emulator.control.entra.approveDevice(user_code, user);
  const { refresh_token } = await post("token", { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code });
  if (refresh_token === undefined) throw new Error("The emulator gave DavMail no token.");
  return refresh_token;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
