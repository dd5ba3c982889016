/** What differs between the releases that are tested: the oldest that is promised, on Python 3.11 or 3.12, and a current one, on Python 3.14. */
export interface HomeAssistantRelease {
  readonly name: "2024.3" | "2026.11";
  /** YAML of a light whose state is that of `input_boolean.call`. */
  readonly light: string;
  /** What the dialog of the MQTT integration requires in addition to the broker. */
  readonly mqttSettings: object;
  /** Whether settings under `http:` last only if they are confirmed. */
  readonly confirmsHttp: boolean;
  /** Whether CalDAV calendars offer the action `create_event`. */
  readonly createsEvents: boolean;
  /** Warnings and errors that have nothing to do with the hub. */
  readonly ownLogLines: readonly RegExp[];
}

export const homeAssistantReleases: readonly HomeAssistantRelease[] = [
  {
    name: "2024.3",
    light: `light:
  - platform: template
    lights:
      call:
        value_template: "{{ is_state('input_boolean.call', 'on') }}"
        turn_on: { service: input_boolean.turn_on, target: { entity_id: input_boolean.call } }
        turn_off: { service: input_boolean.turn_off, target: { entity_id: input_boolean.call } }`,
    mqttSettings: {},
    confirmsHttp: false,
    createsEvents: false,
    ownLogLines: [
      /WARNING .* Support for the running Python version 3\.11\.\d+ is deprecated/,
      // Notify entities need release 2024.5. Earlier releases ignore their discovery messages.
      /WARNING \(MainThread\) \[homeassistant\.components\.mqtt\.discovery\] Integration notify is not supported$/,
    ],
  },
  {
    name: "2026.11",
    light: `template:
  - light:
      - name: call
        default_entity_id: light.call
        state: "{{ is_state('input_boolean.call', 'on') }}"
        turn_on: { action: input_boolean.turn_on, target: { entity_id: input_boolean.call } }
        turn_off: { action: input_boolean.turn_off, target: { entity_id: input_boolean.call } }`,
    mqttSettings: { other_settings: { set_client_cert: false, set_ca_cert: "off" } },
    confirmsHttp: true,
    createsEvents: true,
    ownLogLines: [
      // Libraries that are not installed.
      /WARNING .* zlib_ng and isal are not available/,
      /(ERROR|WARNING) .* \[haffmpeg\./,
      /ERROR .* Error loading libturbojpeg/,
      /ERROR .* Setup failed for 'assist_(pipeline|satellite)'/,
      /ERROR .* Unable to set up dependencies of 'assist_satellite'/,
    ],
  },
];
