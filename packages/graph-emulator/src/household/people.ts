/** User names for tests and demos. Any password works. */
export const householdUsers = {
  /** Works at Harbour Lane and has five calendars. */
  main: "robin@harbour-lane.example",
  /** Can consent for the whole tenant. */
  admin: "noor@harbour-lane.example",
  /** A shared mailbox that `main` can open. */
  sharedMailbox: "office@harbour-lane.example",
  /** A personal account with two calendars. */
  personal: "robin.hale@post.example",
  colleagues: {
    mateo: "mateo@harbour-lane.example",
    priya: "priya@harbour-lane.example",
    jonas: "jonas@harbour-lane.example",
    sofia: "sofia@harbour-lane.example",
  },
} as const;

export const householdTenant = { domain: "harbour-lane.example", displayName: "Harbour Lane Studio" } as const;

const { main, admin, sharedMailbox, personal, colleagues } = householdUsers;

export interface HouseholdPerson {
  userPrincipalName: string;
  displayName: string;
  timeZone: string;
  locale?: string;
  jobTitle?: string;
  manager?: string;
  isAdmin?: boolean;
  presence?: { availability: string; activity: string };
}

export const householdPeople: readonly HouseholdPerson[] = [
  {
    userPrincipalName: main,
    manager: colleagues.mateo,
    displayName: "Robin Hale",
    timeZone: "Europe/Berlin",
    jobTitle: "Interior Architect",
    presence: { availability: "Busy", activity: "InAMeeting" },
  },
  {
    userPrincipalName: admin,
    displayName: "Noor Vale",
    timeZone: "Europe/Berlin",
    jobTitle: "IT Administrator",
    isAdmin: true,
    presence: { availability: "Available", activity: "Available" },
  },
  {
    userPrincipalName: colleagues.mateo,
    manager: admin,
    displayName: "Mateo Lind",
    timeZone: "Europe/Berlin",
    jobTitle: "Project Lead",
    presence: { availability: "DoNotDisturb", activity: "Presenting" },
  },
  {
    userPrincipalName: colleagues.priya,
    manager: colleagues.mateo,
    displayName: "Priya Nair",
    timeZone: "Asia/Kolkata",
    jobTitle: "Structural Engineer",
    presence: { availability: "Away", activity: "Away" },
  },
  {
    userPrincipalName: colleagues.jonas,
    manager: colleagues.mateo,
    displayName: "Jonas Weber",
    timeZone: "Europe/Berlin",
    locale: "de-DE",
    jobTitle: "Site Manager",
    presence: { availability: "BeRightBack", activity: "BeRightBack" },
  },
  {
    userPrincipalName: colleagues.sofia,
    manager: colleagues.mateo,
    displayName: "Sofia Marsh",
    timeZone: "America/New_York",
    locale: "en-US",
    jobTitle: "Client Partner",
    presence: { availability: "Offline", activity: "Offline" },
  },
  { userPrincipalName: sharedMailbox, displayName: "Front Office", timeZone: "Europe/Berlin" },
  { userPrincipalName: personal, displayName: "Robin Hale", timeZone: "Europe/Berlin" },
];
