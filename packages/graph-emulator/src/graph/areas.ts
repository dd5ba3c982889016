import type { Area, AreaContext } from "./area.ts";
import { createCalendarArea } from "./calendar/calendar-area.ts";
import { type MailArea, mailArea } from "./mail/mail-area.ts";
import { type PresenceArea, presenceArea } from "./presence/presence-area.ts";
import { type TodoArea, todoArea } from "./todo/todo-area.ts";
import { type UsersArea, usersArea } from "./users/users-area.ts";

export interface Areas {
  users: UsersArea;
  mail: MailArea;
  todo: TodoArea;
  presence: PresenceArea;
  calendar: ReturnType<typeof createCalendarArea>;
}

/** All of Graph that is emulated: a new area is made here and gets its line in `EmulatorControl`. */
export function createAreas(context: AreaContext): Areas & Record<string, Area> {
  return {
    users: usersArea(context),
    mail: mailArea(context),
    todo: todoArea(context),
    presence: presenceArea(context),
    calendar: createCalendarArea(context),
  };
}
