// Handles one request.
import { altered, type Faults, type QuotaKeeper } from "./faults.ts";
import { handle } from "./operations.ts";
import { readParams } from "./params.ts";
import { findRoute, type IncomingRequest, type ReadBody, type Route, readBody } from "./request.ts";
import { type FakeResponse, failure, Refusal, success } from "./response.ts";
import type { Store } from "./store.ts";

/** A request that the fake API received. */
export interface RecordedRequest {
  /** The HTTP method. */
  readonly method: string;
  /** As it was sent: percent-encoded, with its query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * As it was parsed: JSON (with a bigint for an integer beyond 2^53-1), or the members of a form, of
   * multipart with a `Blob` for a file; a list if a name is repeated. Else the text; `undefined`
   * without a body, and over HTTP without a valid credential, since the body is then not read.
   */
  readonly body: unknown;
}

export interface Server {
  /** Whether a request has a credential that is accepted. Its body need not have been read. */
  readonly admits: (request: Pick<IncomingRequest, "headers">) => boolean;
  readonly serve: (request: IncomingRequest) => Promise<FakeResponse | "lost" | "stalled">;
}

export interface Parts {
  readonly store: Store;
  readonly faults: Faults;
  readonly quota: QuotaKeeper;
  /** The only token that is accepted; without it, any is. */
  readonly token: string | undefined;
}

export function createServer(parts: Parts): Server & { requests: RecordedRequest[] } {
  const { store, faults, quota, token } = parts;
  const requests: RecordedRequest[] = [];

  async function apply(
    request: IncomingRequest,
    body: ReadBody,
    route: Route | undefined,
  ): Promise<FakeResponse> {
    if (!route) return failure(404);
    const { operationId } = route.operation;
    const refusal = quota.spend(operationId);
    if (refusal) return refusal;
    try {
      const params = readParams(route, request, body);
      return success(operationId, await handle(operationId, store, params));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return failure(error.status, { operationId, description: error.description });
    }
  }

  const admits: Server["admits"] = ({ headers }) => {
    // RFC 6750 §2.1; the name of a scheme is case-insensitive (RFC 9110 §11.1).
    const sent = /^bearer +(\S.*)$/i.exec(headers.authorization ?? "")?.[1];
    return sent !== undefined && (token === undefined || sent === token);
  };

  const serve: Server["serve"] = async (request) => {
    const body = await readBody(request);
    const { bytes, ...recorded } = request;
    requests.push({ ...recorded, body: body.value });
    const route = findRoute(request);
    const options = { operationId: route?.operation.operationId };
    // No fault: a browser's own request, or a stranger's, would take it from the client under test.
    if (!admits(request)) return quota.stamp(failure(401, options));
    const fault = faults.next(request.method);
    if (fault.stall) return "stalled";
    if (fault.drop === "before") return "lost";
    const isApplied = fault.status === undefined || fault.drop === "after";
    const response = isApplied ? await apply(request, body, route) : failure(fault.status, options);
    if (fault.drop === "after") return "lost";
    return altered(quota.stamp(response), fault);
  };

  return { admits, serve, requests };
}
