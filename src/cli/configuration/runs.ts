export { diff } from "./diff.ts";
export { publish } from "./publish.ts";
export { pull } from "./pull.ts";
