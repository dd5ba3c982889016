import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createDebianFolder } from "../harness/debian-folder.ts";
import { installPythonPackages, pipSettingsForUv, runInstaller } from "../harness/install-packages.ts";
import type { HomeAssistantRelease } from "./home-assistant-release.ts";

/**
 * Installs a release of Home Assistant in exact versions into a folder. Needs no compiler: packages without a wheel are pure Python.
 * @returns the command `hass`
 * @throws AcceptanceSkipped when there is no suitable Python, or no package index can be reached
 */
export async function installHomeAssistant({ name }: HomeAssistantRelease, folder: string): Promise<string> {
  const hass = join(folder, "bin/hass");
  if (existsSync(hass)) return hass;
  const requirements = join(import.meta.dirname, `requirements-${name}.txt`);
  if (name === "2024.3") await installPythonPackages(folder, { requirements, sources: ["paho-mqtt"], minorVersions: [11, 12] });
  else await installInDebian(folder, hass, requirements);
  return hass;
}

/** Current releases need a newer Python than this machine may have: that of the next Debian. */
async function installInDebian(folder: string, hass: string, requirements: string): Promise<void> {
  const debian = await createDebianFolder(join(folder, "debian"), "forky", ["python3-venv"]);
  const venv = "/opt/ha";
  const inside = async (command: readonly string[]): Promise<void> => {
    const [program, ...args] = debian.command(command);
    await runInstaller(program, args, { env: { ...pipSettingsForUv(), VIRTUAL_ENV: venv, UV_NO_CACHE: "1", PIP_NO_CACHE_DIR: "1" } });
  };
  await inside(["python3", "-m", "venv", venv]);
  await inside([`${venv}/bin/pip`, "install", "--quiet", "uv==0.13.6"]);
  await copyFile(requirements, join(debian.path, "opt/requirements.txt"));
  await inside([`${venv}/bin/uv`, "pip", "install", "--quiet", "--no-deps", "-r", "/opt/requirements.txt"]);
  const path = `PATH=${venv}/bin:/usr/bin:/bin:/usr/sbin:/sbin`;
  const words = debian.command(["env", path, `VIRTUAL_ENV=${venv}`, `${venv}/bin/hass`]);
  await mkdir(join(folder, "bin"), { recursive: true });
  await writeFile(hass, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(" ")} "$@"\n`);
  await chmod(hass, 0o755);
}
