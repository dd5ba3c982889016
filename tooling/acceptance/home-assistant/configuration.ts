import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

export const homeAssistantUser = { name: "ada", password: "acceptance-only" };
/** Entities that the blueprints switch. */
export const lampEntity = "input_boolean.lamp";
export const lightEntity = "light.call";

const configurationYaml = (port: number): string => `homeassistant:
  { name: Acceptance, latitude: 52.5, longitude: 13.4, elevation: 30, unit_system: metric, time_zone: Europe/Berlin, country: DE }
http: { server_host: 127.0.0.1, server_port: ${port} }
mqtt:
automation: !include automations.yaml
input_boolean: { lamp: {}, call: {} }
persistent_notification:
light:
  - platform: template
    lights:
      call:
        value_template: "{{ is_state('input_boolean.call', 'on') }}"
        turn_on: { service: input_boolean.turn_on, target: { entity_id: input_boolean.call } }
        turn_off: { service: input_boolean.turn_off, target: { entity_id: input_boolean.call } }
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

export async function writeConfiguration(folder: string, port: number): Promise<void> {
  for (const [domain, { dependencies, code }] of Object.entries(stubIntegrations)) {
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
  await writeFile(join(folder, "configuration.yaml"), configurationYaml(port));
  await writeFile(join(folder, "automations.yaml"), "[]\n");
}

const expectedLogLines = [
  /WARNING .* Skipping pip installation of required modules\. This may cause issues$/,
  /WARNING .* We found a custom integration (frontend|person|hardware|backup) which has not been tested by Home Assistant\./,
  /WARNING .* Support for the running Python version 3\.11\.\d+ is deprecated/,
  // The MQTT integration loads all platforms. Cameras need video libraries, which are not installed.
  /ERROR .* Setup failed for 'camera': Unable to import component: No module named 'numpy'$/,
  // Notify entities need release 2024.5. Earlier releases ignore their discovery messages.
  /WARNING \(MainThread\) \[homeassistant\.components\.mqtt\.discovery\] Integration notify is not supported$/,
];

/** Warnings and errors in Home Assistant's log that this configuration does not cause. */
export function unexpectedLogLines(log: string): string[] {
  const lines = log.split("\n").filter((line) => /^\S+ \S+ (WARNING|ERROR|CRITICAL) /.test(line));
  return lines.filter((line) => !expectedLogLines.some((pattern) => pattern.test(line)));
}
