import type { ComponentType } from "preact";

let loading: Promise<typeof import("./calendar-page.tsx")> | undefined;

/** Loads the calendar with its texts in the current language. */
export async function loadCalendar(): Promise<ComponentType<{ date: string | undefined }>> {
  loading ??= import("./calendar-page.tsx");
  const { CalendarPage, calendarTexts } = await loading.catch((error) => {
    loading = undefined;
    throw error;
  });
  await calendarTexts.load();
  return CalendarPage;
}
