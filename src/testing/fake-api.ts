// The API in memory, for tests of code that uses this package.

import { readToken } from "../credential.ts";
import { createFaults, type Fault } from "./faults.ts";
import { createFetch } from "./fetch.ts";
import { type FakeServer, listen } from "./listen.ts";
import { createQuota, type Quota } from "./quota.ts";
import { createServer, type RecordedRequest } from "./server.ts";
import type { StoredSecret } from "./shelf.ts";
import { createStore, type FakeConnector } from "./store.ts";

/** What the fake API holds, and whom it lets in. */
export interface FakeApiOptions {
  /** The connectors that exist. Any other is answered with 404. */
  readonly connectors: readonly FakeConnector[];
  /** The only token that is accepted, read as `apiKey` is. Without it, any is. */
  readonly token?: string | undefined;
}

/** An in-memory server of the contract. Its functions need no `this`. */
export interface FakeApi {
  /** For `createClient({ fetch })`. The origin of the URL does not matter. */
  readonly fetch: typeof globalThis.fetch;
  /** The same over HTTP, on 127.0.0.1; without a port, on a free one. Needs Node. */
  readonly listen: (port?: number) => Promise<FakeServer>;
  /** Every request so far, secret values and credentials included. */
  readonly requests: RecordedRequest[];
  /** What a connector stores, values included: copies, the oldest first. */
  readonly secrets: (team_id: number | bigint, connector_identifier: string) => StoredSecret[];
  /** What happens to the next requests, one fault for each. */
  readonly failNext: (...faults: Fault[]) => void;
  /** Limits the requests. Until it is called, there is no limit. */
  readonly rateLimit: (quota: Quota) => void;
}

/**
 * Makes an in-memory server of the contract. It keeps state, and answers as documented.
 *
 * @throws {ValidationError} for connectors or secrets that the API could not hold
 * @throws {ConfigurationError} without connectors, for one that is given twice, or an unusable token
 */
export function createFakeApi(options: FakeApiOptions): FakeApi {
  const store = createStore(options?.connectors);
  const { token } = options;
  const faults = createFaults();
  const quota = createQuota();
  const server = createServer({
    store,
    faults,
    quota,
    token: token === undefined ? undefined : readToken("token", token),
  });
  return {
    fetch: createFetch(server.serve),
    listen: (port = 0) => listen(server.serve, port),
    requests: server.requests,
    secrets: store.secrets,
    failNext: faults.add,
    rateLimit: quota.set,
  };
}
