import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addHousehold, householdUsers, serveEmulator } from "@casement/graph-emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type CommandRunOptions, runCasement } from "../command-line.fixture.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
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
      "Supported account types: Personal Microsoft accounts only.",
      "select the platform Web and enter http://localhost/auth/callback",
      '"requiredResourceAccess"',
    ])
      expect(err).toContain(text);
    expect(out + err).not.toContain("the~value");
    expect(out).toContain("casement login home");
    const secret = join(folder, ".casement/secrets/home-client-secret");
    expect(await readFile(secret, "utf8")).toBe("the~value\n");
    for (const file of [secret, join(folder, "casement.yaml")]) expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test.each([0, 1, 3, 5, 6])("Ctrl-C at question %i leaves nothing behind", async (at) => {
    const stop = new AbortController();
    const replies = ["home", "work", "calendar", "n", "y", clientId, "value"];
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
      reply: ["home", "calendar", "n", "n", clientId, ""],
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
      scopes: { account: "home", requested: expect.arrayContaining(["Calendars.Read", "Group.Read.All"]) },
    });
    expect(result.account.plugins).toHaveLength(7);
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
    [[], "Not running in a terminal: set --account. Required without a terminal: --account, --account-type, --plugins"],
    [["--yes"], "--yes requires --client-id."],
    [[...flags, "--account", "Home"], "--account: Use lowercase letters"],
    [[...flags, "--account-type", "3"], "--account-type: Enter the ID of the organization"],
    [[...flags, "--account-type", "personal", "--plugins", "chat"], "--plugins: chat requires a work or school account."],
    [[...flags, "--plugins", "calender"], '--plugins: "calender" is not a known feature.'],
    [["--yes", ...flags, "--client-id", "abc~value"], "--client-id: This is not a client ID."],
    [["--yes", ...flags, "--account-type", clientId], "This is the ID of the organization (tenant)."],
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
