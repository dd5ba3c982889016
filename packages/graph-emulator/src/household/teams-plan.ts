import { householdUsers } from "./people.ts";

const { main, admin, sharedMailbox, colleagues } = householdUsers;
const { mateo, priya, jonas, sofia } = colleagues;

/** A partner's tenant, and who writes from there: in their chat `main` is a guest. */
export const partner = {
  tenant: { domain: "quay-lofts.example", displayName: "Quay Lofts" },
  user: { userPrincipalName: "lena@quay-lofts.example", displayName: "Lena Brandt" },
} as const;

export interface PlannedMessage {
  by: string;
  /** Minutes ago. */
  ago: number;
  text?: string;
  html?: string;
  mentions?: readonly string[];
  deleted?: true;
}

export interface PlannedChat {
  topic?: string;
  type?: "meeting";
  with: readonly string[];
  /** Reads answer 403, as in a tenant where one is a guest. */
  guest?: true;
  messages: readonly PlannedMessage[];
}

/** Ten: six of two people, three groups, a meeting. */
export const plannedChats: readonly PlannedChat[] = [
  {
    with: [mateo],
    messages: [
      { by: mateo, ago: 95, text: "Can you look at the stairs before noon?" },
      { by: main, ago: 90, text: "Yes, after the stand-up." },
    ],
  },
  { with: [priya], messages: [{ by: priya, ago: 60 * 20, html: "<p>The <b>load tables</b> are in the shared folder.</p>" }] },
  { with: [jonas], messages: [{ by: jonas, ago: 300, text: "Bin auf der Baustelle, rufe später an." }] },
  {
    with: [sofia],
    messages: [
      { by: main, ago: 60 * 26, text: "Good luck with the pitch!" },
      { by: sofia, ago: 60 * 24, text: "Thank you 🎉" },
    ],
  },
  { with: [admin], messages: [{ by: admin, ago: 60 * 50, text: "Your new laptop is ready." }] },
  {
    with: [partner.user.userPrincipalName],
    guest: true,
    messages: [{ by: partner.user.userPrincipalName, ago: 60 * 72, text: "See you at the lofts." }],
  },
  {
    topic: "Quayside lofts",
    with: [mateo, priya, sofia],
    messages: [
      { by: sofia, ago: 45, text: "The client likes the larch." },
      { by: mateo, ago: 12, html: '<p><at id="0">Robin Hale</at>, could you send the samples today?</p>', mentions: [main] },
    ],
  },
  {
    topic: "Lunch",
    with: [mateo, priya, jonas],
    messages: [
      { by: priya, ago: 60 * 3, text: "Soup at the corner?" },
      { by: jonas, ago: 60 * 3 - 5, text: "Wrong chat, sorry.", deleted: true },
    ],
  },
  { topic: "Office keys", with: [sharedMailbox, admin], messages: [] },
  {
    topic: "Monthly planning",
    type: "meeting",
    with: [mateo, priya],
    messages: [{ by: mateo, ago: 60 * 70, text: "Notes are in the invitation." }],
  },
];
