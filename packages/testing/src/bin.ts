#!/usr/bin/env node
import { runRecordCommand } from "./recording/run-record-command.ts";

process.exitCode = await runRecordCommand(process.argv.slice(2), { cwd: process.cwd(), print: (text) => console.log(text) });
