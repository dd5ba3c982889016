/** Settings of an entry, as the form of the integration writes them. */
type Settings = Readonly<Record<string, unknown>>;

export const clientId = "11111111-1111-4111-8111-111111111111";
export const otherClientId = "22222222-2222-4222-8222-222222222222";
export const secret = "hush~this-is-the-value";

const defaults: Readonly<Record<string, Settings>> = {
  ms365_calendar: { enable_update: false, basic_calendar: false, groups: false },
  ms365_mail: { enable_update: false, enable_autoreply: false },
  ms365_teams: { chat_enable: "Disabled", status_enable: "Read" },
  ms365_todo: { enable_update: false },
};

/** What the options form of MS365-Mail writes if it is saved unchanged. */
export const savedMailOptions: Settings = {
  max_items: 5,
  download_attachments: true,
  save_attachments: false,
  html_body: false,
  show_body: true,
};

/** An entry as Home Assistant writes it to `core.config_entries`. */
export function ms365Entry(domain: string, name: string, data: Settings = {}, options: Settings = {}, rest: Settings = {}): Settings {
  return {
    created_at: "2026-01-01T10:00:00.000000+00:00",
    data: {
      entity_name: name,
      client_id: clientId,
      client_secret: secret,
      alt_auth_method: false,
      api_options: { country: "Default" },
      ...defaults[domain],
      ...data,
    },
    disabled_by: null,
    discovery_keys: {},
    domain,
    entry_id: `01JGTEST${domain}${name}`,
    minor_version: 1,
    modified_at: "2026-01-01T10:00:00.000000+00:00",
    options,
    pref_disable_new_entities: false,
    pref_disable_polling: false,
    source: "user",
    subentries: [],
    title: name,
    unique_id: null,
    version: 1,
    ...rest,
  };
}

export const entriesFile = (entries: readonly Settings[]): string =>
  JSON.stringify({ version: 1, minor_version: 5, key: "core.config_entries", data: { entries } }, undefined, 2);

/** `ms365_calendars_<name>.yaml`: a calendar shown twice, one that is hidden, and a group. */
export const calendarList = `- cal_id: CAL1
  entities:
  - device_id: Family
    end_offset: 24
    name: Family
    start_offset: 0
    track: true
  - device_id: Family sport
    end_offset: 48
    exclude:
    - ^Off
    exclude_declined: true
    max_results: 5
    name: Sport
    search: Sport
    sensitivity_exclude:
    - private
    show_as_exclude:
    - free
    - oof
    start_offset: -2
    track: true
- cal_id: CAL2
  entities:
  - device_id: Birthdays
    end_offset: 24
    name: Birthdays
    start_offset: 0
    track: false
- cal_id: group:33333333-3333-4333-8333-333333333333
  entities:
  - device_id: Team
    end_offset: 24
    name: Team
    start_offset: 0
    track: true
`;

/** `ms365_todos_<name>.yaml`. */
export const taskLists = `
- name: Tasks
  show_completed: true
  todo_list_id: LIST1
  track: true

- name: Old
  show_completed: false
  todo_list_id: LIST2
  track: false
`;
