import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { readAutostartEnvironment } from "../autostart/autostart-environment.ts";
import { openAutostartService, unitName } from "../autostart/autostart-service.ts";
import { planUnit } from "../autostart/plan-unit.ts";
import { systemdUnitOf } from "../autostart/systemd-unit.ts";
import { type CommandContext, printResult } from "../command-context.ts";
import { resolveConfigLocation } from "../hub/config-location.ts";
import { explainUnwritable } from "../unwritable-file.ts";
import { UsageError } from "../usage-error.ts";

export interface AutostartOptions {
  /** For the machine instead of the user. */
  readonly system?: boolean;
  readonly runAs?: string;
  /** Prints the unit file instead of installing it. */
  readonly print?: boolean;
}

/** Writes the unit file, and starts the hub now and at each start of the machine. */
export async function runAutostartInstall(
  context: CommandContext,
  { system = false, runAs, print = false }: AutostartOptions,
  environment = readAutostartEnvironment(context.io.env),
): Promise<void> {
  const forMachine = system || runAs !== undefined;
  const service = print ? undefined : await openAutostartService(environment, forMachine);
  const text = systemdUnitOf(await planUnit(context, environment, { forMachine, runAs }));
  if (!service) return printResult(context, { unit: text }, () => text.trimEnd());
  const { run } = await resolveConfigLocation(context.config, context.io);
  if (run && (await service.ask("is-active")) !== "active")
    throw new UsageError(`A hub already runs at ${run.address} (process ${run.pid}). Stop it, then run this command again.`);
  try {
    await mkdir(dirname(service.file), { recursive: true });
    await writeFile(service.file, text, { mode: 0o644 });
  } catch (error) {
    throw explainUnwritable(error, service.file);
  }
  await service.control("daemon-reload");
  await service.control("enable", unitName);
  await service.control("restart", unitName);
  // Without it, the services of a user start at the first log-in and stop at the last log-out.
  const lingers = forMachine || (await environment.run("loginctl", "enable-linger")).code === 0;
  const journal = forMachine ? `sudo journalctl --unit ${unitName}` : `journalctl --user --unit ${unitName}`;
  printResult(context, { file: service.file, lingers }, () =>
    [
      `Wrote ${service.file}. The hub is running, and starts with this machine.`,
      ...(lingers ? [] : ["It runs only while you are logged in. To change this, run: sudo loginctl enable-linger $USER"]),
      `Its log: ${journal}`,
    ].join("\n"),
  );
}

/** Shows whether the service is installed and runs, and whether its file is the one that `install` would write now. */
export async function runAutostartStatus(
  context: CommandContext,
  { system: forMachine = false }: AutostartOptions,
  environment = readAutostartEnvironment(context.io.env),
): Promise<void> {
  // Everybody may look.
  const service = await openAutostartService({ ...environment, uid: 0 }, forMachine);
  const text = await service.read();
  const unit =
    text === undefined ? undefined : await planUnit(context, environment, { forMachine, runAs: userOf(text) }).catch(() => undefined);
  const status = {
    file: service.file,
    installed: text !== undefined,
    enabled: await service.ask("is-enabled"),
    active: await service.ask("is-active"),
    current: unit !== undefined && systemdUnitOf(unit) === text,
  };
  printResult(context, status, () => {
    if (!status.installed) return "The hub does not start with this machine. To change this, run: casement autostart install";
    const outdated = status.current ? [] : ["The file differs from what casement autostart install writes for this folder."];
    return [`${service.file}: ${status.enabled}, ${status.active}.`, ...outdated].join("\n");
  });
}

const userOf = (unit: string): string | undefined => /^User=(.+)$/m.exec(unit)?.[1];

/** Stops the hub and removes the unit file. Configuration and data stay. */
export async function runAutostartUninstall(
  context: CommandContext,
  { system: forMachine = false }: AutostartOptions,
  environment = readAutostartEnvironment(context.io.env),
): Promise<void> {
  const service = await openAutostartService(environment, forMachine);
  const installed = (await service.read()) !== undefined;
  if (installed) {
    await service.control("disable", "--now", unitName);
    await service.remove();
    await service.control("daemon-reload");
  }
  printResult(context, { file: service.file, removed: installed }, () =>
    installed ? `Removed ${service.file} and stopped the hub. Configuration and data stay.` : `There is no ${service.file}.`,
  );
}
