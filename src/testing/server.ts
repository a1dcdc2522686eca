// From a request to an answer, or to none.
import { parseJson } from "../envelope.ts";
import { type Answer, failure } from "./answers.ts";
import { altered, type Faults } from "./faults.ts";
import { OPERATIONS } from "./operations.ts";
import type { QuotaKeeper } from "./quota.ts";
import { findRoute } from "./router.ts";
import type { Store } from "./store.ts";

/** A request that the fake API received. */
export interface RecordedRequest {
  /** The HTTP method. */
  readonly method: string;
  /** As it was sent: percent-encoded, with its query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else the text; `undefined` where there is none. */
  readonly body: unknown;
}

/** A request, by whichever way it came. */
export interface IncomingRequest extends Omit<RecordedRequest, "body"> {
  readonly text: string;
}

export type Serve = (request: IncomingRequest) => Answer | "lost" | "stalled";

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

  function apply({ method, path, headers, text }: IncomingRequest): Answer {
    const route = findRoute(method, path);
    if (!route) return failure(404);
    if (!isAuthorized(headers.authorization, token)) return failure(401);
    const refusal = quota.spend();
    if (refusal) return refusal;
    const { team_id = "", connector_identifier = "", secret_placeholder = "" } = route.params;
    const shelf = store.find(team_id, connector_identifier);
    if (!shelf) return failure(404);
    const isJson = /^application\/json *(;|$)/i.test(headers["content-type"] ?? "");
    return OPERATIONS[route.operationId](shelf, { secret_placeholder, text, isJson });
  }

  function serve(request: IncomingRequest): ReturnType<Serve> {
    const { text, ...recorded } = request;
    requests.push({ ...recorded, body: text ? (parseJson(text) ?? text) : undefined });
    const fault = faults.next();
    if (fault.stall) return "stalled";
    if (fault.drop === "before") return "lost";
    const isApplied = fault.status === undefined || fault.drop === "after";
    const answer = isApplied ? apply(request) : failure(fault.status);
    if (fault.drop === "after") return "lost";
    return altered(quota.stamp(answer), fault);
  }

  return { serve, requests };
}

/** RFC 6750 §2.1; the name of a scheme is case-insensitive (RFC 9110 §11.1). */
function isAuthorized(authorization: string | undefined, token: string | undefined): boolean {
  const given = /^bearer +(\S.*)$/i.exec(authorization ?? "")?.[1];
  return given !== undefined && (token === undefined || given === token);
}
