export { registerCasementNodes } from "./register-casement-nodes.ts";
