// The scripts can be type-checked before anything is built.

declare module "*/dist/index.js" {
  export * from "supermetrics-connector-builder";
}
declare module "*/dist/testing.js" {
  export * from "supermetrics-connector-builder/testing";
}
