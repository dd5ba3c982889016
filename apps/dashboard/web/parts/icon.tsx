// Drawn for the dashboard: 24 by 24, stroke width 1.75.
const paths = {
  home: "M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5",
  services: "M12 3v4M12 17v4M3 12h4M17 12h4M6 6l2.5 2.5M15.5 15.5 18 18M6 18l2.5-2.5M15.5 8.5 18 6",
  events: "M4 12h4l2.5-6 4 12L17 12h3",
  accounts: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-4 3.6-6 7.500-6s6.900 2 7.500 6",
  permissions: "M12 3.500 5 6v5.500c0 4.500 3 7.500 7 9 4-1.500 7-4.500 7-9V6ZM9 12l2.200 2.200L15.500 10",
  settings: "M5 7h9M18 7h1M5 12h2M11 12h8M5 17h7M16 17h3M14 5v4M7 10v4M12 15v4",
  calendar: "M5 6h14v13H5ZM5 10h14M9 4v4M15 4v4",
  list: "M9 7h10M9 12h10M9 17h10M4.500 7h.01M4.500 12h.01M4.500 17h.01",
  mail: "M4 6h16v12H4ZM4 7l8 6 8-6",
  chat: "M5 5h14v10H11l-4 4v-4H5Z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20c.6-4 3.600-6 7.500-6s6.900 2 7.500 6",
  value: "M5 19V9M12 19V5M19 19v-7",
  right: "m9 6 6 6-6 6",
  left: "m15 6-6 6 6 6",
  check: "m5 12.500 4.500 4.500L19 7.500",
  copy: "M9 9h10v10H9ZM5 15V5h10",
  external: "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
  refresh: "M19 12a7 7 0 1 1-2.050-4.950L19 9M19 5v4h-4",
  alert: "M12 4 3 19h18ZM12 10v4M12 16.500h.01",
  close: "M6 6l12 12M18 6 6 18",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** A window with one lit pane. */
export function CasementLogo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect x="3" y="3" width="26" height="26" rx="7" />
      <path d="M9 8h6v7H9zM9 17h6v7H9zM17 17h6v7h-6z" />
      <path class="light" d="M17 8h6v7h-6z" />
    </svg>
  );
}
