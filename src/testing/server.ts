// From a request to a response, or to none.
import { altered, type Faults, type QuotaKeeper } from "./faults.ts";
import { handle } from "./operations.ts";
import { readParams } from "./params.ts";
import { findRoute, type IncomingRequest, type ReadBody, readBody } from "./request.ts";
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
   * What was parsed: JSON (with a bigint for an integer beyond 2^53), the members of a form, of
   * multipart with a `Blob` for a file; a list where a name is repeated. Else the text; `undefined`
   * where there is none.
   */
  readonly body: unknown;
}

export type Serve = (request: IncomingRequest) => Promise<FakeResponse | "lost" | "stalled">;

export interface Parts {
  readonly store: Store;
  readonly faults: Faults;
  readonly quota: QuotaKeeper;
  /** The only token that is accepted; without it, any is. */
  readonly token: string | undefined;
}

export function createServer({ store, faults, quota, token }: Parts): {
  serve: Serve;
  requests: RecordedRequest[];
} {
  const requests: RecordedRequest[] = [];

  function apply(request: IncomingRequest, body: ReadBody): FakeResponse {
    const route = findRoute(request);
    if (!route) return failure(404);
    if (!isAuthorized(request.headers.authorization, token)) return failure(401);
    const refusal = quota.spend();
    if (refusal) return refusal;
    const { operationId } = route.operation;
    try {
      const params = readParams(route, request, body);
      return success(operationId, handle(operationId, store, params));
    } catch (error) {
      if (error instanceof Refusal) return failure(error.status, error.description);
      throw error;
    }
  }

  async function serve(request: IncomingRequest): ReturnType<Serve> {
    const body = await readBody(request);
    const { bytes, ...recorded } = request;
    requests.push({ ...recorded, body: body.value });
    const fault = faults.next();
    if (fault.stall) return "stalled";
    if (fault.drop === "before") return "lost";
    const isApplied = fault.status === undefined || fault.drop === "after";
    const response = isApplied ? apply(request, body) : failure(fault.status);
    if (fault.drop === "after") return "lost";
    return altered(quota.stamp(response), fault);
  }

  return { serve, requests };
}

/** RFC 6750 §2.1; the name of a scheme is case-insensitive (RFC 9110 §11.1). */
function isAuthorized(authorization: string | undefined, token: string | undefined): boolean {
  const given = /^bearer +(\S.*)$/i.exec(authorization ?? "")?.[1];
  return given !== undefined && (token === undefined || given === token);
}
