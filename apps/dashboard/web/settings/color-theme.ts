export type ColorTheme = "system" | "light" | "dark";

export function storedTheme(): ColorTheme {
  const stored = localStorage.getItem("theme");
  return stored === "light" || stored === "dark" ? stored : "system";
}

export function applyTheme(next: ColorTheme = storedTheme()): void {
  localStorage.setItem("theme", next);
  if (next === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}
