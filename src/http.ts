// `client.http`: openapi-fetch itself, behind the same credential, time limit, repeats and rules.
import createOpenapiFetch, { type Client as OpenapiFetch } from "openapi-fetch";
import { type Answer, isRedirect } from "./attempt.ts";
import type { Config } from "./config.ts";
import { parseJson } from "./envelope.ts";
import { ConfigurationError, ValidationError } from "./errors/local.ts";
import { unexpectedError } from "./failure.ts";
import { readHeaders } from "./headers.ts";
import { readCallOptions } from "./options.ts";
import { type Call, createCall, type OutgoingRequest } from "./outgoing.ts";
import { textOf } from "./read-body.ts";
import { stringsOf } from "./redact.ts";
import { send } from "./send.ts";
import type { paths } from "./types.ts";
import { checkPathSegment } from "./validate.ts";

/** An openapi-fetch client, typed by the spec: for what the spec has and no method does. */
export type HttpClient = OpenapiFetch<paths>;

/** The options of openapi-fetch that are looked at here. */
interface Init {
  readonly params?: { readonly path?: Record<string, unknown>; readonly header?: object };
  readonly headers?: object;
  readonly signal?: AbortSignal;
  readonly parseAs?: string;
}

export function createHttp(config: Config): HttpClient {
  const http = createOpenapiFetch<paths>({ baseUrl: config.baseUrl });
  const { request } = http;

  async function guarded(method: string, path: string, init: Init = {}) {
    refuseUnsafe(init);
    checkPath(path, init.params?.path);
    // The signal stays with us: a platform's Request would leave listeners on it.
    const { signal, parseAs = "json", ...rest } = init;
    const settings = readCallOptions({ signal }, config);
    const fetch = async (built: Request) => {
      const body = await bodyOf(built);
      const sensitive = () => sensitiveOf(body);
      // A middleware may have changed the method, and with it what may be repeated.
      const call = createCall(config, `${method} ${path}`, built.method, settings, sensitive);
      const answer = await send(toOutgoing(built, body, config), call);
      return relay(answer, parseAs, call);
    };
    try {
      // The caller's types are those of the real method; here they are any method's.
      return await request(method as never, path as never, { ...rest, parseAs, fetch } as never);
    } catch (error) {
      // openapi-fetch loses a falsy reason.
      signal?.throwIfAborted();
      throw error;
    }
  }
  const verb = (method: string) => (path: string, init?: Init) => guarded(method, path, init);

  return Object.assign(http, {
    request: (method: string, path: string, init?: Init) =>
      guarded(method.toUpperCase(), path, init),
    GET: verb("GET"),
    PUT: verb("PUT"),
    POST: verb("POST"),
    DELETE: verb("DELETE"),
    OPTIONS: verb("OPTIONS"),
    HEAD: verb("HEAD"),
    PATCH: verb("PATCH"),
    TRACE: verb("TRACE"),
  });
}

/** The credential goes to the base URL alone, and nothing but the client writes it. */
function refuseUnsafe(init: Init): void {
  const given = ["baseUrl", "fetch", "Request", "redirect"].find((name) => name in init);
  if (given) throw new ConfigurationError(`client.http takes no ${given}: createClient sets it.`);
  // Before openapi-fetch copies them: the runtime quotes what it refuses.
  for (const headers of [init.headers, init.params?.header]) {
    const entries = headers instanceof Headers ? headers : Object.entries(headers ?? {});
    // An array is several values, null takes a header of the client away.
    readHeaders([...entries].map(([name, value]) => [name, String(value)] as const));
  }
}

/** openapi-fetch would send `%7Bteam_id%7D` for a parameter that is missing. */
function checkPath(path: string, params: Record<string, unknown> = {}): void {
  const issues = [...path.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name = ""]) => {
    const value = params[name];
    if (value !== undefined && value !== null) return checkPathSegment(name, String(value));
    return [{ path: name, keyword: "required", message: "is required" }];
  });
  if (issues.length > 0) throw new ValidationError(path, issues);
}

/** What may be secret in a body: its strings, or all of it where it is no JSON. */
function sensitiveOf(bytes: Uint8Array<ArrayBuffer> | undefined): string[] {
  const text = bytes ? textOf({ bytes }) : "";
  return stringsOf(parseJson(text) ?? text);
}

async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.length > 0 ? bytes : undefined;
}

function toOutgoing(
  { method, url, headers }: Request,
  body: OutgoingRequest["body"],
  config: Config,
): OutgoingRequest {
  // A middleware may have rewritten either.
  if (!url.startsWith(`${config.baseUrl}/`)) {
    throw new ConfigurationError("client.http sends to baseUrl alone.");
  }
  if (headers.has("authorization")) {
    throw new ConfigurationError(
      "client.http takes no authorization header: createClient sets it.",
    );
  }
  const own = { accept: "application/json", ...Object.fromEntries(config.headers) };
  return { method, url, headers: { ...own, ...Object.fromEntries(headers) }, body };
}

/** What openapi-fetch goes on with: a response that is read already, and keeps the contract. */
function relay(answer: Answer, parseAs: string, call: Call): Response {
  const { response, status, body, request } = answer;
  // The platform's Response takes no status beyond 599.
  if (isRedirect(answer) || !body || status > 599) throw unexpectedError(answer, call);
  const isEmpty = request.method === "HEAD" || status === 204 || status === 205;
  if (response.ok && !isEmpty) {
    const isJson = parseAs !== "json" || parseJson(textOf(body)) !== undefined;
    if (!body.complete || !isJson) throw unexpectedError(answer, call);
  }
  const { statusText, headers, url } = response;
  const copy = new Response(isEmpty ? null : body.bytes, { status, statusText, headers });
  return Object.defineProperty(copy, "url", { value: url });
}
