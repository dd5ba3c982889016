import { explainAadsts, knownAadstsCodes } from "../../../packages/host/src/auth/aadsts.ts";
import { inlineCode, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";

/** The table of Microsoft's sign-in error codes. Codes with the same meaning share a row. */
export function codesSection(): string {
  const rows = new Map<string, { codes: string[]; means: string; cure: string }>();
  for (const number of knownAadstsCodes) {
    const { means, cure } = explainAadsts([number]);
    const row = rows.get(`${means} ${cure}`) ?? { codes: [], means, cure };
    row.codes.push(inlineCode(`AADSTS${number}`));
    rows.set(`${means} ${cure}`, row);
  }
  return markdownTable(
    ["Code", "What it means", "What to do"],
    [...rows.values()].map(({ codes, means, cure }) => [codes.join(", "), means, cure]),
  );
}
