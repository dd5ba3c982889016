// `npx pnpm@12 bench:agents`: what tools and answers cost a model, beside Softeria's server and lokka. Writes RESULTS-AGENTS.md beside the others.
// `AGENT_SERVERS_FOLDER`: a folder to install the others in and to keep. Default: a temporary one.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killAllPrograms } from "../../acceptance/harness/programs.ts";
import { describeMachine } from "../describe-machine.ts";
import { runAgentsBench } from "./agents-bench.ts";
import { npmPackages } from "./connect-servers.ts";
import { formatAgentFigures } from "./format-agent-figures.ts";

const folder = await mkdtemp(join(tmpdir(), "casement-bench-agents-"));
try {
  const others = npmPackages.join(" and ");
  const head = `# AI agents\n\nWritten by \`npx pnpm@12 bench:agents\`, beside ${others}. ${describeMachine()}.`;
  const text = `${head}\n\n${formatAgentFigures(await runAgentsBench(folder))}\n`;
  console.log(text);
  await writeFile(new URL("../RESULTS-AGENTS.md", import.meta.url), text);
} finally {
  killAllPrograms();
  await rm(folder, { recursive: true, force: true });
}
process.exit();
