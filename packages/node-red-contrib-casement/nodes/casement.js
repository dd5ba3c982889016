// Node-RED loads this file, and casement.html beside it.
export { registerCasementNodes as default } from "node-red-contrib-casement";
