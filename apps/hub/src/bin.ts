#!/usr/bin/env node
import { keepCompiledCode } from "./keep-compiled-code.ts";
import { main } from "./main.ts";
import { processIo } from "./terminal/process-io.ts";

keepCompiledCode();
process.exitCode = await main(process.argv.slice(2), processIo());
