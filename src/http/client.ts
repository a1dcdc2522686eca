// `client.http`: openapi-fetch itself, over the same `send`.
import createOpenapiFetch, { defaultPathSerializer } from "openapi-fetch";
import { OPERATIONS } from "../../generated/operations.ts";
import type { paths } from "../../generated/schema.d.ts";
import {
  ConfigurationError,
  TimeoutError,
  ValidationError,
  type ValidationIssue,
} from "../errors.ts";
import { parseJson } from "../json.mjs";
import { checkValue } from "../schema/check.ts";
import type { Operation } from "../schema/operation.ts";
import { checkPathSegment } from "../schema/parameters.ts";
import { isRecord } from "../schema/shape.ts";
import { type CallSettings, readCallOptions, serverOf } from "../settings.ts";
import { encodePlain, toFormData } from "./body.ts";
import { onAbort, throwIfAborted } from "./deadline.ts";
import { unexpectedError } from "./failure.ts";
import { type ApiRequest, createContext } from "./request.ts";
import type { ReadResponse } from "./response.ts";
import { send } from "./send.ts";

/** An openapi-fetch client, typed by the spec: for operations without a method. */
export type HttpClient = ReturnType<typeof createOpenapiFetch<paths>>;

/** The options of openapi-fetch that are checked here. */
interface Init {
  readonly params?: {
    readonly path?: Record<string, unknown>;
    readonly query?: Record<string, unknown>;
    readonly header?: object;
  };
  readonly headers?: object;
  readonly body?: unknown;
  readonly bodySerializer?: unknown;
  readonly querySerializer?: unknown;
  readonly signal?: AbortSignal | null;
  readonly parseAs?: string;
}

export function createHttp(client: CallSettings): HttpClient {
  const http = createOpenapiFetch<paths>({ baseUrl: client.baseUrl, headers: client.headers });
  const { request } = http;

  async function guarded(method: string, path: string, init: Init = {}) {
    const operation = `${method} ${path}`;
    const known = OPERATIONS.find((each) => each.method === method && each.path === path);
    const settings = readInit(init, client, operation);
    checkParams(path, init, operation);
    // The signal stays with us: a platform's Request would leave listeners on it.
    const { signal: _, parseAs = "json", ...rest } = init;
    const { timeout, signal } = settings;
    const baseUrl = serverOf(known, settings);
    throwIfAborted(signal);
    const { querySerializer } = known ?? {};
    let unlink = () => {};
    return new Promise((resolve, reject) => {
      // A middleware may wait for ever, and openapi-fetch loses a falsy reason: this listens for the
      // abort, too.
      unlink = onAbort(signal, reject);
      const fetch = async (built: Request) => {
        // A body that is a stream may never end.
        const message = `${operation}: the body was not ready after ${timeout} ms.`;
        const expire = () => reject(new TimeoutError(message, { operation, timeout }));
        const timer = setTimeout(expire, timeout);
        const reading = toApiRequest(built, operation, settings, baseUrl);
        const outgoing = await reading.finally(() => clearTimeout(timer));
        return toResponse(await send(outgoing), parseAs, outgoing);
      };
      const options = {
        ...(querySerializer && { querySerializer }),
        ...rest,
        ...encoding(known, init),
        baseUrl,
        parseAs,
        fetch,
      };
      // The caller has the types of the real method.
      request(method as never, path as never, options as never).then(resolve, reject);
    }).finally(unlink);
  }

  const methods = Object.keys(http).filter((name) => name === name.toUpperCase());
  return Object.assign(http, {
    request: (method: string, path: string, init?: Init) =>
      guarded(method.toUpperCase(), path, init),
    ...Object.fromEntries(
      methods.map((method) => [method, (path: string, init?: Init) => guarded(method, path, init)]),
    ),
  });
}

const refused = (option: string, operation: string) =>
  new ConfigurationError(`client.http does not accept ${option}: createClient sets it.`, {
    operation,
  });

/** The credential goes to one server alone, and only the client writes it. */
function readInit(init: Init, client: CallSettings, operation: string): CallSettings {
  const option = ["baseUrl", "fetch", "Request", "redirect"].find((name) => name in init);
  if (option) throw refused(option, operation);
  // Before openapi-fetch copies them: the runtime's error quotes an invalid value.
  const headers = [init.headers ?? {}, init.params?.header ?? {}].flatMap((each) => [
    ...(Symbol.iterator in each ? (each as Headers) : Object.entries(each)),
  ]);
  // An array is several values, null removes one of the client's headers.
  const pairs = headers.map(([name, value]) => [name, String(value)] as const);
  return readCallOptions({ signal: init.signal ?? undefined, headers: pairs }, client, operation);
}

/** Refuses values that openapi-fetch would send as something else. */
function checkParams(
  template: string,
  { params, querySerializer, body, bodySerializer }: Init,
  operation: string,
): void {
  const issues: ValidationIssue[] = [];
  const { path = {}, query = {} } = params ?? {};
  for (const [part, name = ""] of template.matchAll(/\{[.;]?([^{}]+?)\*?\}/g)) {
    const count = issues.length;
    // encodeURIComponent would throw a bare URIError.
    checkValue({}, path[name], { issues, secrets: [] }, name);
    if (issues.length > count) continue;
    // As it would be sent: an empty array makes an empty segment, too.
    const segment = defaultPathSerializer(part, path);
    // openapi-fetch leaves the template of a parameter that is missing.
    checkPathSegment(name, segment === part ? "" : segment, issues);
  }
  const plain = { ...(querySerializer ? {} : query), ...(!bodySerializer && { body }) };
  for (const [path, value] of Object.entries(plain)) {
    // A Date would be left out of the query, a URLSearchParams be sent as an empty object.
    if (typeof value !== "object" || PLAIN.test(Object.prototype.toString.call(value))) continue;
    issues.push({ path, keyword: "type", message: "must be a plain object" });
  }
  if (issues.length > 0) throw new ValidationError(operation, issues);
}

const PLAIN = /(Null|Object|Array|FormData)\]$/;

/** Encodes a plain body by the operation's media type, as a method would. Other bodies stay as they are. */
function encoding(
  operation: Operation | undefined,
  { body, headers, bodySerializer }: Init,
): object {
  if (bodySerializer || !isRecord(body)) return {};
  if (operation?.encoding === "multipart") return { bodySerializer: toFormData };
  const { content, type } = encodePlain(operation?.encoding, body);
  return { bodySerializer: () => content, headers: { "content-type": type, ...headers } };
}

/** A middleware may have changed any part. */
async function toApiRequest(
  built: Request,
  operation: string,
  settings: CallSettings,
  baseUrl: string,
): Promise<ApiRequest> {
  const { method, url } = built;
  if (!url.startsWith(`${baseUrl}/`)) throw refused("another server", operation);
  if (built.headers.has("authorization")) throw refused("an authorization header", operation);
  const { "content-type": type, ...extra } = Object.fromEntries(built.headers);
  const body = new Uint8Array(await built.arrayBuffer());
  const text = new TextDecoder().decode(body);
  const context = createContext({ headers: extra });
  // What may be secret: the query and the strings of the body, or all of it if it is not JSON.
  const strings = parseJson(text) ?? [text, ...text.split("\r\n"), ...valuesOf(text)];
  checkValue({}, [strings, ...valuesOf(new URL(url).search)], {
    issues: [],
    secrets: context.secrets,
  });
  return {
    operation,
    method,
    url,
    headers: { accept: "application/json", ...extra, ...(type && { "content-type": type }) },
    body: body.length > 0 ? body : null,
    settings,
    context,
  };
}

const valuesOf = (form: string) => new URLSearchParams(form).values();

/** The response for openapi-fetch: already read, and as the contract says. */
function toResponse(response: ReadResponse, parseAs: string, request: ApiRequest): Response {
  const { status, isRedirect, isComplete, ok, source } = response;
  const isEmpty = request.method === "HEAD" || status === 204 || status === 205;
  const isReadable = isEmpty || (isComplete && (parseAs !== "json" || response.json !== undefined));
  // The platform's Response takes no status beyond 599.
  if (isRedirect || status > 599 || (ok && !isReadable)) throw unexpectedError(response, request);
  // The platform's Response refuses some reason phrases that others take.
  const statusText = source.statusText?.replace(/[^\t\x20-\x7e\x80-\xff]/g, "?") ?? "";
  const headers = copyHeaders(source.headers);
  let body: Blob | string | null = isEmpty ? null : response.blob();
  if (!ok && !isEmpty && !isRecord(response.json)) {
    // `if (error)` would overlook an empty body, and a text has no members.
    const message = `${status} without a JSON object.`;
    const error = { code: "UNKNOWN", message, description: response.text || undefined };
    const request_id = response.header("x-request-id") ?? "";
    body = JSON.stringify({ meta: { request_id }, error });
    headers.delete("content-length");
  }
  // With a length, openapi-fetch calls `json()`; without one, its own JSON.parse rounds integers.
  if (ok && parseAs === "json" && body instanceof Blob)
    headers.set("content-length", `${body.size}`);
  const copy = new Response(body, { status, statusText, headers });
  const json = async () => response.json;
  return Object.defineProperties(copy, { url: { value: source.url }, json: { value: json } });
}

/** Node 20 reads header names that its own Headers refuses. */
function copyHeaders(headers: Headers): Headers {
  const copy = new Headers();
  for (const [name, value] of headers) {
    try {
      copy.append(name, value);
    } catch {}
  }
  return copy;
}
