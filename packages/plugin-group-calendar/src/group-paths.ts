/** `/groups/{id}`, where single events of the group are. */
export const groupPathOf = (group: string): string => `/groups/${encodeURIComponent(group)}`;

/** `/groups/{id}/calendar`. */
export const groupCalendarPathOf = (group: string): string => `${groupPathOf(group)}/calendar`;
