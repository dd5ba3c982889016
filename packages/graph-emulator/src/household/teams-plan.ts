import { householdUsers } from "./people.ts";

const { main, admin, sharedMailbox, colleagues } = householdUsers;
const { mateo, priya, jonas, sofia } = colleagues;

/** A partner's tenant and one of its users. `main` is a guest in their chat. */
export const partnerOrganization = {
  tenant: { domain: "quay-lofts.example", displayName: "Quay Lofts" },
  user: { userPrincipalName: "lena@quay-lofts.example", displayName: "Lena Brandt" },
} as const;

export interface PlannedChatMessage {
  from: string;
  /** Minutes ago. */
  minutesAgo: number;
  text?: string;
  html?: string;
  mentions?: readonly string[];
  deleted?: true;
}

export interface PlannedChat {
  topic?: string;
  type?: "meeting";
  members: readonly string[];
  /** Reading it fails with 403, as in a tenant where the user is a guest. */
  guest?: true;
  messages: readonly PlannedChatMessage[];
}

/** Ten chats: six one-to-one chats, three group chats, and a meeting chat. */
export const plannedChats: readonly PlannedChat[] = [
  {
    members: [mateo],
    messages: [
      { from: mateo, minutesAgo: 95, text: "Can you look at the stairs before noon?" },
      { from: main, minutesAgo: 90, text: "Yes, after the stand-up." },
    ],
  },
  { members: [priya], messages: [{ from: priya, minutesAgo: 60 * 20, html: "<p>The <b>load tables</b> are in the shared folder.</p>" }] },
  { members: [jonas], messages: [{ from: jonas, minutesAgo: 300, text: "Bin auf der Baustelle, rufe später an." }] },
  {
    members: [sofia],
    messages: [
      { from: main, minutesAgo: 60 * 26, text: "Good luck with the pitch!" },
      { from: sofia, minutesAgo: 60 * 24, text: "Thank you 🎉" },
    ],
  },
  { members: [admin], messages: [{ from: admin, minutesAgo: 60 * 50, text: "Your new laptop is ready." }] },
  {
    members: [partnerOrganization.user.userPrincipalName],
    guest: true,
    messages: [{ from: partnerOrganization.user.userPrincipalName, minutesAgo: 60 * 72, text: "See you at the lofts." }],
  },
  {
    topic: "Quayside lofts",
    members: [mateo, priya, sofia],
    messages: [
      { from: sofia, minutesAgo: 45, text: "The client likes the larch." },
      { from: mateo, minutesAgo: 12, html: '<p><at id="0">Robin Hale</at>, could you send the samples today?</p>', mentions: [main] },
    ],
  },
  {
    topic: "Lunch",
    members: [mateo, priya, jonas],
    messages: [
      { from: priya, minutesAgo: 60 * 3, text: "Soup at the corner?" },
      { from: jonas, minutesAgo: 60 * 3 - 5, text: "Wrong chat, sorry.", deleted: true },
    ],
  },
  { topic: "Office keys", members: [sharedMailbox, admin], messages: [] },
  {
    topic: "Monthly planning",
    type: "meeting",
    members: [mateo, priya],
    messages: [{ from: mateo, minutesAgo: 60 * 70, text: "Notes are in the invitation." }],
  },
];
