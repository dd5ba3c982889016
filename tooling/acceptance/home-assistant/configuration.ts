import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { HomeAssistantRelease } from "./home-assistant-release.ts";

export const homeAssistantUser = { name: "ada", password: "acceptance-only" };
/** Entities that the blueprints switch. */
export const lampEntity = "input_boolean.lamp";
export const lightEntity = "light.call";

const configurationYaml = (port: number, { light }: HomeAssistantRelease): string => `homeassistant:
  { name: Acceptance, latitude: 52.5, longitude: 13.4, elevation: 30, unit_system: metric, time_zone: Europe/Berlin, country: DE }
http: { server_host: 127.0.0.1, server_port: ${port} }
mqtt:
automation: !include automations.yaml
input_boolean: { lamp: {}, call: {} }
persistent_notification:
${light}
logger: { default: warning }
`;

const emptySetup = "async def async_setup(hass, config):\n    return True\n";

/** Replace integrations that Home Assistant always loads and whose large packages are not needed here. */
const stubIntegrations: Readonly<Record<string, { dependencies: readonly string[]; code: string }>> = {
  frontend: {
    dependencies: ["api", "auth", "config", "device_automation", "file_upload", "http", "websocket_api"],
    code: `${emptySetup}
DATA_PANELS = "frontend_panels"

def async_register_built_in_panel(*args, **kwargs):
    pass

def async_remove_panel(*args, **kwargs):
    pass
`,
  },
  person: { dependencies: [], code: emptySetup },
  hardware: { dependencies: [], code: emptySetup },
  backup: { dependencies: [], code: emptySetup },
};

/** `withPages`: whether Home Assistant serves its pages, so that a browser can open it. */
export async function writeConfiguration(folder: string, port: number, release: HomeAssistantRelease, withPages = false): Promise<void> {
  if (withPages) await preparePages(folder);
  for (const [domain, { dependencies, code }] of Object.entries(stubIntegrations)) {
    if (withPages && domain === "frontend") continue;
    const integrationFolder = join(folder, "custom_components", domain);
    await mkdir(integrationFolder, { recursive: true });
    const manifest = {
      domain,
      name: domain,
      version: "0.0.0",
      documentation: "https://www.home-assistant.io",
      dependencies,
      requirements: [],
      codeowners: [],
    };
    await writeFile(join(integrationFolder, "manifest.json"), JSON.stringify(manifest));
    await writeFile(join(integrationFolder, "__init__.py"), code);
  }
  await writeFile(join(folder, "configuration.yaml"), configurationYaml(port, release));
  await writeFile(join(folder, "automations.yaml"), "[]\n");
}

/** For `PYTHONPATH`: modules of libraries that Home Assistant's pages import for voices, and that have no wheel. */
export const modulesFolder = (folder: string): string => join(folder, "modules");

/** What a person has answered at the first visit, and what the pages import. */
async function preparePages(folder: string): Promise<void> {
  const done = ["user", "core_config", "analytics", "integration"];
  await mkdir(join(folder, ".storage"), { recursive: true });
  await writeFile(join(folder, ".storage/onboarding"), JSON.stringify({ version: 4, minor_version: 1, key: "onboarding", data: { done } }));
  await mkdir(modulesFolder(folder), { recursive: true });
  await writeFile(join(modulesFolder(folder), "pymicro_vad.py"), "class MicroVad:\n    pass\n");
  await writeFile(join(modulesFolder(folder), "pyspeex_noise.py"), "class AudioProcessor:\n    pass\n");
}

const expectedLogLines = [
  /WARNING .* Skipping pip installation of required modules\. This may cause issues$/,
  /WARNING .* We found a custom integration (frontend|person|hardware|backup) which has not been tested by Home Assistant\./,
  // A calendar that was read while the hub was down, after the run had killed it.
  /ERROR .* \[homeassistant\.components\.caldav\.coordinator\] Error requesting CalDAV .* data: .*(Connection refused|NewConnectionError)/,
  // To-do lists that were being read when the run killed the hub, or when Home Assistant stopped.
  /ERROR .* \[homeassistant\.helpers\.entity\] Update for todo\.\w+ fails$/,
  /WARNING .* \[homeassistant\.util\.executor\] Thread\[SyncWorker_\d+\] is still running at shutdown/,
  /CRITICAL .* \[concurrent\.futures\] Exception in worker$/,
  // More lists at the same time than its client keeps connections for.
  /WARNING .* \[urllib3\.connectionpool\] Connection pool is full, discarding connection: 127\.0\.0\.1/,
  // The MQTT integration loads all platforms. Cameras need video libraries, which are not installed.
  /ERROR .* Setup failed for 'camera': Unable to import component: No module named 'numpy'$/,
];

/** Warnings and errors in Home Assistant's log that this configuration does not cause. */
export function unexpectedLogLines(log: string, { ownLogLines }: HomeAssistantRelease): string[] {
  const lines = log.split("\n").filter((line) => /^\S+ \S+ (WARNING|ERROR|CRITICAL) /.test(line));
  return lines.filter((line) => ![...expectedLogLines, ...ownLogLines].some((pattern) => pattern.test(line)));
}
