export { type CommandIo, main } from "casement";
