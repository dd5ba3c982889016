import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

export const homeAssistantUser = { name: "ada", password: "acceptance-only" };
/** Switched by the blueprints. */
export const lampEntity = "input_boolean.lamp";
export const lightEntity = "light.call";

const configuration = (port: number): string => `homeassistant:
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

const empty = "async def async_setup(hass, config):\n    return True\n";

/** Integrations that it always loads, with large packages that nothing here needs. These take their place. */
const standIns: Readonly<Record<string, { needs: readonly string[]; code: string }>> = {
  frontend: {
    needs: ["api", "auth", "config", "device_automation", "file_upload", "http", "websocket_api"],
    code: `${empty}
DATA_PANELS = "frontend_panels"

def async_register_built_in_panel(*args, **kwargs):
    pass

def async_remove_panel(*args, **kwargs):
    pass
`,
  },
  person: { needs: [], code: empty },
  hardware: { needs: [], code: empty },
  backup: { needs: [], code: empty },
};

export async function writeConfiguration(folder: string, port: number): Promise<void> {
  for (const [domain, { needs, code }] of Object.entries(standIns)) {
    const at = join(folder, "custom_components", domain);
    await mkdir(at, { recursive: true });
    const manifest = {
      domain,
      name: domain,
      version: "0.0.0",
      documentation: "https://www.home-assistant.io",
      dependencies: needs,
      requirements: [],
      codeowners: [],
    };
    await writeFile(join(at, "manifest.json"), JSON.stringify(manifest));
    await writeFile(join(at, "__init__.py"), code);
  }
  await writeFile(join(folder, "configuration.yaml"), configuration(port));
  await writeFile(join(folder, "automations.yaml"), "[]\n");
}

const expected = [
  /WARNING .* Skipping pip installation of required modules\. This may cause issues$/,
  /WARNING .* We found a custom integration (frontend|person|hardware|backup) which has not been tested by Home Assistant\./,
  /WARNING .* Support for the running Python version 3\.11\.\d+ is deprecated/,
  // Its MQTT integration loads all platforms; cameras need video libraries.
  /ERROR .* Setup failed for 'camera': Unable to import component: No module named 'numpy'$/,
  // Notify entities by discovery are for 2024.5 and later; documents for them are passed over.
  /WARNING \(MainThread\) \[homeassistant\.components\.mqtt\.discovery\] Integration notify is not supported$/,
];

/** Warnings and errors of its log that this configuration does not explain. */
export function unexpectedLogLines(log: string): string[] {
  const lines = log.split("\n").filter((line) => /^\S+ \S+ (WARNING|ERROR|CRITICAL) /.test(line));
  return lines.filter((line) => !expected.some((pattern) => pattern.test(line)));
}
