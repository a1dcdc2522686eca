/**
 * The API in memory, for your own tests: `createFakeApi`.
 *
 * @module supermetrics-connector-builder/testing
 */
export { createFakeApi, type FakeApi, type FakeApiOptions } from "./fake-api.ts";
export type { Fault } from "./faults.ts";
export type { FakeServer } from "./listen.ts";
export type { Quota } from "./quota.ts";
export type { RecordedRequest } from "./server.ts";
export type { StoredSecret } from "./shelf.ts";
export type { FakeConnector } from "./store.ts";
