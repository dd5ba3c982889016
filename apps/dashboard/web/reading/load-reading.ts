let loading: Promise<typeof import("./reading-parts.ts")> | undefined;

/** Loads what people read with, with its texts in the current language. */
async function loadReading(): Promise<typeof import("./reading-parts.ts")> {
  loading ??= import("./reading-parts.ts");
  const parts = await loading.catch((error) => {
    loading = undefined;
    throw error;
  });
  await parts.readingTexts.load();
  return parts;
}

export const readingLoaders = {
  page: () => loadReading().then(({ ReadingPage }) => ReadingPage),
  item: () => loadReading().then(({ ItemReading }) => ItemReading),
};
