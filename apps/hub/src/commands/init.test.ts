import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type CommandRunOptions, runCasement } from "../../test/command-line.fixture.ts";
import { distributionClientId } from "../init/distribution-client-id.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
const tenant = "22222222-2222-4222-8222-222222222222";
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-init-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const init = (args: readonly string[] = [], options: CommandRunOptions = {}) => runCasement(["init", ...args], { cwd: folder, ...options });
const written = async () => parse(await readFile(join(folder, "casement.yaml"), "utf8"));
const flags = ["--account", "home", "--account-type", "work", "--plugins", "calendar,email", "--client-id", clientId];

describe("with questions", () => {
  test("a complete set-up: invalid replies are explained, and the question is asked again", async () => {
    const replies = [
      "Home",
      "",
      "2",
      "1,chat",
      "email, 2",
      "perhaps",
      "y",
      "y",
      "m",
      "no-guid",
      clientId,
      clientId,
      "the~value",
      "2027-06-31",
      "2027-06-30",
      "n",
    ];
    const { code, out, err } = await init([], { reply: replies });
    expect(code).toBe(0);
    expect(await written()).toEqual({
      accounts: [
        {
          name: "home",
          clientId,
          accountType: "personal",
          enableUpdate: true,
          clientSecret: { file: "./.casement/secrets/home-client-secret" },
          clientSecretExpires: "2027-06-30",
          plugins: { email: {}, calendar: {} },
        },
      ],
    });
    for (const text of [
      "Use lowercase letters",
      "chat requires a work or school account.",
      "Enter y or n.",
      "This is not a client ID.",
      "This is the ID of the secret. Copy the column Value",
      "Enter a date such as 2027-06-30",
      "update  Send mail as you",
      "Supported account types: Personal accounts only.",
      "select the platform Web and enter http://localhost/auth/callback",
      '"requiredResourceAccess"',
    ])
      expect(err).toContain(text);
    // The manifest is shown on request, after the steps.
    expect(err.indexOf("enter m to see")).toBeLessThan(err.indexOf('"requiredResourceAccess"'));
    expect(err.split('"requiredResourceAccess"')).toHaveLength(2);
    expect(out + err).not.toContain("the~value");
    expect(out).toContain("casement login home");
    const secret = join(folder, ".casement/secrets/home-client-secret");
    expect(await readFile(secret, "utf8")).toBe("the~value\n");
    for (const file of [secret, join(folder, "casement.yaml")]) expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test.each([0, 1, 3, 4, 6, 7])("Ctrl-C at question %i leaves nothing behind", async (at) => {
    const stop = new AbortController();
    const replies = ["home", "work", "calendar", "n", "portal", "y", clientId, "value"];
    let asked = 0;
    const { code, err } = await init([], {
      signal: stop.signal,
      reply: () => {
        if (asked === at) stop.abort();
        return replies[asked++];
      },
    });
    expect(code).toBe(1);
    expect(err).toContain("Interrupted. Nothing was written.");
    expect(await readdir(folder)).toEqual([]);
  });

  test("signs in at the end, if the user wants to", async () => {
    const emulator = await serveEmulator({ populate: addHousehold });
    await writeFile(join(folder, "casement.yaml"), `# mine\nemulator: ${emulator.url}\n`);
    const { entra } = emulator.emulator.control;
    const { code, out } = await init(["--account-type", "work"], {
      reply: ["home", "calendar", "n", "portal", "n", clientId, ""],
      onLine: () => {
        for (const { userCode } of entra.deviceCodes()) entra.approveDevice(userCode, householdUsers.main);
      },
    });
    await emulator.close();
    expect({ code, last: out.split("\n").slice(-2) }).toEqual({
      code: 0,
      last: [expect.stringContaining("home is signed in as"), "  calendar: read"],
    });
    expect(await readFile(join(folder, "casement.yaml"), "utf8")).toMatch(/^# mine\nemulator: /);
  });
});

test("a running hub has the account at once, and signs it in", async () => {
  const emulator = await serveEmulator({ populate: addHousehold, entra: { deviceCodeInterval: 1 } });
  await writeFile(join(folder, "casement.yaml"), `emulator: ${emulator.url}\nhttp: { port: 0 }\n`);
  const stop = new AbortController();
  let hub: Promise<unknown> | undefined;
  await new Promise<void>((started) => {
    hub = runCasement(["start", "--json"], { cwd: folder, signal: stop.signal, onLine: () => started() });
  });
  const { entra } = emulator.emulator.control;
  const { code, out } = await init(["--client-id", clientId, "--plugins", "todo"], {
    reply: ["", "", "", ""],
    onLine: () => {
      for (const { userCode } of entra.deviceCodes()) entra.approveDevice(userCode, householdUsers.main);
    },
  });
  stop.abort();
  await hub;
  await emulator.close();
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/The hub at http\S+ has it\.[\s\S]*home is signed in as/) });
});

describe("registering the app", () => {
  const line = `casement-app:${clientId}@${tenant}`;

  test("in an organization of one's own: one paste, and the line that it prints names the organization", async () => {
    const { code, err } = await init([], { reply: ["", "", "", "", "", line, "n"] });
    expect(code).toBe(0);
    expect(err).toContain("az ad app create --display-name Casement");
    expect(err).not.toContain("client secret");
    expect(await written()).toEqual({
      accounts: [{ name: "home", clientId, accountType: tenant, enableUpdate: false, plugins: { calendar: {}, email: {}, todo: {} } }],
    });
  });

  test("by an administrator: a request, and the command that goes on with the line, days later", async () => {
    const first = await init([], { reply: ["", "", "calendar", "y", "administrator", ""] });
    expect(first.code).toBe(0);
    expect(await readdir(folder)).toEqual(["casement-request.html"]);
    const request = await readFile(join(folder, "casement-request.html"), "utf8");
    for (const part of ["Calendars.ReadWrite", "az ad app create", "http://localhost/auth/callback"]) expect(request).toContain(part);
    const [, resume] = /run:\n\s+casement (init .*) LINE/.exec(first.err)!;
    const later = await runCasement([...resume!.split(" "), line], { cwd: folder });
    expect(later).toMatchObject({ code: 0, out: expect.stringContaining("Added the account home") });
    expect((await written()).accounts).toEqual([
      { name: "home", clientId, accountType: tenant, enableUpdate: true, plugins: { calendar: {} } },
    ]);
  });

  test("by an administrator, without a terminal, in a folder that does not exist yet", async () => {
    const { code, err } = await init([
      "--config",
      "new/work.yaml",
      ...flags.slice(0, 6),
      "--no-enable-update",
      "--registration",
      "administrator",
    ]);
    expect(code).toBe(0);
    expect(await readdir(join(folder, "new"))).toEqual(["casement-request.html"]);
    expect(err).toContain("casement init --config new/work.yaml --account home");
  });

  test("a plugin that is named twice is taken once, and the next commands name the configuration", async () => {
    const plugins = ["--plugins", "2,calendar,email"];
    const { code, out } = await init(["--config", "work.yaml", ...flags, ...plugins, "--yes"]);
    expect(code).toBe(0);
    expect(Object.keys(parse(await readFile(join(folder, "work.yaml"), "utf8")).accounts[0].plugins)).toEqual(["calendar", "email"]);
    for (const next of ["login home", "start", "doctor"]) expect(out).toContain(`casement ${next} --config work.yaml`);
  });

  test("by an administrator who answers at once", async () => {
    const { code } = await init(["--registration", "administrator"], { reply: ["", "", "", "", "a line that is cut", line, "n"] });
    expect(code).toBe(0);
    expect((await written()).accounts).toMatchObject([{ clientId, accountType: tenant }]);
  });

  test("a request that waits for its answer stays, and the same one is not written twice", async () => {
    const ask = (...plugins: string[]) => init(["--yes", "--registration", "administrator", "--plugins", plugins.join()]);
    await ask("calendar");
    const first = await readFile(join(folder, "casement-request.html"), "utf8");
    expect((await ask("calendar", "email")).err).toContain("Wrote the request: casement-request-2.html.");
    expect((await ask("calendar")).err).toContain("Wrote the request: casement-request.html.");
    expect(await readdir(folder)).toEqual(["casement-request-2.html", "casement-request.html"]);
    expect(await readFile(join(folder, "casement-request.html"), "utf8")).toBe(first);
  });

  test("a program gets the path of the request", async () => {
    const { code, out } = await init(["--yes", "--json", "--registration", "administrator"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ request: join(folder, "casement-request.html") });
  });

  test("of a personal account is not needed where the installation brings an app, and one's own comes first", async () => {
    const env = { CASEMENT_CLIENT_ID: clientId };
    const { code, err } = await init([], { env, reply: ["", "personal", "", "", "n"] });
    expect({ code, asked: err.includes("Entra") }).toEqual({ code: 0, asked: false });
    expect((await written()).accounts).toMatchObject([{ clientId, accountType: "personal" }]);
    expect((await init(["--yes", "--account-type", "personal", "--client-id", tenant], { env })).code).toBe(0);
    expect((await written()).accounts[1]).toMatchObject({ clientId: tenant });
    expect((await init(["--yes", "--account-type", "work"], { env })).err).toContain("--yes requires --client-id.");
  });

  test("the app that an installation brings is set by its package, and must be a client ID", () => {
    expect(distributionClientId({}, { casement: { clientId } })).toBe(clientId);
    expect(distributionClientId({ CASEMENT_CLIENT_ID: tenant }, { casement: { clientId } })).toBe(tenant);
    expect(distributionClientId({}, {})).toBeUndefined();
    expect(distributionClientId({})).toBeUndefined();
    expect(() => distributionClientId({ CASEMENT_CLIENT_ID: "casement" })).toThrow("CASEMENT_CLIENT_ID is not");
  });
});

describe("with options", () => {
  test("needs no terminal", async () => {
    const { code, out } = await init([...flags, "--enable-update"]);
    expect({ code, out: out.split("\n")[0] }).toEqual({ code: 0, out: "✓ Added the account home to casement.yaml." });
    expect(await written()).toEqual({
      accounts: [{ name: "home", clientId, accountType: "work", enableUpdate: true, plugins: { calendar: {}, email: {} } }],
    });
  });

  test("--yes uses the suggested values, and --json prints the result for programs", async () => {
    const { code, out } = await init(["--yes", "--json", "--client-id", clientId]);
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(result).toMatchObject({
      account: { name: "home", accountType: "work", enableUpdate: false },
      redirectUris: ["http://localhost/auth/callback"],
      scopes: { account: "home", requested: ["Calendars.Read", "Mail.ReadBasic", "Tasks.Read", "User.Read", "offline_access"] },
    });
    // Nothing that only an administrator can approve.
    expect(result.account.plugins).toEqual(["calendar", "email", "todo"]);
  });

  test("reads a secret from a file", async () => {
    await writeFile(join(folder, "secret"), "the~value\n");
    expect((await init([...flags, "--no-enable-update", "--secret-file", "secret", "--secret-expires", "2027-06-30"])).code).toBe(0);
    expect((await written()).accounts[0]).toMatchObject({ clientSecretExpires: "2027-06-30", enableUpdate: false });
    expect(await readFile(join(folder, ".casement/secrets/home-client-secret"), "utf8")).toBe("the~value\n");
  });

  test("adds a second account and keeps comments", async () => {
    await writeFile(
      join(folder, "casement.yaml"),
      `# mine\naccounts:\n  - name: home # the first\n    clientId: ${clientId}\n    accountType: work\n`,
    );
    expect((await init(["--yes", "--client-id", clientId, "--plugins", "todo"])).code).toBe(0);
    expect(await readFile(join(folder, "casement.yaml"), "utf8")).toContain("# mine\naccounts:\n  - name: home # the first");
    expect((await written()).accounts.map(({ name }: { name: string }) => name)).toEqual(["home", "work"]);
  });

  test.each([
    [["--client-id", ` "${clientId}" `], { clientId, accountType: "work" }],
    [["--client-id", `Application (client) ID: ${clientId.toUpperCase()}`, "--account-type", "Work"], { clientId, accountType: "work" }],
    [["--client-id", `{${clientId}}`, "--account-type", `https://login.microsoftonline.com/${tenant}/`], { clientId, accountType: tenant }],
    [["--client-id", clientId, "--account-type", "ada@Contoso.example"], { clientId, accountType: "contoso.example" }],
  ])("takes %j as it was pasted", async (args, expected) => {
    expect((await init(["--yes", ...args])).code).toBe(0);
    expect((await written()).accounts).toMatchObject([expected]);
  });

  test.each([
    [[], "Not running in a terminal: set --account. Required without a terminal: --account, --account-type, --plugins"],
    [["--yes"], "--yes requires --client-id."],
    [[...flags, "--account", "Home"], "--account: Use lowercase letters"],
    [[...flags, "--account-type", "3"], "--account-type: Enter the ID of the organization"],
    [[...flags, "--account-type", "personal", "--plugins", "chat"], "--plugins: chat requires a work or school account."],
    [[...flags, "--plugins", "calender"], '--plugins: "calender" is not a known feature.'],
    [["--yes", ...flags, "--client-id", "abc~value"], "--client-id: This is not a client ID."],
    [["--yes", ...flags, "--account-type", clientId], "This is the ID of the organization (tenant)."],
    [["--yes", ...flags, "--account-type", clientId, "--client-id", `${clientId}@${tenant}`], "is registered in another organization"],
    [["--yes", ...flags, "--account-type", "personal", "--client-id", `${clientId}@${tenant}`], "This line is for a work account."],
    [["--yes", "--registration", "nobody"], "--registration: Enter cloud-shell, portal, administrator"],
    [[...flags, "--secret-file", "gone"], "--secret-file gone does not exist."],
    [[...flags, "--secret-file", "id"], "--secret-file id: This is the ID of the secret."],
    [[...flags, "--secret-expires", "2027-06-30"], "--secret-expires requires --secret-file"],
  ])("%j is refused, and nothing is written", async (args, message) => {
    await writeFile(join(folder, "id"), clientId);
    expect(await init(args)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
    expect(await readdir(folder)).toEqual(["id"]);
  });

  test("does not change a configuration with errors", async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "casement.yaml"), "acounts: []\n");
    expect(await init([...flags, "--yes"])).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "accounts"?') });
    expect(await readFile(join(folder, "casement.yaml"), "utf8")).toBe("acounts: []\n");
  });
});
