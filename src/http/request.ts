// One request of a call, and the context that the requests of a call share.
import {
  createFinalURL,
  createQuerySerializer,
  defaultPathSerializer,
  type HeadersOptions,
  mergeHeaders,
} from "openapi-fetch";
import type { Outcome } from "../errors.ts";
import type { Operation } from "../schema/operation.ts";
import type { Parameters } from "../schema/parameters.ts";
import { type CallSettings, serverOf } from "../settings.ts";
import type { EncodedBody } from "./body.ts";
import { type Clean, createClean } from "./redact/index.ts";

/** Shared by the requests of one call: one for most, several for composite methods. */
export interface CallContext {
  /** `"unknown"` once any attempt may have been applied, whatever came later. */
  outcome: Outcome;
  /** Values that may be secret, added before they are sent. */
  readonly secrets: string[];
  /** Tokens, and values of extra headers. Not even a URL shows them. */
  readonly credentials: string[];
  /** Redacts external text. */
  readonly clean: Clean;
}

/** Shorter header values are ordinary words such as `gzip`. */
const SHORTEST_HEADER = 8;

export function createContext({ headers }: Pick<CallSettings, "headers">): CallContext {
  const secrets: string[] = [];
  const credentials = Object.values(headers).filter(({ length }) => length >= SHORTEST_HEADER);
  const clean = createClean(() => [...credentials, ...secrets]);
  return { outcome: "not_applied", secrets, credentials, clean };
}

/** A request, ready but for its credential. Each attempt sends the same bytes. */
export interface ApiRequest {
  /** The `operationId`; for `client.http`, the method and the path's template. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: EncodedBody["content"] | null;
  readonly settings: CallSettings;
  readonly context: CallContext;
}

/**
 * Builds the request of an operation from checked parameters. openapi-fetch's serializers write the
 * URL and join header parameters.
 */
export function encodeRequest(
  operation: Operation,
  params: Parameters,
  body: EncodedBody | undefined,
  settings: CallSettings,
  context: CallContext,
): ApiRequest {
  const { operationId, method, path, querySerializer } = operation;
  const url = createFinalURL(path, {
    baseUrl: serverOf(operation, settings),
    params,
    querySerializer: params.query ? createQuerySerializer(querySerializer) : () => "",
    pathSerializer: defaultPathSerializer,
  });
  const headers: Record<string, string> = { accept: "application/json", ...settings.headers };
  if (body) headers["content-type"] = body.type;
  // Slow to walk, and mostly absent.
  if (params.header)
    Object.assign(headers, Object.fromEntries(mergeHeaders(params.header as HeadersOptions)));
  return {
    operation: operationId,
    method,
    url,
    headers,
    body: body?.content ?? null,
    settings,
    context,
  };
}
