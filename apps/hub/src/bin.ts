#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { main } from "./main.ts";
import { processIo } from "./terminal/process-io.ts";

// A hub that idles for months keeps a quarter less memory; it starts no later (tooling/bench).
setFlagsFromString("--optimize-for-size");
process.exitCode = await main(process.argv.slice(2), processIo());
