/**
 * The API in memory, for your own tests: `createFakeApi`.
 *
 * @module supermetrics-connector-builder/testing
 */
import { ConfigurationError } from "../index.ts";
import { createFaults, createQuota, type Fault, type Quota } from "./faults.ts";
import { handle } from "./operations.ts";
import { type FakeApiOptions, readOptions } from "./options.ts";
import { readParams } from "./params.ts";
import {
  findRoute,
  type IncomingRequest,
  type ReadBody,
  type RecordedRequest,
  type Route,
  readBody,
} from "./request.ts";
import { example, type FakeResponse, failure, Refusal, withBody, withHeaders } from "./response.ts";
import { Store, type StoredSecret } from "./store.ts";
import { createFetch, type FakeServer, listen, type Serve } from "./transport.ts";

export type { Fault, Quota } from "./faults.ts";
export type { FakeApiOptions } from "./options.ts";
export type { RecordedRequest } from "./request.ts";
export type { FakeConnector, StoredSecret } from "./store.ts";
export type { FakeServer } from "./transport.ts";

/** An in-memory server of the contract. Its functions need no `this`. */
export interface FakeApi {
  /** For `createClient({ fetch })`, or any code that calls `fetch`. The origin does not matter. */
  readonly fetch: typeof globalThis.fetch;
  /**
   * The same over HTTP, on 127.0.0.1; without a port, on a free one. Needs Node.
   *
   * It responds to loopback host names alone (421 for another), reads no body without a valid
   * credential (401), and none beyond 65 MiB (413). In a browser, pages of loopback hosts may call it.
   */
  readonly listen: (port?: number) => Promise<FakeServer>;
  /** Every request so far, secret values and credentials included. */
  readonly requests: RecordedRequest[];
  /**
   * What a connector stores, values included: copies, the oldest first.
   *
   * @throws {ConfigurationError} for a connector that does not exist (any more)
   */
  readonly secrets: (team_id: number | bigint, connector_identifier: string) => StoredSecret[];
  /**
   * Injects faults into the next requests, one each. A request that gets a 401 takes no fault.
   *
   * @throws {ConfigurationError} for an impossible fault
   */
  readonly failNext: (...faults: Fault[]) => void;
  /**
   * Limits the requests. Until it is called, there is no limit.
   *
   * @throws {ConfigurationError} for an impossible quota
   */
  readonly rateLimit: (quota: Quota) => void;
}

/**
 * Makes an in-memory server of the contract, for any client of the API.
 *
 * It responds to every operation of the spec, and checks every parameter as the spec says.
 * Connectors, logos and secrets keep their state, and logs come from `options.connectors`; another
 * operation returns the example of the spec. It refuses with the documented errors: 401 without a
 * token, 404 for a missing resource, 400 for a malformed query or body or a logo that is no PNG or JPG
 * of at most 5 MB, 409 for the name of a secret that is taken, 422 for a body that breaks the contract.
 *
 * A new connector has an empty configuration, version 1.0.0, and each update of the configuration
 * raises the version. Identifiers and placeholders are made up, and the same in every run.
 *
 * @example
 * ```ts
 * const api = createFakeApi({ connectors: [{ team_id: 936506, connector_identifier: "T3S70" }] });
 * const client = createClient({ apiKey: "any", fetch: api.fetch });
 * ```
 *
 * @throws {ValidationError} for connectors that the API could not hold
 * @throws {ConfigurationError} without connectors, for a duplicate one, for an unknown
 *   option or member, or an unusable token
 */
export function createFakeApi(options: FakeApiOptions): FakeApi {
  const { connectors, token } = readOptions(options);
  const store = new Store(connectors);
  const faults = createFaults();
  const quota = createQuota();
  const requests: RecordedRequest[] = [];

  async function apply(
    request: IncomingRequest,
    body: ReadBody,
    route: Route | undefined,
  ): Promise<FakeResponse> {
    if (!route) return failure(404);
    const { operation } = route;
    const { operationId } = operation;
    const refusal = quota.spend(operationId);
    if (refusal) return refusal;
    try {
      const result = await handle(operation, store, readParams(route, request, body));
      return withBody({ status: example(operationId).status, headers: {} }, result);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return failure(error.status, operationId, error.message);
    }
  }

  /** Whether a request has a credential that is accepted. */
  function admits(headers: IncomingRequest["headers"]): boolean {
    // RFC 6750 §2.1; the name of a scheme is case-insensitive (RFC 9110 §11.1).
    const sent = /^bearer +(\S.*)$/i.exec(headers.authorization ?? "")?.[1];
    return sent !== undefined && (token === undefined || sent === token);
  }

  const serve: Serve = async (request) => {
    const { method, path, headers } = request;
    const body = await readBody(request);
    requests.push({ method, path, headers, body: body.value });
    const route = findRoute(request);
    const operationId = route?.operation.operationId;
    // Takes no fault: it may be a request of a browser, not of the client under test.
    if (!admits(headers)) return quota.stamp(failure(401, operationId));
    const fault = faults.next(method);
    if (fault.stall) return "stalled";
    if (fault.drop === "before") return "lost";
    const isApplied = fault.status === undefined || fault.drop === "after";
    const response = isApplied
      ? await apply(request, body, route)
      : failure(fault.status, operationId);
    if (fault.drop === "after") return "lost";
    return withHeaders(withBody(quota.stamp(response), fault.body), fault.headers ?? {});
  };

  return {
    fetch: createFetch(serve),
    listen: (port = 0) => listen({ admits, serve }, port),
    requests,
    secrets(team_id, connector_identifier) {
      const connector = store.find({ team_id, connector_identifier });
      if (!connector) throw new ConfigurationError("The fake API has no such connector.");
      return connector.secrets.map((secret) => ({ ...secret }));
    },
    failNext: faults.add,
    rateLimit: quota.set,
  };
}
