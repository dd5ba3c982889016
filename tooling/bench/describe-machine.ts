import { cpus, loadavg, totalmem } from "node:os";

/** The date, and on what a benchmark ran. */
export function describeMachine(): string {
  const [core] = cpus();
  return [
    new Date().toISOString().slice(0, 10),
    `${cpus().length} cores (${core?.model.trim() ?? "unknown"})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `load ${loadavg()[0]?.toFixed(1)}`,
    `${process.platform} ${process.arch}`,
    `Node ${process.versions.node}`,
  ].join(", ");
}
