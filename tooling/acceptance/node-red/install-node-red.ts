import { join } from "node:path";
import { installNpmPackages } from "../harness/install-packages.ts";

/** It needs Node.js 22.9 or later. Its dependencies have exact versions. */
const nodeRedPackages = ["node-red@5.0.7", "node-red-node-test-helper@0.3.6"];
const hasNode = Number(process.versions.node.split(".")[0]) >= 24;
/** A Node.js from npm, where this one is too old. */
const nodePackage = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

export const nodeRedProgramOf = (folder: string): string => join(folder, "node_modules/node-red/red.js");
/** The Node.js that runs it. */
export const nodeProgramOf = (folder: string): string =>
  hasNode ? process.execPath : join(folder, "node_modules", nodePackage, "bin/node");

/**
 * Installs Node-RED and, if need be, a Node.js for it into a folder.
 * @throws AcceptanceSkipped when no package registry can be reached
 */
export const installNodeRed = (folder: string): Promise<void> =>
  installNpmPackages(folder, [...nodeRedPackages, ...(hasNode ? [] : [`${nodePackage}@22.23.5`])]);
