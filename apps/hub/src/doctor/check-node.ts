import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck } from "./doctor-check.ts";

const minimumNode = [20, 19] as const;

/** The last day of support by major version, from the schedule of the Node.js project (github.com/nodejs/Release). Later versions: unknown. */
const endOfSupport: Readonly<Record<number, string>> = {
  20: "2026-04-30",
  21: "2024-06-01",
  22: "2027-04-30",
  23: "2025-06-01",
  24: "2028-04-30",
  25: "2026-06-01",
  26: "2029-04-30",
};

/** Checks that Casement runs on this version of Node.js, and that the version still receives security fixes. */
export function checkNode({ nodeVersion, clock }: DoctorEnvironment): DoctorCheck {
  const id = "node";
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  if (major < minimumNode[0] || (major === minimumNode[0] && minor < minimumNode[1]))
    return problemCheck(id, `Node.js ${nodeVersion} is too old.`, `Install the current LTS version, or at least ${minimumNode.join(".")}.`);
  const lastDay = endOfSupport[major];
  if (lastDay === undefined || clock.now().toISOString().slice(0, 10) <= lastDay) return okCheck(id, `Node.js ${nodeVersion}.`);
  return warningCheck(
    id,
    `The Node.js project ended its support of Node.js ${major} on ${lastDay}.`,
    "Install the current LTS version. Until then, you get security fixes only if your operating system provides them, as Debian does for its own package.",
  );
}
