// `npx pnpm@12 generate` writes the generated files. With `--check`, it writes nothing and fails if a file is stale.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { apiReportGenerator } from "./api-report/api-report-generator.ts";
import { apiTypesGenerator } from "./api-types/api-types-generator.ts";
import { completePermissionsGenerator } from "./complete-permissions/complete-permissions-generator.ts";
import { documentsGenerator } from "./documents/documents-generator.ts";
import { errorsGenerator } from "./errors/errors-generator.ts";
import { figuresGenerator } from "./figures/figures-generator.ts";
import type { FileGenerator } from "./file-generator.ts";
import { graphTypesGenerator } from "./graph-types/graph-types-generator.ts";
import { permissionsGenerator } from "./permissions/permissions-generator.ts";
import { pluginsGenerator } from "./plugins/plugins-generator.ts";
import { templateGenerator } from "./template/template-generator.ts";
import { timeZonesGenerator } from "./time-zones/time-zones-generator.ts";

const generators: readonly FileGenerator[] = [
  permissionsGenerator,
  completePermissionsGenerator,
  graphTypesGenerator,
  errorsGenerator,
  pluginsGenerator,
  documentsGenerator,
  figuresGenerator,
  templateGenerator,
  timeZonesGenerator,
  apiTypesGenerator,
  apiReportGenerator,
];

const root = fileURLToPath(new URL("../../", import.meta.url));
const check = process.argv.includes("--check");

for (const generator of generators) {
  const made = await generator.make(root).catch((error: Error) => error);
  if (made instanceof Error) {
    console.error(`${generator.name}: ${made.message}`);
    process.exitCode = 1;
    continue;
  }
  if (typeof made === "string") {
    console.log(`${generator.name}: skipped. ${made}`);
    continue;
  }
  for (const file of made) {
    const path = join(root, file.path);
    const committed = await readFile(path, "utf8").catch(() => "");
    if (committed === file.text) {
      console.log(`${generator.name}: ${file.path} is up to date`);
    } else if (check) {
      console.error(`${generator.name}: ${file.path} is stale. Run \`npx pnpm@12 generate\` and commit the result.`);
      process.exitCode = 1;
    } else {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, file.text);
      console.log(`${generator.name}: ${file.path} written`);
    }
  }
}
