import type { Tarball } from "../check-packed/pack-package.ts";
import { assertThat } from "./assert-that.ts";
import type { OutsideFolder } from "./outside-folder.ts";
import { withDependencies } from "./with-dependencies.ts";

const program = `import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHubClient, HubError } from "@casement/client";
import { createEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { createHost, defineAccount } from "@casement/host";
import { calendarPlugin } from "@casement/plugin-calendar";
import { todoPlugin } from "@casement/plugin-todo";

const emulator = createEmulator({ populate: addHousehold });
const host = await createHost({
  dataDir: await mkdtemp(join(tmpdir(), "composed-")),
  transport: { fetch: (input, init) => emulator.fetch(input, init) },
  accounts: [
    defineAccount({
      name: "home",
      clientId: "11111111-1111-4111-8111-111111111111",
      accountType: "work",
      enableUpdate: true,
      plugins: [{ plugin: calendarPlugin, config: { excludeDeclined: true } }, { plugin: todoPlugin }],
    }),
  ],
});
await host.start();
const home = host.account("home");
const { url } = await home.signIn.callback("http://localhost/auth/callback");
const browser = emulator.control.entra.signIn(url, { user: householdUsers.main });
if (!("redirect" in browser)) throw new Error("no sign-in");
await home.signIn.complete(browser.redirect);
await home.refresh();
await host.settled();

const lists = host.index().filter(({ plugin }) => plugin === "todo");
const slug = lists[0]?.id.split("/").at(-1) ?? "";
const made = await home.service(todoPlugin, "create-task", { sensor: slug, title: "Typed" });
const list = await home.sensor(todoPlugin, "list", slug);
const open: number | undefined = list?.state;
const calendarSlug = host.index().find(({ plugin }) => plugin === "calendar")?.id.split("/").at(-1);
const calendar = await home.sensor(calendarPlugin, "calendar", calendarSlug);
const state: "on" | "off" | undefined = calendar?.state;
// @ts-expect-error: no such service
void (() => home.service(todoPlugin, "create-tusk", {}));
// @ts-expect-error: an input of another type
void (() => home.service(todoPlugin, "create-task", { title: 1 }));
await host.stop();

const hub = createHubClient({ address: "http://127.0.0.1:1", token: "t" });
const todo = hub.plugin<typeof todoPlugin>("home", "todo");
const count = async (): Promise<number | null> => (await todo.sensor("list", slug)).state;
const refused = await count().catch((error: unknown) => (error instanceof HubError ? error.code : error));
// @ts-expect-error: no such service
void (() => todo.call("create-tusk", {}));
console.log(JSON.stringify({ made: typeof made, open: typeof open, state, refused }));
`;

const tsconfig = {
  compilerOptions: {
    ...{ target: "es2023", lib: ["es2023", "esnext.disposable", "dom"], module: "nodenext", strict: true, noUncheckedIndexedAccess: true },
    ...{ exactOptionalPropertyTypes: true, verbatimModuleSyntax: true, skipLibCheck: false, types: ["node"], outDir: "dist" },
  },
  include: ["program.ts"],
};

/** A program with two plugins and typed services and sensors compiles without skipLibCheck, and runs on two versions of Node.js. */
export async function checkComposedProgram(
  project: OutsideFolder,
  all: readonly Tarball[],
  versions: { typescript: string; node: string },
): Promise<void> {
  await project.write("package.json", JSON.stringify({ name: "outside", private: true, type: "module" }));
  await project.write("tsconfig.json", JSON.stringify(tsconfig));
  await project.write("program.ts", program);
  await project.install(
    withDependencies(
      all,
      "@casement/client",
      "@casement/host",
      "@casement/plugin-calendar",
      "@casement/plugin-todo",
      "@casement/graph-emulator",
    ),
    `typescript@${versions.typescript}`,
    `@types/node@${versions.node}`,
  );
  const compile = "node node_modules/typescript/bin/tsc -p tsconfig.json && node dist/program.js";
  for (const shell of [
    ["sh", "-c", compile],
    ["npx", "-y", "-p", "node@24", "-c", compile],
  ] as const) {
    const [command, ...args] = shell;
    const output = JSON.parse((await project.run(command, ...args)).trim().split("\n").at(-1) ?? "");
    assertThat(output.refused === "hub-unreachable", "the client of a hub reports that there is none");
    assertThat(output.open === "number" && /^o(n|ff)$/.test(output.state), "the program runs with typed values");
  }
}
