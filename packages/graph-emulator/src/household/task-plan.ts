/** A task. `due` is in days from today. */
export interface PlannedTask {
  title: string;
  due?: number;
  done?: true;
  important?: true;
  /** Reminder in hours from now. */
  reminder?: number;
}

const titles = (...names: string[]): PlannedTask[] => names.map((title) => ({ title }));

/** Forty tasks in four lists. "Tasks" is every user's built-in default list. */
export const plannedTasks: Readonly<Record<string, readonly PlannedTask[]>> = {
  Tasks: [
    { title: "Send the stair drawings", due: 0, important: true, reminder: 2 },
    { title: "Order larch samples", due: 1 },
    { title: "Book the train to Leipzig", due: 3, reminder: 20 },
    { title: "Reply to the chamber", due: -2 },
    { title: "Expense report", due: -5, important: true },
    { title: "Renew the plotter contract", due: 20 },
    { title: "Archive Elm Row", done: true },
    ...titles("Tidy the sample shelf", "Ask Priya about the beam", "New business cards"),
  ],
  Groceries: [
    { title: "Coffee", important: true },
    { title: "Rye bread", done: true },
    ...titles("Milk", "Apples", "Olive oil", "Dish soap", "Lentils", "Yoghurt", "Onions", "Candles"),
  ],
  House: [
    { title: "Bleed the radiators", due: 6 },
    { title: "Change the smoke alarm battery", due: -1, important: true },
    { title: "Call the chimney sweep", due: 4, reminder: 26 },
    { title: "Fix the garden gate", done: true },
    { title: "Winter tires", due: 12 },
    ...titles("Oil the kitchen table", "Sort the cellar", "Frame the lake picture", "Descale the kettle", "Return the ladder"),
  ],
  "Lake weekend": [
    { title: "Boat pump", due: 5, important: true },
    { title: "Reserve the campsite", done: true },
    ...titles("Sleeping bags", "Torch", "Sun cream", "Card games", "Firewood", "Coffee pot", "First aid kit", "Rain jackets"),
  ],
};
