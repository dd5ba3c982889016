import { type ErrorKind, errorCodes } from "../../../packages/core/src/errors/error-codes.ts";
import { inlineCode, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";
import type { FileGenerator } from "../file-generator.ts";

const whoActs: Readonly<Record<ErrorKind, string>> = {
  user: "You: correct the request or the configuration",
  operator: "You or an administrator: sign in or approve",
  wait: "Nobody: it is temporary",
  bug: "Casement or the author of the plugin: please report it",
};

/** Generates docs/errors.md, the list of all error codes. */
export const errorsGenerator: FileGenerator = {
  name: "errors",
  async make() {
    const rows = Object.entries(errorCodes).map(([name, { status, kind, means }]) => [
      `<a id="${name}"></a>${inlineCode(name)}`,
      String(status),
      whoActs[kind],
      means,
    ]);
    const text = `<!-- Made by \`npx pnpm@12 generate\` from packages/core/src/errors/error-codes.ts. -->

# Errors

Every error of Casement has a stable code. Programs find it in \`code\`; the command line prints it with \`--json\`; the HTTP interface sends it in
problem details (RFC 9457) with the status below. The message says what happened, to what, and what to do. It never contains a token, an address,
a subject or a body. On the site, each code has a page of its own. The codes of Microsoft's sign-in service (\`AADSTS…\`) are in
[Sign-in and accounts](sign-in.md#what-microsofts-codes-mean).

${markdownTable(["Code", "HTTP status", "Who acts", "What it means, and what to do"], rows)}
`;
    return [{ path: "docs/errors.md", text }];
  },
};
