// Handles one request.
import type { Faults, QuotaKeeper } from "./faults.ts";
import { handle } from "./operations.ts";
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
import type { Store } from "./store.ts";

export type Server = ReturnType<typeof createServer>;

/** @param token the only one that is accepted; without it, any is */
export function createServer(
  store: Store,
  faults: Faults,
  quota: QuotaKeeper,
  token: string | undefined,
) {
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

  async function serve(request: IncomingRequest): Promise<FakeResponse | "lost" | "stalled"> {
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
  }

  return { admits, serve, requests };
}
