import { requireClusterConfig } from "../cluster/require-cluster-config.ts";
import { withStore } from "../cluster/with-store.ts";
import { type CommandContext, printResult } from "../command-context.ts";
import { formatTable } from "../terminal/format-table.ts";

interface KeyRow {
  readonly fingerprint: string;
  /** Whether it encrypts what is new. */
  readonly isFirst: boolean;
  /** How many keys are encrypted with it. */
  readonly encrypts: number;
}

/** Shows which cluster keys are in use, or encrypts everything under the first one. */
export async function runKeys(context: CommandContext, rotates: boolean): Promise<void> {
  const config = await requireClusterConfig(context);
  const { rotated, rows } = await withStore(config, context.io, async ({ cluster }) => {
    const count = rotates ? await cluster.parts.rotateClusterKeys(cluster) : 0;
    return { rotated: count, rows: rowsOf(await cluster.parts.countByClusterKey(cluster), cluster.clusterKeys.fingerprint) };
  });
  printResult(context, { ...(rotates && { rotated }), keys: rows }, () => describe(context, rotates ? rotated : undefined, rows));
}

function rowsOf(counts: ReadonlyMap<string, number>, first: string): readonly KeyRow[] {
  const others = [...counts].filter(([fingerprint]) => fingerprint !== first);
  return [[first, counts.get(first) ?? 0] as const, ...others].map(([fingerprint, encrypts], at) => ({
    fingerprint,
    isFirst: at === 0,
    encrypts,
  }));
}

function describe({ style, io }: CommandContext, rotated: number | undefined, rows: readonly KeyRow[]): string {
  const table = formatTable<KeyRow>(
    [
      { title: "CLUSTER KEY", text: ({ fingerprint }) => fingerprint, style: style.bold },
      { title: "ENCRYPTS", text: ({ encrypts }) => `${encrypts} keys` },
      { title: "", text: ({ isFirst }) => (isFirst ? "the first one here" : "") },
    ],
    rows,
    io.columns,
  );
  const done = rotated === undefined ? "" : `${rotated} keys are now encrypted with the first cluster key.\n\n`;
  const isDone = rows.length === 1;
  const next = isDone
    ? "Only this key is needed."
    : rotated === undefined
      ? "To encrypt everything with the first one: casement keys rotate"
      : "Some are still encrypted with another key: run this command again.";
  return `${done}${table}\n\n${next}`;
}
