import assert from "node:assert/strict";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installNpmPackages, installPythonPackages } from "../harness/install-packages.ts";
import { runToEnd, startProgram } from "../harness/programs.ts";
import { runAcceptance } from "../harness/run-acceptance.ts";
import { casementProgram } from "../harness/source-program.ts";

// Other people's programs take the OpenAPI document of the demo: a linter, and a generator and a client of two languages, used against the demo.
// `OPENAPI_FOLDER`: a folder to install the programs in and to keep. Default: a temporary one.

const npmPackages = ["@redocly/cli@2.77.0", "openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3"];
/** As OpenAI and Gemini accept the name of a function. */
const functionName = /^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/;
const sources = join(import.meta.dirname, "clients");

await runAcceptance("openapi", 900, async ({ folder, phase, ok }) => {
  const installed = process.env.OPENAPI_FOLDER ?? join(folder, "installed");
  const npm = join(installed, "npm");
  const venv = join(installed, "venv");
  await phase("npm installs redocly and openapi-typescript", 300, () => installNpmPackages(npm, npmPackages));
  const requirements = join(import.meta.dirname, "requirements.txt");
  await phase("pip installs openapi-python-client", 300, () => installPythonPackages(venv, { requirements }));

  const [program = "", ...args] = casementProgram;
  await using demo = startProgram(program, [...args, "demo", "--json"], { cwd: folder });
  const { address, token } = JSON.parse(await phase("Starting the demo", 120, () => demo.firstLine));
  const env = { HUB_ADDRESS: address, HUB_TOKEN: token };
  const run = async (command: string, ...rest: readonly string[]): Promise<string> => {
    const { code, output } = await runToEnd(command, rest, { cwd: npm, seconds: 240, env });
    assert.equal(code, 0, `${command} ${rest[0]} failed:\n${output.slice(-3_000)}`);
    return output;
  };
  const bin = (name: string): string => join(npm, "node_modules/.bin", name);
  const read = async (name: string, query: string): Promise<any> => {
    const response = await fetch(`${address}/api/openapi.json${query}`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(response.status, 200, `${query} is answered with ${response.status}`);
    const text = await response.text();
    await writeFile(join(npm, `${name}.json`), text);
    return JSON.parse(text);
  };

  const whole = await read("whole", "");
  const small = await read("small", "?account=home&plugins=todo");
  const operations = Object.values<any>(whole.paths).flatMap((path) => Object.values<any>(path));
  for (const { operationId } of operations) assert.match(operationId, functionName);
  assert.ok(URL.canParse(whole.servers[0].url), "the server's address is not absolute");
  assert.equal(small.paths["/api/v1/accounts/home/services/todo/list-tasks"].post["x-openai-isConsequential"], false);
  const size = JSON.stringify(small).length;
  assert.ok(size < 100_000, `the document of one plugin has ${size} characters; a custom GPT takes fewer than 100,000`);
  ok(`${operations.length} operations have names of functions; To Do alone is a document of ${size} characters`);

  await phase("redocly lint", 240, async () => {
    for (const name of ["whole", "small"]) await run(bin("redocly"), "lint", `${name}.json`, "--config", join(sources, "redocly.yaml"));
  });
  ok("redocly finds no error, and an answer with 4xx in every operation");

  await phase("openapi-typescript", 240, async () => {
    await run(bin("openapi-typescript"), "small.json", "--output", "schema.d.ts");
    await cp(join(sources, "use-client.mts"), join(npm, "use-client.mts"));
    const options = ["--strict", "--module", "nodenext", "--target", "es2022", "--skipLibCheck", "use-client.mts"];
    await run(bin("tsc"), ...options);
    assert.match(await run(process.execPath, "use-client.mjs"), /^sensors [1-9]\d*, created, listed, refused input-invalid$/m);
  });
  ok("a TypeScript client of openapi-typescript compiles, reads sensors, creates a task, lists it, and gets a typed error");

  await phase("openapi-python-client", 300, async () => {
    for (const name of ["whole", "small"]) {
      const generated = join(npm, `python_${name}`);
      await mkdir(generated, { recursive: true });
      const flags = ["--path", `${name}.json`, "--output-path", generated, "--overwrite", "--meta", "none"];
      await writeFile(join(npm, "config.yaml"), "post_hooks: []\n");
      // The whole document has streams and archives, which the generator leaves out with a warning.
      const strict = name === "small" ? ["--fail-on-warning"] : [];
      await run(join(venv, "bin/openapi-python-client"), "generate", ...flags, "--config", "config.yaml", ...strict);
      await run(join(venv, "bin/python"), "-m", "compileall", "-q", generated);
    }
    assert.ok((await readdir(join(npm, "python_small/api"))).length > 0, "no Python API was generated");
    await writeFile(join(npm, "use_client.py"), await readFile(join(sources, "use_client.py")));
    assert.match(await run(join(venv, "bin/python"), "use_client.py"), /^created, listed$/m);
  });
  ok("a Python client of openapi-python-client compiles, creates a task and lists it");
});
