import "../styles/reading.css";

export { ItemReading } from "./item-reading.tsx";
export { ReadingPage } from "./reading-page.tsx";
export { readingTexts } from "./reading-texts.ts";
